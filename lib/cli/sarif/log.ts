/** A report as SARIF 2.1.0, within what GitHub's code scanning takes. */

import { severityRank } from "#core/findings/order.ts";
import type { Finding } from "#core/findings/verdict.ts";
import { compareText, type Gap } from "#core/inventory/gap.ts";
import { formatGap, uniqueGaps } from "#core/inventory/gap-words.ts";
import { clean, json } from "#core/text/clean.ts";
import type { Report } from "../assessment/report.ts";
import { unseenBy } from "../assessment/unseen.ts";
import { version } from "../version.ts";
import { sarifResult } from "./results.ts";
import { sarifRules } from "./rules.ts";

/** Code scanning shows no more results of a run, and takes the first ones by severity. */
export const mostResults = 5_000;

const schema = "https://json.schemastore.org/sarif-2.1.0.json";

/** @param exitCode the one that the command ends with. */
export function* asSarif(report: Report, exitCode: number): Generator<string> {
  yield json(sarifLog(report, exitCode), 2);
}

/** @returns the log: what was not seen, and what was left out, stands among the notifications. */
export function sarifLog(report: Report, exitCode: number) {
  const rules = sarifRules(report.checks);
  const places = new Map(rules.map((rule, index) => [rule.id, index]));
  const sorted = report.findings.toSorted(bySeverity);
  return {
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Drydock", version, semanticVersion: version, rules } },
        automationDetails: { id: `drydock/${encodeURIComponent(report.assessment.clusterIdentity)}/` },
        invocations: [{ executionSuccessful: true, exitCode, toolExecutionNotifications: notifications(report, sorted.length) }],
        results: sorted.slice(0, mostResults).map((finding) => sarifResult(finding, places)),
      },
    ],
  };
}

function bySeverity(a: Finding, b: Finding): number {
  return severityRank(a.severity) - severityRank(b.severity) || compareText(a.fingerprint, b.fingerprint);
}

function notifications({ assessment }: Report, found: number) {
  const gaps = uniqueGaps(assessment.checks.flatMap(unseenBy)).map(gapNotification);
  const notAssessed = assessment.checks
    .filter(({ verdict }) => verdict.kind === "notAssessed")
    .map(({ checkId }) => notification("check/notAssessed", `The check ${checkId} was not assessed.`));
  const cut =
    found > mostResults ? [notification("results/cut", `${found - mostResults} findings of lower severity are left out.`)] : [];
  return [...gaps, ...notAssessed, ...cut];
}

function gapNotification(gap: Gap) {
  return notification(`gap/${gap.reason}`, `Not seen: ${formatGap(gap)}.`);
}

function notification(id: string, text: string) {
  return { level: "warning", descriptor: { id }, message: { text: clean(text) } };
}
