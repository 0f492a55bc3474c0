import type { Metadata } from "next";
import { SupplyQuestions } from "#components/supply-chain/questions/questions-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Questions about the supply chain" };

export default async function Page() {
  await pageActor();
  return <SupplyQuestions />;
}
