import type { Metadata } from "next";
import { PostureNetwork } from "#components/posture/network/posture-network.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Network" };

export default async function Page() {
  await pageActor();
  return <PostureNetwork />;
}
