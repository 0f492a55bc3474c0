import type { Metadata } from "next";
import { WorkloadTrailPage } from "#components/supply-chain/trail/trail-pages.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Trail of a workload" };

export default async function Page() {
  await pageActor();
  return <WorkloadTrailPage />;
}
