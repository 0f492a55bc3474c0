import { Empty } from "./empty.tsx";
import type { ContentProps, ReportFace } from "./face.ts";
import { FindingRows } from "./finding-rows.tsx";
import { counted, severityWords } from "./report-words.ts";
import { UnassessedChecks } from "./unassessed.tsx";

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

export const findingsFace: ReportFace<"findings"> = {
  name: "Findings",
  lede({ counts, notAssessed }, total) {
    if (total > 0) return `${counted(total, "finding")}: ${severityWords(counts)}.`;
    return notAssessed.length === 0
      ? "No check found anything in what was seen."
      : "No check found anything in what was seen, and not everything was seen.";
  },
  Content: FindingsContent,
};
