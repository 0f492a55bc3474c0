import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReportPager } from "#components/reports/report-pager.tsx";
import { ReportView } from "#components/reports/report-view.tsx";
import { sharedReport } from "#server/http/reports/report-page.ts";

interface Asked {
  readonly params: Promise<{ readonly token: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

async function asked({ params, searchParams }: Asked) {
  const [{ token }, { page }] = await Promise.all([params, searchParams]);
  const report = await sharedReport(token, typeof page === "object" ? "" : page);
  if (report === undefined) notFound();
  return report;
}

export async function generateMetadata(given: Asked): Promise<Metadata> {
  const { title } = await asked(given);
  return { title, referrer: "no-referrer", robots: { index: false, follow: false } };
}

export default async function Page(given: Asked) {
  const report = await asked(given);
  return (
    <main className="report mx-auto max-w-[860px] px-6 pt-10 pb-16 max-sm:px-4 max-sm:pt-6 print:max-w-none print:p-0">
      <ReportView report={report} pager={<ReportPager page={report.page} pages={report.pages} total={report.total} />} />
    </main>
  );
}
