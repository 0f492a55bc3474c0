/** The list of checks of one attempt: each has its outcome, and those that were not reached say so. */
import { type CheckId, checkIds, type VerificationCheck } from "./result.ts";

export type Findings = Partial<Record<CheckId, Omit<VerificationCheck, "id">>>;

/** What an attempt with one trust profile shows. `sound` says nothing of who signed: that is the policy's to judge. */
export interface Attempt {
  readonly state: "sound" | "signed-unverifiable" | "invalid";
  readonly reason: string;
  readonly checks: Findings;
}

export function listChecks(findings: Findings): readonly VerificationCheck[] {
  return checkIds.map((id) => ({ id, ...(findings[id] ?? notReached) }));
}

const notReached = { outcome: "notAssessed", detail: "An earlier check ended the verification." } as const;

export function passed(detail: string): Omit<VerificationCheck, "id"> {
  return { outcome: "passed", detail };
}

export function failed(detail: string): Omit<VerificationCheck, "id"> {
  return { outcome: "failed", detail };
}

export function notApplicable(detail: string): Omit<VerificationCheck, "id"> {
  return { outcome: "notApplicable", detail };
}

export function notAssessed(detail: string): Omit<VerificationCheck, "id"> {
  return { outcome: "notAssessed", detail };
}

/** An attempt that ended at one check. */
export function ended(check: CheckId, state: "signed-unverifiable" | "invalid", reason: string): Attempt {
  return { state, reason, checks: { [check]: state === "invalid" ? failed(reason) : notAssessed(reason) } };
}
