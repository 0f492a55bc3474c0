/** The comparison with the API server in words. */
import type { Cause, Comparison } from "./compare.ts";

/** What a cause means, as the end of "likely …". */
export const causeWords: Readonly<Record<Cause, string>> = {
  rbacChanged: "RBAC changed while it was read; it was read again, and agrees",
  node: "the node authorizer, which gives kubelets what their own pods need",
  cloud: "the cloud's own authorizer, which allows more than RBAC",
  alwaysAllow: "AlwaysAllow, which allows everything that RBAC does not",
  abac: "an ABAC policy, which allows more than RBAC",
  webhook: "a webhook authorizer, which allows more than RBAC",
  denied: "an authorizer before RBAC, which denies",
  rbac: "what was read of RBAC is stale, or Drydock reads it wrongly",
};

/** @returns `198 of 200 sampled answers agree with the API server; 2 differ: likely a webhook authorizer, which allows more than RBAC.` */
export function comparisonSentence({ asked, agree, unknown, differences }: Comparison): string {
  const judged = asked - unknown;
  if (asked === 0) return "No question was answered by the API server: nothing was cross-checked.";
  const blind = unknown === 0 ? "" : ` ${unknown} more could not be answered from what was seen.`;
  if (judged === 0) return `None of ${asked} sampled questions could be answered from what was seen.`;
  if (differences.length === 0) return `All ${judged} sampled answers agree with the API server.${blind}`;
  const causes = [...new Set(differences.map(({ cause }) => causeWords[cause]))];
  const differ = differences.length === 1 ? "1 differs" : `${differences.length} differ`;
  return `${agree} of ${judged} sampled answers agree with the API server; ${differ}: likely ${causes.join("; or ")}.${blind}`;
}
