/** What the command's exit codes mean, in one place. */
import type { Assessment } from "#core/checks/assess.ts";
import { type Severity, severities } from "#core/findings/verdict.ts";
import { somethingUnseen } from "./assessment/unseen.ts";

export const exitCodes = {
  /** The answer is there, and it is the good one. */
  yes: 0,
  /** can-i: not allowed. check and scan: a finding at or above `--fail-on`. */
  no: 1,
  /** Something that matters was not seen, the usage was wrong, or the command could not be carried out. */
  unsure: 2,
} as const;

export const failOnChoices = [...severities, "never"] as const;
export type FailOn = Severity | "never";

export const diffFailOnChoices = ["new-risk", "gain", "none"] as const;
export type DiffFailOn = (typeof diffFailOnChoices)[number];

/** @returns the exit code of check and scan. What was found wins over what was not seen. */
export function exitCodeOf(assessment: Assessment, failOn: FailOn): number {
  if (failOn !== "never" && reaches(assessment, failOn)) return exitCodes.no;
  return somethingUnseen(assessment) ? exitCodes.unsure : exitCodes.yes;
}

function reaches(assessment: Assessment, threshold: Severity): boolean {
  const counted = severities.slice(0, severities.indexOf(threshold) + 1);
  return counted.some((severity) => assessment.severities[severity] > 0);
}
