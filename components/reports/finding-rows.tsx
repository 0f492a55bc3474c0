import type { ReportFinding } from "#contracts/reports.ts";
import { responsibleLabels } from "../findings/finding-words.ts";
import { Badge } from "../ui/badge.tsx";
import { SeverityGlyph } from "../ui/glyphs.tsx";
import { Hatch } from "../ui/hatch.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { utcDay } from "./report-words.ts";

const changeWords = { new: "new", fixed: "fixed", unchanged: "unchanged", notComparable: "not comparable" } as const;

function Mark({ finding }: { finding: ReportFinding }) {
  const { change, waived } = finding;
  return (
    <>
      {waived ? <Badge>waived</Badge> : null}
      {change === undefined ? null : (
        <Badge
          look={change === "new" ? "accent" : change === "notComparable" ? "unseen" : "plain"}
          className={change === "fixed" ? "!border-pass !text-pass" : ""}
        >
          {changeWords[change]}
        </Badge>
      )}
    </>
  );
}

/** One finding: what is wrong, where, since when, and who must act. */
function Row({ finding, fleet }: { finding: ReportFinding; fleet: boolean }) {
  const { at, severity, title, cluster, checkId, reason, firstSeenAt, responsible } = finding;
  return (
    <li className="grid break-inside-avoid grid-cols-[12px_minmax(0,1fr)] gap-x-3 border-line border-b px-4 py-2.5 last:border-b-0 sm:grid-cols-[12px_minmax(0,1fr)_auto]">
      <SeverityGlyph severity={severity} labelled className="mt-1" />
      <div className="min-w-0">
        <p className="font-label [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(title)}</p>
        <p className="text-12 text-ink-3 [overflow-wrap:anywhere]">
          {fleet ? (
            <>
              <code className="text-ink-2 [unicode-bidi:isolate]">{visibleText(cluster)}</code>
              {" · "}
            </>
          ) : null}
          {at.kind}{" "}
          <code className="[unicode-bidi:isolate]">
            {visibleText(at.namespace === undefined ? at.name : `${at.namespace}/${at.name}`)}
          </code>
          {at.path === undefined ? null : (
            <>
              {", "}
              <code className="[unicode-bidi:isolate]">{visibleText(at.path)}</code>
            </>
          )}
          {" · "}
          <code>{checkId}</code>
        </p>
        {reason === undefined ? null : (
          <p className="mt-0.5 flex items-start gap-1.5 text-12 text-ink-2">
            <Hatch className="mt-1 size-2.5 flex-none" />
            {reason}
          </p>
        )}
      </div>
      <p className="flex flex-wrap items-baseline gap-x-3 whitespace-nowrap text-12 text-ink-3 max-sm:col-start-2 max-sm:mt-1 sm:flex-col sm:flex-nowrap sm:items-end">
        <span className="flex items-baseline gap-1.5">
          <Mark finding={finding} />
          {responsibleLabels[responsible]}
        </span>
        <span>
          {finding.change === "fixed" ? "first seen" : "since"} {utcDay(firstSeenAt)}
        </span>
      </p>
    </li>
  );
}

export function FindingRows({ items, label }: { items: readonly ReportFinding[]; label: string }) {
  const fleet = new Set(items.map(({ cluster }) => cluster)).size > 1;
  return (
    <ol aria-label={label} className="box-decoration-clone rounded-panel border border-line bg-panel print:border-line-strong">
      {items.map((finding, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes, and its entries carry no id
        <Row key={index} finding={finding} fleet={fleet} />
      ))}
    </ol>
  );
}
