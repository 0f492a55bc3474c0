import type { Metadata } from "next";
import { PostureChecklist } from "#components/posture/posture-pages.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Security checklist" };

export default async function Page() {
  await pageActor();
  return <PostureChecklist />;
}
