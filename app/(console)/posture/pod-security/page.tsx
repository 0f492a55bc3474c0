import type { Metadata } from "next";
import { PosturePodSecurity } from "#components/posture/posture-pages.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Pod Security" };

export default async function Page() {
  await pageActor();
  return <PosturePodSecurity />;
}
