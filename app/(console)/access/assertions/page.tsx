import type { Metadata } from "next";
import { AssertionsPage } from "#components/assertions/assertions-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Assertions" };

export default async function Page() {
  await pageActor();
  return <AssertionsPage />;
}
