import type { ContentOf } from "#contracts/reports.ts";
import { reasonOf } from "../scans/gap-words.ts";
import { LookState } from "../scans/look-table.tsx";
import { nameOfVerdict, Verdict, VerdictGlyph, type VerdictName } from "../ui/glyphs.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import type { ContentProps, ReportFace } from "./face.ts";
import { counted } from "./report-words.ts";

type Content = ContentOf<"scan">;

const order: Readonly<Record<VerdictName, number>> = { fail: 0, notAssessed: 1, pass: 2, notApplicable: 3 };
const lookOrder = { unseen: 0, partial: 1, complete: 2, absent: 3 } as const;

function Counts({ coverage }: { coverage: NonNullable<Content["coverage"]> }) {
  const figures: readonly (readonly [VerdictName, number])[] = [
    ["pass", coverage.passed],
    ["fail", coverage.failed],
    ["notApplicable", coverage.notApplicable],
    ["notAssessed", coverage.notAssessed],
  ];
  return (
    <ul
      aria-label="Verdicts of the checks"
      className="mb-6 grid grid-cols-2 overflow-hidden rounded-panel border border-line bg-panel sm:grid-cols-4"
    >
      {figures.map(([verdict, count]) => (
        <li
          key={verdict}
          className="border-line px-4 py-3 max-sm:odd:border-r max-sm:[&:nth-child(-n+2)]:border-b sm:border-r sm:last:border-r-0"
        >
          <b className="flex items-center gap-2 font-semibold text-20">
            <VerdictGlyph verdict={verdict} className="size-3.5" />
            {count}
          </b>
          <span className="text-12 text-ink-2">{nameOfVerdict(verdict).toLowerCase()}</span>
        </li>
      ))}
    </ul>
  );
}

/** One scan: every verdict, and how well every kind could be seen. */
function ScanContent({ content }: ContentProps<"scan">) {
  const checks = content.checks.toSorted((a, b) => order[a.verdict] - order[b.verdict] || b.findings - a.findings);
  const looks = content.looks.toSorted((a, b) => lookOrder[a.state] - lookOrder[b.state] || (a.resource < b.resource ? -1 : 1));
  return (
    <>
      {content.coverage === undefined ? null : <Counts coverage={content.coverage} />}
      <h2 className="mb-2 text-16">Every check</h2>
      <div className="mb-6 rounded-panel border border-line bg-panel print:border-line-strong">
        <Table caption="Checks and their verdicts">
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">Verdict</th>
              <th scope="col" className="num">
                Findings
              </th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => (
              <tr key={check.checkId} className="break-inside-avoid">
                <th scope="row" className="!whitespace-normal py-1">
                  {check.title}
                  <code className="block text-ink-3 [overflow-wrap:anywhere]">{check.checkId}</code>
                </th>
                <td data-label="Verdict">
                  <Verdict verdict={check.verdict} />
                </td>
                <td data-label="Findings" className="num">
                  {check.verdict === "notAssessed" && check.findings === 0 ? "?" : check.findings.toLocaleString("en-GB")}
                </td>
                <td data-label="Why" className="all !whitespace-normal text-12 text-ink-2 [overflow-wrap:anywhere]">
                  {whyOf(check)}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <h2 className="mb-2 text-16">What was seen</h2>
      <div className="rounded-panel border border-line bg-panel print:border-line-strong">
        <Table caption="Every kind and how well it was seen">
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">Seen</th>
              <th scope="col" className="num">
                Objects
              </th>
              <th scope="col">Why not</th>
            </tr>
          </thead>
          <tbody>
            {looks.map((look) => (
              <tr key={look.resource}>
                <th scope="row" className="!whitespace-normal">
                  <code className="text-ink [overflow-wrap:anywhere]">{look.resource}</code>
                </th>
                <td data-label="Seen">
                  <LookState look={look} />
                </td>
                <td data-label="Objects" className="num">
                  {look.state === "unseen" ? "?" : look.items.toLocaleString("en-GB")}
                </td>
                <td data-label="Why not" className="all !whitespace-normal py-1 text-12 text-ink-2">
                  {gapWords(look.gaps)}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </>
  );
}

function whyOf(check: Content["checks"][number]): string {
  if (check.verdict === "notApplicable") return check.reason ?? "It does not apply to this cluster.";
  return gapWords(check.gaps, true);
}

/** @returns why something was not seen, each reason once, with the places where it was. */
function gapWords(gaps: Content["looks"][number]["gaps"], withResource = false): string {
  const words = gaps.map((gap) => {
    const what = [
      ...(withResource ? [gap.resource] : []),
      ...(gap.namespace === undefined ? [] : [`in ${visibleText(gap.namespace)}`]),
    ];
    return `${what.join(" ")}${what.length > 0 ? ": " : ""}${reasonOf(gap)}`;
  });
  return [...new Set(words)].join("; ");
}

export const scanFace: ReportFace<"scan"> = {
  name: "Scan",
  lede({ coverage, counts }) {
    if (coverage === undefined || counts === undefined) return "This scan has no results.";
    const assessed = coverage.passed + coverage.failed;
    const found = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return `${assessed} of ${assessed + coverage.notAssessed} checks assessed, ${counted(found, "finding")}.`;
  },
  Content: ScanContent,
};
