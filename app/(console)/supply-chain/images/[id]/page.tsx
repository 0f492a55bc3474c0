import type { Metadata } from "next";
import { ImageTrailPage } from "#components/supply-chain/trail/trail-pages.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Trail of an image" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await pageActor();
  return <ImageTrailPage id={(await params).id} />;
}
