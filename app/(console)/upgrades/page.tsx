import type { Metadata } from "next";
import { UpgradeTimeline } from "#components/upgrades/upgrade-pages.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Upgrades" };

export default async function Page() {
  await pageActor();
  return <UpgradeTimeline />;
}
