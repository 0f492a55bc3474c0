import type { Metadata } from "next";
import { AccessChanges } from "#components/access/pages/changes.tsx";
import { FullPage } from "#components/shell/page-body.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Changes of access" };

export default async function Page() {
  await pageActor();
  return (
    <FullPage>
      <AccessChanges />
    </FullPage>
  );
}
