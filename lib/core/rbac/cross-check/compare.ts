/** Our answers beside those of the API server, and for each difference its likely cause. */
import { review } from "../can.ts";
import type { RbacIndex } from "../rbac-index.ts";
import type { AuthorizerFacts } from "./authorizers.ts";
import type { AskedQuestion, CrossCheck } from "./cross-check.ts";

/**
 * Why the server and RBAC answer differently: RBAC changed while it was read; an authorizer that stands beside RBAC; or the
 * server says that RBAC itself decided, so that what was read is stale or our reading of it is wrong.
 */
export const causes = ["rbacChanged", "node", "cloud", "alwaysAllow", "abac", "webhook", "denied", "rbac"] as const;
export type Cause = (typeof causes)[number];

export interface Difference {
  readonly asked: AskedQuestion;
  readonly ours: "allowed" | "notAllowed";
  readonly cause: Cause;
}

export interface Comparison {
  readonly asked: number;
  readonly agree: number;
  /** Questions that RBAC, as far as it was seen, could not answer. */
  readonly unknown: number;
  readonly differences: readonly Difference[];
}

/** @returns how the sampled answers compare; the same inventory gives the same comparison. */
export function compareAnswers(
  index: RbacIndex,
  { answers }: Extract<CrossCheck, { state: "asked" }>,
  authorizers: AuthorizerFacts,
): Comparison {
  const judged = answers.map((asked) => ({ asked, ours: review(index, asked).verdict }));
  const differences = judged.flatMap(({ asked, ours }): Difference[] =>
    ours === "unknown" || (ours === "allowed") === asked.allowed
      ? []
      : [{ asked, ours, cause: causeOf(asked, ours, authorizers) }],
  );
  const unknown = judged.filter(({ ours }) => ours === "unknown").length;
  return { asked: answers.length, agree: answers.length - unknown - differences.length, unknown, differences };
}

function causeOf(asked: AskedQuestion, ours: "allowed" | "notAllowed", { modes, cloud }: AuthorizerFacts): Cause {
  if (asked.again === "changed") return "rbacChanged";
  if (ours === "allowed") return asked.denied ? "denied" : "rbac";
  if (/^RBAC: /.test(asked.reason ?? "")) return "rbac";
  const { name, groups } = asked.user;
  if (name.startsWith("system:node:") || groups.includes("system:nodes")) return "node";
  if (modes?.includes("AlwaysAllow")) return "alwaysAllow";
  if (modes?.includes("ABAC") && !modes.includes("Webhook")) return "abac";
  return cloud !== undefined && !modes?.includes("Webhook") ? "cloud" : "webhook";
}
