import type { Metadata } from "next";
import { ManifestsPage } from "#components/upgrades/manifests-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Manifests before an upgrade" };

export default async function Page() {
  await pageActor();
  return <ManifestsPage />;
}
