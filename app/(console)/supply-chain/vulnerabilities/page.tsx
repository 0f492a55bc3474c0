import type { Metadata } from "next";
import { VulnerabilitiesPage } from "#components/supply-chain/vulnerabilities/vulnerabilities-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Vulnerabilities" };

export default async function Page() {
  await pageActor();
  return <VulnerabilitiesPage />;
}
