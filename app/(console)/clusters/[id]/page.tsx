import type { Metadata } from "next";
import { ClusterPage } from "#components/clusters/cluster-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Cluster" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await pageActor();
  return <ClusterPage id={(await params).id} />;
}
