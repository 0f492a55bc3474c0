import type { Metadata } from "next";
import { CataloguePage } from "#components/upgrades/catalogue-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Catalogue of APIs and support" };

export default async function Page() {
  await pageActor();
  return <CataloguePage />;
}
