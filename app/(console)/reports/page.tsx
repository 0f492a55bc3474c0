import type { Metadata } from "next";
import { ReportsPage } from "#components/reports/reports-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Reports" };

export default async function Page() {
  await pageActor();
  return <ReportsPage />;
}
