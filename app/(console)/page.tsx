import type { Metadata } from "next";
import { FleetPage } from "#components/clusters/fleet-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Fleet" };

export default async function Page() {
  await pageActor();
  return <FleetPage />;
}
