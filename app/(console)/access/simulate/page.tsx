import type { Metadata } from "next";
import { AccessSimulate } from "#components/access/pages/simulate.tsx";
import { FullPage } from "#components/shell/page-body.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Simulate a change of access" };

export default async function Page() {
  await pageActor();
  return (
    <FullPage>
      <AccessSimulate />
    </FullPage>
  );
}
