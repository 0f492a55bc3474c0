/** A report for a person at a terminal. */
import type { AssessedCheck } from "#core/checks/assess.ts";
import { formatObject } from "#core/findings/message.ts";
import { severities } from "#core/findings/verdict.ts";
import { formatGap, uniqueGaps } from "#core/inventory/gap-words.ts";
import { definitionOf, type OptIn, type ResourceId, resourceIds } from "#core/inventory/resources.ts";
import { clean } from "#core/text/clean.ts";
import { table } from "../terminal/table.ts";
import type { Report } from "./report.ts";
import { leftOutOf, unseenBy } from "./unseen.ts";

/** @returns lines: what was looked at, what was found, what was not seen, then each finding. */
export function* asText(report: Report): Generator<string> {
  yield* summary(report);
  yield* notSeen(report);
  if (report.findings.length === 0) return;
  yield "\n";
  const rows = report.findings.map(({ severity, checkId, at, title }) => [severity, checkId, formatObject(at), title]);
  yield* table(["SEVERITY", "CHECK", "OBJECT", "WHAT"], rows);
}

/** The same, with a line for each check: for a few that were asked for by name. */
export function* asTextByCheck(report: Report): Generator<string> {
  yield* table(["CHECK", "VERDICT", "FINDINGS"], report.assessment.checks.map(checkRow));
  yield "\n";
  yield* asText(report);
}

const verdicts = { pass: "pass", fail: "fail", notApplicable: "not applicable", notAssessed: "not assessed" } as const;

function checkRow({ checkId, verdict }: AssessedCheck): readonly string[] {
  return [checkId, verdicts[verdict.kind], verdict.kind === "fail" ? String(verdict.findings.length) : "-"];
}

function* summary({ inventory, place, assessment }: Report): Generator<string> {
  const { coverage, severities: counts } = assessment;
  const found = severities.map((severity) => `${counts[severity]} ${severity}`).join(" · ");
  const share = coverage.share === undefined ? "n/a" : `${Math.floor(coverage.share * 100)} %`;
  const { failed, passed, notApplicable, notAssessed } = coverage;
  yield `${clean(`Cluster   ${inventory.cluster.version ?? "version unknown"} · ${place} · seen ${inventory.takenAt}`)}\n`;
  yield `Findings  ${found}\n`;
  yield `Checks    ${failed} fail · ${passed} pass · ${notApplicable} not applicable · ${notAssessed} not assessed\n`;
  yield `Coverage  ${share} of the checks that apply\n`;
}

const optionsOf: Readonly<Record<OptIn, string>> = { secretNames: "--secret-names", helmReleases: "--helm-releases" };

/** @returns the option that a resource is read with. */
function optionOf(id: ResourceId): readonly string[] {
  const { optional } = definitionOf(id);
  return optional === undefined ? [] : [optionsOf[optional]];
}

function* notSeen({ assessment }: Report): Generator<string> {
  const gaps = uniqueGaps(assessment.checks.flatMap(unseenBy));
  for (const [index, gap] of gaps.entries()) yield `${index === 0 ? "Not seen  " : "          "}${clean(formatGap(gap))}\n`;
  const left = new Set(assessment.checks.flatMap(leftOutOf));
  const options = resourceIds.flatMap((id) => (left.has(id) ? optionOf(id) : []));
  if (left.size > 0) yield `Left out  ${[...left].join(", ")}: read on request alone, with ${options.join(" and ")}\n`;
}
