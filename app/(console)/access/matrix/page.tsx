import type { Metadata } from "next";
import { AccessMatrix } from "#components/access/pages/matrix.tsx";
import { FullPage } from "#components/shell/page-body.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Access matrix" };

export default async function Page() {
  await pageActor();
  return (
    <FullPage>
      <AccessMatrix />
    </FullPage>
  );
}
