import type { Metadata } from "next";
import { UpgradeRunBook } from "#components/upgrades/upgrade-pages.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Run book" };

export default async function Page() {
  await pageActor();
  return <UpgradeRunBook />;
}
