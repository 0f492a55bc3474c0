import type { TrailLinkView } from "#contracts/supply-chain.ts";
import { nameOfVerdict, VerdictGlyph, type VerdictName } from "../../ui/glyphs.tsx";
import { visibleText } from "../../ui/visible-text.ts";

type Check = TrailLinkView["checks"][number];

const verdicts: Readonly<Record<Check["outcome"], VerdictName>> = {
  passed: "pass",
  failed: "fail",
  notApplicable: "notApplicable",
  notAssessed: "notAssessed",
};

/** What was checked, line by line: with which bytes, against whom, and how it came out. */
export function CheckList({ checks, label }: { checks: readonly Check[]; label: string }) {
  if (checks.length === 0) return null;
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {checks.map((check) => (
        <li
          key={check.id}
          className="grid min-h-7 grid-cols-[16px_minmax(0,5fr)_minmax(0,7fr)] items-center gap-x-2 px-4 py-1 text-12 leading-4 narrow:grid-cols-[16px_minmax(0,1fr)] narrow:py-1.5"
        >
          <span role="img" aria-label={nameOfVerdict(verdicts[check.outcome])} className="inline-flex">
            <VerdictGlyph verdict={verdicts[check.outcome]} />
          </span>
          <span className="text-13">{check.title}</span>
          <span
            className={
              check.outcome === "failed"
                ? "text-right text-critical [overflow-wrap:anywhere] narrow:col-start-2 narrow:text-left"
                : "text-right text-ink-3 [overflow-wrap:anywhere] narrow:col-start-2 narrow:text-left"
            }
          >
            {visibleText(check.detail)}
          </span>
        </li>
      ))}
    </ul>
  );
}
