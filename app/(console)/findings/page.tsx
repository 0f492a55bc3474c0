import type { Metadata } from "next";
import { FindingsPage } from "#components/findings/findings-page.tsx";
import { FullPage } from "#components/shell/page-body.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Findings" };

export default async function Page() {
  await pageActor();
  return (
    <FullPage>
      <FindingsPage />
    </FullPage>
  );
}
