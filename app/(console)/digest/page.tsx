import type { Metadata } from "next";
import { DigestPage } from "#components/digest/digest-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "What changed" };

export default async function Page() {
  await pageActor();
  return <DigestPage />;
}
