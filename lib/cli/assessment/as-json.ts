/** A report for programs. */
import type { AssessedCheck } from "#core/checks/assess.ts";
import { json } from "#core/text/clean.ts";
import type { Report } from "./report.ts";
import { somethingUnseen } from "./unseen.ts";

/** @returns one JSON document. */
export function* asJson({ inventory, checks, assessment, findings }: Report): Generator<string> {
  const titles = new Map(checks.map((check) => [check.id, check.title]));
  const { cluster, source, takenAt } = inventory;
  const { clusterIdentity, severities, coverage, gaps } = assessment;
  yield json(
    {
      cluster: { identity: clusterIdentity, version: cluster.version, source, takenAt },
      counts: severities,
      coverage,
      complete: !somethingUnseen(assessment),
      checks: assessment.checks.map((check) => ({ title: titles.get(check.checkId), ...verdictOf(check) })),
      findings,
      gaps,
    },
    2,
  );
}

function verdictOf({ checkId, verdict }: AssessedCheck) {
  return {
    checkId,
    verdict: verdict.kind,
    findings: verdict.kind === "fail" ? verdict.findings.length : 0,
    ...(verdict.kind === "notApplicable" && { reason: verdict.reason }),
    gaps: verdict.kind === "fail" || verdict.kind === "notAssessed" ? verdict.gaps : [],
  };
}
