import type { Metadata } from "next";
import { ConnectionPage } from "#components/clusters/connection-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Connection" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await pageActor();
  return <ConnectionPage id={(await params).id} />;
}
