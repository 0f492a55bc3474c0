import { UnsureReasons } from "../scans/unsure-reasons.tsx";
import { Empty } from "./empty.tsx";
import type { ContentProps, ReportFace } from "./face.ts";
import { FindingRows } from "./finding-rows.tsx";
import { counted } from "./report-words.ts";
import { UnassessedChecks } from "./unassessed.tsx";

function ComparisonContent({ content, report }: ContentProps<"comparison">) {
  return (
    <>
      {content.reason === undefined ? null : <p className="mb-3 text-ink-2">{content.reason}</p>}
      {content.comparable && content.unsure.length > 0 ? (
        <div className="mb-3 text-ink-2">
          <p>Findings that cannot be compared are neither new nor fixed:</p>
          <UnsureReasons reasons={content.unsure} />
        </div>
      ) : null}
      {content.items.length === 0 ? <Empty /> : <FindingRows items={content.items} label="Findings of both scans" />}
      {report.page === 1 ? <UnassessedChecks items={content.notAssessed} /> : null}
    </>
  );
}

export const comparisonFace: ReportFace<"comparison"> = {
  name: "Comparison",
  lede({ comparable, counts }) {
    if (!comparable) return "These two scans cannot be compared.";
    const { new: fresh, fixed, unchanged, notComparable } = counts;
    const unsure = notComparable === 0 ? "" : ` ${counted(notComparable, "finding")} cannot be compared.`;
    return `${fresh.toLocaleString("en-GB")} new, ${fixed.toLocaleString("en-GB")} fixed, ${unchanged.toLocaleString("en-GB")} unchanged.${unsure}`;
  },
  Content: ComparisonContent,
};
