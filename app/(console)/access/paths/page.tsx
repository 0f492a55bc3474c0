import type { Metadata } from "next";
import { AccessPaths } from "#components/access/pages/paths.tsx";
import { FullPage } from "#components/shell/page-body.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Escalation paths" };

export default async function Page() {
  await pageActor();
  return (
    <FullPage>
      <AccessPaths />
    </FullPage>
  );
}
