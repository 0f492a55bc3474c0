import type { Metadata } from "next";
import { PackagesPage } from "#components/supply-chain/packages/packages-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Packages" };

export default async function Page() {
  await pageActor();
  return <PackagesPage />;
}
