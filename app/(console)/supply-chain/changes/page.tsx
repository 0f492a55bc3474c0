import type { Metadata } from "next";
import { ImageChangesPage } from "#components/supply-chain/changes/changes-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Changes of images" };

export default async function Page() {
  await pageActor();
  return <ImageChangesPage />;
}
