import type { Metadata } from "next";
import { TrustPage } from "#components/supply-chain/trust/trust-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Trust" };

export default async function Page() {
  await pageActor();
  return <TrustPage />;
}
