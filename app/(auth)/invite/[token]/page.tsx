import type { Metadata } from "next";
import { InviteForm } from "#components/auth/invite-form.tsx";
import { LinkProblem } from "#components/auth/link-problem.tsx";
import { openLinkPage } from "#server/http/reports/link-page.ts";
import { openInvitation } from "#server/use-cases/people/invitations.ts";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer", robots: { index: false, follow: false } };

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const opened = await openLinkPage(openInvitation, token);
  return "problem" in opened ? <LinkProblem problem={opened.problem} /> : <InviteForm token={token} email={opened.email} />;
}
