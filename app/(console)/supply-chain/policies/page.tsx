import type { Metadata } from "next";
import { PoliciesPage } from "#components/supply-chain/policies/policies-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Policies of images" };

export default async function Page() {
  await pageActor();
  return <PoliciesPage />;
}
