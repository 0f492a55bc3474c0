import type { Metadata } from "next";
import { WizardPage } from "#components/clusters/register/wizard-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Register a cluster" };

export default async function Page() {
  await pageActor();
  return <WizardPage />;
}
