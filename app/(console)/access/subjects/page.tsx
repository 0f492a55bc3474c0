import type { Metadata } from "next";
import { AccessSubjects } from "#components/access/pages/subjects.tsx";
import { FullPage } from "#components/shell/page-body.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Subjects" };

export default async function Page() {
  await pageActor();
  return (
    <FullPage>
      <AccessSubjects />
    </FullPage>
  );
}
