import type { Metadata } from "next";
import { AccessRisks } from "#components/access/pages/risks.tsx";
import { FullPage } from "#components/shell/page-body.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Risks of access" };

export default async function Page() {
  await pageActor();
  return (
    <FullPage>
      <AccessRisks />
    </FullPage>
  );
}
