import type { Metadata } from "next";
import { ComparePage } from "#components/scans/compare-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Comparison" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await pageActor();
  return <ComparePage id={(await params).id} />;
}
