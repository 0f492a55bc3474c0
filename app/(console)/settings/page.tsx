import type { Metadata } from "next";
import { SettingsPage } from "#components/settings/settings-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function Page() {
  await pageActor();
  return <SettingsPage />;
}
