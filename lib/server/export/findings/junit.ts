/**
 * Checks as JUnit XML, for CI: a suite for each cluster and pillar, a case for each check. What could not be looked at, what does
 * not apply and what is waived is skipped with its reason, never passed. Of a comparison only what is new fails.
 */

import { severities } from "../../../core/findings/verdict.ts";
import { compareText } from "../../../core/inventory/gap.ts";
import { formatGap, uniqueGaps } from "../../../core/inventory/gap-words.ts";
import type { ExportedScan } from "../../database/findings/finding-export.ts";
import type { CheckRow } from "../../database/rows.ts";
import { waiverWords } from "../sarif/log.ts";
import { xmlAttributes, xmlText } from "../xml.ts";
import {
  coverageWords,
  type Entry,
  type EntryGroup,
  type FindingsContent,
  meantBy,
  severityOf,
  titleOfCheck,
} from "./content.ts";
import { RowsByCheck } from "./rows-by-check.ts";

/** Findings that a case lists; what its figures count beyond them, it says. */
const mostListed = 200;
const mostReasons = 5;

/** @returns the file; rows must come by scan, pillar and check. */
export async function* findingsJunit(content: FindingsContent): AsyncGenerator<string, void> {
  const rows = new RowsByCheck(content.batches);
  const suites = content.scans.toSorted((a, b) => compareText(a.id, b.id)).flatMap((scan) => suitesOf(content, scan));
  const sum = (of: (suite: Suite) => number) => suites.reduce((total, suite) => total + of(suite), 0);
  const figures = { tests: sum(({ cases }) => cases.length), failures: sum(failing), errors: 0, skipped: sum(skipping) };
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${xmlAttributes({ name: `Drydock ${content.kind}`, ...figures })}>\n`;
  for (const suite of suites) yield* suiteXml(suite, content, rows);
  yield "</testsuites>\n";
}

type Outcome = "passed" | "failed" | "skipped";
interface Case {
  readonly check: CheckRow;
  readonly outcome: Outcome;
  readonly groups: readonly EntryGroup[];
}
interface Suite {
  readonly scan: ExportedScan;
  readonly pillar: CheckRow["pillar"];
  readonly cases: readonly Case[];
}

const counted = (outcome: Outcome) => (suite: Suite) => suite.cases.filter((one) => one.outcome === outcome).length;
const failing = counted("failed");
const skipping = counted("skipped");

function suitesOf(content: FindingsContent, scan: ExportedScan): Suite[] {
  const groups = Map.groupBy(
    content.groups.filter(({ scanId }) => scanId === scan.id),
    ({ checkId }) => checkId,
  );
  const checks = scan.checks.filter((check) => meantBy(content.filter, check));
  const cases = checks
    .toSorted((a, b) => compareText(a.checkId, b.checkId))
    .map((check): Case => {
      const found = groups.get(check.checkId) ?? [];
      return { check, groups: found, outcome: outcomeOf(content, check, found) };
    });
  return [...Map.groupBy(cases, ({ check }) => check.pillar)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([pillar, some]) => ({ scan, pillar, cases: some }));
}

function outcomeOf({ kind, filter }: FindingsContent, { verdict }: CheckRow, groups: readonly EntryGroup[]): Outcome {
  const waivedOnly = filter.life?.[0] === "waived";
  const fails = groups.some(({ waived, change }) => !waived && !waivedOnly && (kind === "findings" || change === "new"));
  if (fails) return "failed";
  if (verdict === "pass") return groups.some(({ change }) => change === "notComparable") ? "skipped" : "passed";
  if (verdict === "fail" && kind === "comparison") {
    // What was there before does not fail a gate on what is new; what a waiver holds, or nobody can compare, does not pass it.
    const asBefore = groups.every(({ waived, change }) => !waived && (change === "unchanged" || change === "fixed"));
    return asBefore && groups.length > 0 ? "passed" : "skipped";
  }
  return "skipped";
}

async function* suiteXml({ scan, pillar, cases }: Suite, content: FindingsContent, rows: RowsByCheck): AsyncGenerator<string> {
  const suite = { scan, pillar, cases };
  const figures = { tests: cases.length, failures: failing(suite), errors: 0, skipped: skipping(suite) };
  const name = `${scan.cluster} ${pillar}`;
  yield `  <testsuite${xmlAttributes({ name, ...figures, time: 0, timestamp: scan.at.toISOString(), hostname: scan.cluster })}>\n`;
  yield `    <properties>${properties(content, scan)}\n    </properties>\n`;
  for (const one of cases) {
    const { checkId } = one.check;
    yield `    <testcase${xmlAttributes({ classname: `${scan.cluster}.${pillar}`, name: `${checkId}: ${titleOfCheck(checkId)}`, time: 0 })}>`;
    const listed = await listOf(rows.of({ scanId: scan.id, pillar, checkId }), one);
    yield `${caseBody(one, listed, content)}</testcase>\n`;
  }
  yield "  </testsuite>\n";
}

function properties({ exportedAt, filter }: FindingsContent, scan: ExportedScan): string {
  const kept = scan.number > 0 ? { scan: scan.id, number: scan.number } : {};
  const all = { ...kept, assessed: coverageWords(scan), exportedAt, ...flat(filter) };
  return Object.entries(all)
    .map(([name, value]) => `\n      <property${xmlAttributes({ name, value })}/>`)
    .join("");
}

function flat(filter: FindingsContent["filter"]): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).map(([name, values]) => [`filter.${name}`, values.join(", ")]));
}

interface Listed {
  readonly lines: readonly string[];
  /** Why people live with the waived ones. */
  readonly reasons: ReadonlySet<string>;
  readonly changeReasons: ReadonlySet<string>;
  /** Of what fails, how many there are. */
  readonly n: number;
}

/** Reads all rows of a case, and keeps as many as it lists. */
async function listOf(rows: AsyncGenerator<Entry>, { outcome }: Case): Promise<Listed> {
  const lines: string[] = [];
  const reasons = new Set<string>();
  const changeReasons = new Set<string>();
  let n = 0;
  for await (const entry of rows) {
    if (entry.waiverId !== null && reasons.size < mostReasons) reasons.add(waiverWords(entry));
    if (entry.changeReason !== undefined) changeReasons.add(entry.changeReason);
    const fails = entry.waiverId === null && (entry.change === undefined || entry.change === "new");
    if (outcome !== "failed" || !fails) continue;
    n += 1;
    if (lines.length < mostListed) lines.push(lineOf(entry));
  }
  return { lines, reasons, changeReasons, n };
}

function lineOf(entry: Entry): string {
  const { kind, namespace, name, path, title } = entry;
  const object = `${kind} ${namespace === null ? name : `${namespace}/${name}`}${path === null ? "" : ` ${path}`}`;
  return `${severityOf(entry)}  ${object}: ${title}`.replaceAll(/[\r\n]+/g, " ");
}

function caseBody(one: Case, listed: Listed, content: FindingsContent): string {
  if (one.outcome === "passed") return asBefore(one);
  if (one.outcome === "skipped") return `<skipped${xmlAttributes({ message: skippedBecause(one, listed, content) })}/>`;
  const worst = severities.find((severity) => one.groups.some((group) => !group.waived && group.severity === severity));
  const more = listed.n > listed.lines.length ? [`and ${listed.n - listed.lines.length} more`] : [];
  const gaps = one.check.gaps.length > 0 ? [notSeen(one.check)] : [];
  const waived = total(one.groups, ({ waived }) => waived);
  const lived = waived > 0 ? [`${waived} more ${waived === 1 ? "is" : "are"} waived`] : [];
  const message = `${findings(listed.n)}${content.kind === "comparison" ? " new" : ""}, worst ${worst}`;
  const text = xmlText([...listed.lines, ...more, ...lived, ...gaps].join("\n"));
  return `<failure${xmlAttributes({ message, type: worst })}>${text}</failure>`;
}

function asBefore({ groups }: Case): string {
  const unchanged = total(groups, ({ change }) => change === "unchanged");
  return unchanged === 0
    ? ""
    : `<system-out>${xmlText(`${findings(unchanged)} as before: only what is new fails.`)}</system-out>`;
}

function skippedBecause({ check, groups }: Case, { reasons, changeReasons }: Listed, { kind }: FindingsContent): string {
  if (check.verdict === "notAssessed") return `Not assessed. ${notSeen(check)}`;
  if (check.verdict === "notApplicable") return `Not applicable: ${check.reason ?? "it is irrelevant here"}`;
  const unsure = total(groups, ({ change }) => change === "notComparable");
  if (unsure > 0) return `${findings(unsure)} not comparable: ${[...changeReasons].join(" ")}`;
  const waived = total(groups, (group) => group.waived);
  if (waived > 0) return `Waived, not passed: ${findings(waived)}. ${[...reasons].join("; ")}`.trimEnd();
  return kind === "findings" ? `${findings(check.findings)} outside the filter of this file` : "Nothing of it can be compared";
}

function notSeen({ gaps }: CheckRow): string {
  return `Not seen: ${uniqueGaps(gaps).map(formatGap).join("; ")}`;
}

function total(groups: readonly EntryGroup[], which: (group: EntryGroup) => boolean): number {
  return groups.reduce((sum, group) => sum + (which(group) ? group.n : 0), 0);
}

function findings(n: number): string {
  return `${n} finding${n === 1 ? "" : "s"}`;
}
