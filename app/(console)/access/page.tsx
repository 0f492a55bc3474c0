import type { Metadata } from "next";
import { AccessAsk } from "#components/access/pages/ask.tsx";
import { FullPage } from "#components/shell/page-body.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Access" };

export default async function Page() {
  await pageActor();
  return (
    <FullPage>
      <AccessAsk />
    </FullPage>
  );
}
