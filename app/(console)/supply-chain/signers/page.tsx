import type { Metadata } from "next";
import { SignersPage } from "#components/supply-chain/signers/signers-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Signers" };

export default async function Page() {
  await pageActor();
  return <SignersPage />;
}
