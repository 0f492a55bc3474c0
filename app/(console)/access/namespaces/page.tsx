import type { Metadata } from "next";
import { AccessNamespaces } from "#components/access/pages/namespaces.tsx";
import { FullPage } from "#components/shell/page-body.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Namespace administration" };

export default async function Page() {
  await pageActor();
  return (
    <FullPage>
      <AccessNamespaces />
    </FullPage>
  );
}
