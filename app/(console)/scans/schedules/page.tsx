import type { Metadata } from "next";
import { SchedulesPage } from "#components/schedules/schedules-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Schedules" };

export default async function Page() {
  await pageActor();
  return <SchedulesPage />;
}
