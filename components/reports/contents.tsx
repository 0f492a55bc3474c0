import type { ComponentType } from "react";
import type { ContentOf, Report, ReportContent } from "#contracts/reports.ts";
import { FindingRows } from "./finding-rows.tsx";
import { MatrixContent } from "./matrix-content.tsx";
import { counted } from "./report-words.ts";
import { ReviewContent } from "./review-content.tsx";
import { ScanContent } from "./scan-content.tsx";
import { UnassessedChecks } from "./unassessed.tsx";

export interface ContentProps<K extends ReportContent["kind"]> {
  readonly content: ContentOf<K>;
  readonly report: Report;
}

function FindingsContent({ content, report }: ContentProps<"findings">) {
  return (
    <>
      {content.waived > 0 ? (
        <p className="mb-3 text-ink-2">
          {counted(content.waived, "finding")} {content.waived === 1 ? "was" : "were"} waived when this report was made; waived is
          not fixed.
        </p>
      ) : null}
      {content.items.length === 0 ? <Empty /> : <FindingRows items={content.items} label="Findings" />}
      {report.page === 1 ? <UnassessedChecks items={content.notAssessed} /> : null}
    </>
  );
}

function ComparisonContent({ content, report }: ContentProps<"comparison">) {
  return (
    <>
      {content.reason === undefined ? null : <p className="mb-3 text-ink-2">{content.reason}</p>}
      {content.items.length === 0 ? <Empty /> : <FindingRows items={content.items} label="Findings of both scans" />}
      {report.page === 1 ? <UnassessedChecks items={content.notAssessed} /> : null}
    </>
  );
}

function Empty() {
  return <p className="rounded-panel border border-line bg-panel px-4 py-6 text-ink-2">There is no entry.</p>;
}

/** How each kind of report is shown. A page to come adds its own component and its line. */
const contents: { readonly [K in ReportContent["kind"]]: ComponentType<ContentProps<K>> } = {
  comparison: ComparisonContent,
  findings: FindingsContent,
  matrix: MatrixContent,
  review: ReviewContent,
  scan: ScanContent,
};

export function Content({ report }: { report: Report }) {
  const { content } = report;
  const Shown = contents[content.kind] as ComponentType<{ content: ReportContent; report: Report }>;
  return <Shown content={content} report={report} />;
}
