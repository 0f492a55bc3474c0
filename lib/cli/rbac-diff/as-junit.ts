/** A difference as JUnit XML: a case for each check of access, and one for each subject that changes. Only what `--fail-on` names fails. */
import { formatObject } from "#core/findings/message.ts";
import { formatGap, uniqueGaps } from "#core/inventory/gap-words.ts";
import { formatSubject } from "#core/rbac/subject.ts";
import { accessChecks } from "#core/simulate/access-checks.ts";
import { xmlAttributes, xmlText } from "#server/export/xml.ts";
import { unseenBy } from "../assessment/unseen.ts";
import type { DiffFailOn } from "../exit-codes.ts";
import { type DiffReport, isGain, newRisks, type Presentation, risksAfter } from "./report.ts";
import { causeWords, changeWord, rightsWords, scopeWords } from "./words.ts";

interface Case {
  readonly suite: string;
  readonly name: string;
  readonly failure?: { readonly message: string; readonly lines: readonly string[] };
  readonly skipped?: string;
  readonly output?: readonly string[];
}

/** @returns the file. What could not be compared is skipped with its reason, never passed. */
export function* asJunit(report: DiffReport, { failOn }: Presentation): Generator<string> {
  const suites = [
    { name: "risks", cases: riskCases(report, failOn) },
    { name: "subjects", cases: subjectCases(report, failOn) },
  ];
  const figures = (cases: readonly Case[]) => ({
    tests: cases.length,
    failures: cases.filter(({ failure }) => failure).length,
    errors: 0,
    skipped: cases.filter(({ skipped }) => skipped !== undefined).length,
  });
  const all = suites.flatMap(({ cases }) => cases);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${xmlAttributes({ name: "Drydock rbac diff", ...figures(all) })}>\n`;
  for (const { name, cases } of suites) {
    yield `  <testsuite${xmlAttributes({ name, ...figures(cases), time: 0 })}>\n`;
    for (const one of cases) yield caseXml(one);
    yield "  </testsuite>\n";
  }
  yield "</testsuites>\n";
}

function caseXml({ suite, name, failure, skipped, output }: Case): string {
  const inside = [
    failure && `<failure${xmlAttributes({ message: failure.message })}>${xmlText(failure.lines.join("\n"))}</failure>`,
    skipped !== undefined && `<skipped${xmlAttributes({ message: skipped })}/>`,
    output && output.length > 0 && `<system-out>${xmlText(output.join("\n"))}</system-out>`,
  ].filter((part) => typeof part === "string");
  return `    <testcase${xmlAttributes({ classname: `rbac-diff.${suite}`, name, time: 0 })}>${inside.join("")}</testcase>\n`;
}

function riskCases(report: DiffReport, failOn: DiffFailOn): readonly Case[] {
  const { assessments } = report;
  const after = risksAfter(report).map(({ finding }) => finding);
  const failing = new Set(failOn === "none" ? [] : newRisks(report));
  return accessChecks.map(({ id, title }): Case => {
    const found = after.filter(({ checkId }) => checkId === id);
    const lines = found.map(({ severity, at, title: text }) => `${severity}  ${formatObject(at)}: ${text}`);
    const base = { suite: "risks", name: `${id}: ${title}` };
    if (found.some((finding) => failing.has(finding))) return { ...base, failure: { message: `${found.length} new`, lines } };
    const sides = [assessments.before, assessments.after].flatMap(({ checks }) => checks.filter(({ checkId }) => checkId === id));
    const gaps = uniqueGaps(sides.flatMap(unseenBy));
    if (gaps.length > 0) return { ...base, skipped: `Not seen: ${gaps.map(formatGap).join("; ")}` };
    return { ...base, output: lines };
  });
}

function subjectCases({ difference }: DiffReport, failOn: DiffFailOn): readonly Case[] {
  return difference.subjects.map(({ subject, presence, changes }): Case => {
    const lines = changes.map(
      (change) => `${changeWord(change)} ${rightsWords(change)}, ${scopeWords(change)} (${causeWords(change.causes)})`,
    );
    const base = { suite: "subjects", name: formatSubject(subject) };
    const gains = changes.filter(isGain);
    if (failOn === "gain" && gains.length > 0) return { ...base, failure: { message: "gains permissions", lines } };
    if (changes.some(({ certain }) => !certain)) return { ...base, skipped: `Not comparable: ${lines.join("; ")}` };
    return { ...base, output: lines.length === 0 ? [presence] : lines };
  });
}
