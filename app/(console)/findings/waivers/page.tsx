import type { Metadata } from "next";
import { WaiversPage } from "#components/waivers/waivers-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Waivers" };

export default async function Page() {
  await pageActor();
  return <WaiversPage />;
}
