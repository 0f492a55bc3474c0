import type { Metadata } from "next";
import { ScanPage } from "#components/scans/scan-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Scan" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await pageActor();
  return <ScanPage id={(await params).id} />;
}
