/** A report as SARIF 2.1.0, within what GitHub's code scanning takes. */
import type { Log } from "sarif";
import { severityRank } from "#core/findings/order.ts";
import type { Finding } from "#core/findings/verdict.ts";
import { compareText } from "#core/inventory/gap.ts";
import { json } from "#core/text/clean.ts";
import { unseenNotifications } from "#server/export/sarif/notifications.ts";
import { sarifResult } from "#server/export/sarif/results.ts";
import { sarifRules } from "#server/export/sarif/rules.ts";
import type { Report } from "../assessment/report.ts";
import { unseenBy } from "../assessment/unseen.ts";
import { logOfRun } from "./one-run.ts";

/** @param exitCode the one that the command ends with. */
export function* asSarif(report: Report, exitCode: number): Generator<string> {
  yield json(sarifLog(report, exitCode), 2);
}

/** @returns the log: what was not seen, and what was left out, stands among the notifications. */
export function sarifLog(report: Report, exitCode: number): Log {
  const { assessment, checks } = report;
  const rules = sarifRules(checks);
  const places = new Map(rules.map((rule, index) => [rule.id, index]));
  const notAssessed = assessment.checks.filter(({ verdict }) => verdict.kind === "notAssessed");
  return logOfRun({
    rules,
    automationId: `drydock/${encodeURIComponent(assessment.clusterIdentity)}/`,
    exitCode,
    notifications: unseenNotifications(
      assessment.checks.flatMap(unseenBy),
      notAssessed.map(({ checkId }) => checkId),
    ),
    results: report.findings.toSorted(bySeverity).map((finding) => sarifResult(finding, places)),
  });
}

function bySeverity(a: Finding, b: Finding): number {
  return severityRank(a.severity) - severityRank(b.severity) || compareText(a.fingerprint, b.fingerprint);
}
