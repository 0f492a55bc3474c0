import type { Metadata } from "next";
import { ScansPage } from "#components/scans/scans-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Scans" };

export default async function Page() {
  await pageActor();
  return <ScansPage />;
}
