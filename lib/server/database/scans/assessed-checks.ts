import type { AssessedCheck } from "../../../core/checks/assess.ts";
import type { Finding, NonEmpty, Verdict } from "../../../core/findings/verdict.ts";
import type { VisibleResult } from "./scan-rows.ts";

/** A finding as it is compared: of its data, what it answers. */
export type ComparedFinding = Omit<Finding, "data"> & { readonly assertion?: string | null };

/** @returns stored verdicts with their findings, as the core made them once, as far as a comparison needs them. */
export function assessedChecks(results: readonly VisibleResult[], findings: readonly ComparedFinding[]): AssessedCheck[] {
  const byCheck = Map.groupBy(findings, (finding) => finding.checkId);
  return results.map((result) => ({
    checkId: result.check_id,
    major: result.major,
    ...(result.crosses_namespaces && { crossesNamespaces: true as const }),
    ...(result.asked !== null && { asked: result.asked }),
    verdict: verdictOf(
      result,
      (byCheck.get(result.check_id) ?? []).map(
        ({ assertion, ...finding }): Finding => ({
          ...finding,
          data: assertion == null ? {} : { assertion },
        }),
      ),
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
