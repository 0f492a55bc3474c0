import type { ContentOf, ReportFinding } from "#contracts/reports.ts";
import { UnsureReasons } from "../scans/unsure-reasons.tsx";
import { Empty } from "./empty.tsx";
import type { ContentProps, ReportFace } from "./face.ts";
import { FindingRows } from "./finding-rows.tsx";
import { counted } from "./report-words.ts";
import { UnassessedChecks } from "./unassessed.tsx";

type Content = ContentOf<"comparison">;
type Change = NonNullable<ReportFinding["change"]>;

function ComparisonContent({ content, report }: ContentProps<"comparison">) {
  const byChange = [...Map.groupBy(content.items, ({ change }) => change ?? "unchanged")];
  return (
    <>
      {content.reason === undefined ? null : <p className="mb-3 text-ink-2">{content.reason}</p>}
      {byChange.length === 0 ? <Empty /> : null}
      {byChange.map(([change, items]) => (
        <Changed key={change} change={change} items={items} content={content} />
      ))}
      {report.page === 1 ? <UnassessedChecks items={content.notAssessed} /> : null}
    </>
  );
}

const titles: Readonly<Record<Change, string>> = {
  new: "New",
  notComparable: "Not comparable",
  fixed: "Fixed",
  unchanged: "Unchanged",
};

interface ChangedProps {
  readonly change: Change;
  readonly items: readonly ReportFinding[];
  readonly content: Content;
}

/** What changed in one way; why it cannot be compared is said once where all have one reason. */
function Changed({ change, items, content: { counts, unsure, comparable } }: ChangedProps) {
  const explained = change === "notComparable" && (comparable || unsure.length === 1);
  const rows = explained && unsure.length === 1 ? items.map(({ reason: _said, ...item }) => item) : items;
  return (
    <section aria-labelledby={change} className="mt-7 first-of-type:mt-5">
      <header className="mb-2 break-after-avoid">
        <h2 id={change} className="text-16">
          {titles[change]} <span className="font-normal text-ink-3 tabular-nums">{counts[change].toLocaleString("en-GB")}</span>
        </h2>
        {explained && comparable ? (
          <div className="text-ink-2">
            <p>Nobody can say whether these are new or fixed.</p>
            <UnsureReasons reasons={unsure} />
          </div>
        ) : null}
      </header>
      <FindingRows items={rows} label={`${titles[change]} findings`} />
    </section>
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
