import type { Metadata } from "next";
import { FleetUpgradesPage } from "#components/upgrades/fleet-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Upgrades of all clusters" };

export default async function Page() {
  await pageActor();
  return <FleetUpgradesPage />;
}
