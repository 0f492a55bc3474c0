import type { Metadata } from "next";
import { LinkProblem } from "#components/auth/link-problem.tsx";
import { ResetForm } from "#components/auth/reset-form.tsx";
import { openLinkPage } from "#server/http/reports/link-page.ts";
import { openPasswordReset } from "#server/use-cases/people/password-resets.ts";

export const metadata: Metadata = { title: "New password", referrer: "no-referrer", robots: { index: false, follow: false } };

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const opened = await openLinkPage(openPasswordReset, token);
  return "problem" in opened ? <LinkProblem problem={opened.problem} /> : <ResetForm token={token} email={opened.email} />;
}
