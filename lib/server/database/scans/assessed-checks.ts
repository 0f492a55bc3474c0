import type { AssessedCheck } from "../../../core/checks/assess.ts";
import type { Finding, NonEmpty, Verdict } from "../../../core/findings/verdict.ts";
import type { VisibleResult } from "./scan-rows.ts";

/** @returns stored verdicts with their findings, as the core made them once; the findings carry no data. */
export function assessedChecks(results: readonly VisibleResult[], findings: readonly Omit<Finding, "data">[]): AssessedCheck[] {
  const byCheck = Map.groupBy(findings, (finding) => finding.checkId);
  return results.map((result) => ({
    checkId: result.check_id,
    major: result.major,
    ...(result.crosses_namespaces && { crossesNamespaces: true as const }),
    verdict: verdictOf(
      result,
      (byCheck.get(result.check_id) ?? []).map((finding) => ({ ...finding, data: {} })),
    ),
  }));
}

/** What a table cannot promise is checked here: a failed check has findings, and one that was not assessed says why. */
function verdictOf({ verdict, reason, gaps, check_id }: VisibleResult, findings: readonly Finding[]): Verdict {
  if (verdict === "pass") return { kind: "pass" };
  if (verdict === "notApplicable") return { kind: "notApplicable", reason: reason ?? "" };
  if (verdict === "fail" && isNonEmpty(findings)) return { kind: "fail", findings, gaps };
  if (verdict === "notAssessed" && isNonEmpty(gaps)) return { kind: "notAssessed", gaps };
  throw new Error(`The stored verdict of ${check_id} is incomplete.`);
}

function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
  return list.length > 0;
}
