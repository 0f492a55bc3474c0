import type { Metadata } from "next";
import { ImagesPage } from "#components/supply-chain/images/images-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Supply chain" };

export default async function Page() {
  await pageActor();
  return <ImagesPage />;
}
