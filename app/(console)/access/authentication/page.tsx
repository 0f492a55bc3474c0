import type { Metadata } from "next";
import { AccessAuthentication } from "#components/access/pages/authentication.tsx";
import { FullPage } from "#components/shell/page-body.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Authentication" };

export default async function Page() {
  await pageActor();
  return (
    <FullPage>
      <AccessAuthentication />
    </FullPage>
  );
}
