import type { Metadata } from "next";
import { PostureOverview } from "#components/posture/posture-pages.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Posture" };

export default async function Page() {
  await pageActor();
  return <PostureOverview />;
}
