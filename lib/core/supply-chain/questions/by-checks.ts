/** Answers that rest on the checks of a scan. */
import type { VerdictKind } from "../../findings/verdict.ts";
import type { AskedCluster, Evidence, Question } from "./question.ts";

interface Words {
  readonly pass: string;
  readonly fail: string;
  /** Why there is nothing to ask; without it such a check leaves the question open. */
  readonly notApplicable?: string;
}

/** @returns the answer of some checks together: what one of them finds, no other outweighs. */
export function byChecks(ids: readonly string[], words: Words): Question["answer"] {
  return ({ checks }: AskedCluster) => {
    const evidence = ids.map((checkId): Evidence & { kind: "check" } => {
      const { verdict, findings } = checks.get(checkId) ?? { verdict: "notRun" as const, findings: 0 };
      return { kind: "check", checkId, verdict, findings };
    });
    const found = evidence.map(({ verdict }) => verdict);
    const verdict = together(found, words.notApplicable !== undefined);
    return { verdict, because: sentence(verdict, found, words), evidence };
  };
}

function together(found: readonly (VerdictKind | "notRun")[], mayNotApply: boolean): VerdictKind {
  if (found.includes("fail")) return "fail";
  if (found.includes("notAssessed") || found.includes("notRun")) return "notAssessed";
  if (found.includes("notApplicable") && !mayNotApply) return "notAssessed";
  if (found.every((one) => one === "notApplicable")) return "notApplicable";
  return "pass";
}

function sentence(verdict: VerdictKind, found: readonly (VerdictKind | "notRun")[], words: Words): string {
  if (verdict === "pass") return words.pass;
  if (verdict === "fail") return words.fail;
  if (verdict === "notApplicable") return words.notApplicable ?? "";
  if (found.includes("notRun")) return "The scan did not ask it: it is older than the check.";
  if (found.every((one) => one === "notApplicable")) return "No check that is read here has anything to look at.";
  if (found.includes("notAssessed")) return "The scan could not see enough to tell.";
  return "A check that it rests on has nothing to look at, which answers nothing.";
}
