/** A difference as SARIF 2.1.0: new risks, and who gains what; risks that go are absent results. */
import { hash } from "node:crypto";
import type { ReportingDescriptor, Result } from "sarif";
import { severityRank } from "#core/findings/order.ts";
import type { SubjectDifference } from "#core/rbac/difference/difference.ts";
import { formatSubject, subjectKey } from "#core/rbac/subject.ts";
import { accessChecks } from "#core/simulate/access-checks.ts";
import { clean, json } from "#core/text/clean.ts";
import { unseenNotifications } from "#server/export/sarif/notifications.ts";
import { sarifResult } from "#server/export/sarif/results.ts";
import { sarifRules } from "#server/export/sarif/rules.ts";
import { logOfRun } from "../sarif/one-run.ts";
import { type DiffReport, isGain, type Presentation, risksAfter, unseenOf } from "./report.ts";
import { causeWords, changeWord, rightsWords, scopeWords } from "./words.ts";

const gainRule: ReportingDescriptor = {
  id: "rbac-diff/gain",
  name: "RbacDiffGain",
  shortDescription: { text: "Effective permissions that somebody gains" },
  fullDescription: { text: "By this change somebody may do more than before, whatever objects it is made of." },
  defaultConfiguration: { level: "note" },
  properties: { tags: ["security", "kubernetes", "access"] },
};

/** @returns the log: what was not seen stands among the notifications. */
export function* asSarif(report: DiffReport, { exitCode }: Presentation): Generator<string> {
  const rules = [...sarifRules(accessChecks), gainRule];
  const places = new Map(rules.map((rule, index) => [rule.id, index]));
  const { risks, difference } = report;
  const bySeverity = risksAfter(report)
    .map(({ finding }) => finding)
    .sort((a, b) => severityRank(a.severity) - severityRank(b.severity));
  const results = [
    ...bySeverity.map((finding) => sarifResult({ ...finding, baseline: "new" }, places)),
    ...difference.subjects.flatMap((subject) => gainResults(subject, rules.length - 1)),
    ...risks.fixed.map((finding) => sarifResult({ ...finding, baseline: "absent" }, places)),
  ];
  const unsure = risks.notComparable.map(({ checkId }) => checkId);
  const log = logOfRun({
    rules,
    automationId: `drydock-rbac-diff/${encodeURIComponent(report.identity)}/`,
    exitCode,
    notifications: unseenNotifications(unseenOf(report), unsure),
    results,
  });
  yield json(log, 2);
}

function gainResults({ subject, changes }: SubjectDifference, ruleIndex: number): Result[] {
  return changes.filter(isGain).map((change): Result => {
    const key = subjectKey(subject);
    const text = `${formatSubject(subject)} ${changeWord(change)} ${rightsWords(change)}, ${scopeWords(change)} (${causeWords(change.causes)})`;
    return {
      ruleId: gainRule.id,
      ruleIndex,
      level: change.dangers.length > 0 ? "warning" : "note",
      message: { text: clean(text) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: `cluster/subjects/${encodeURIComponent(key.toWellFormed())}` },
            region: { startLine: 1 },
          },
          logicalLocations: [{ name: subject.name, fullyQualifiedName: key, kind: "resource" }],
        },
      ],
      partialFingerprints: { "drydock/v1": hash("sha256", JSON.stringify([key, change.scope, change.rights])).slice(0, 32) },
      baselineState: "new",
      properties: { dangers: [...change.dangers] },
    };
  });
}
