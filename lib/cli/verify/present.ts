/** One verification for programs and for people. */
import { nameOf } from "#core/supply-chain/verification/judge.ts";
import type { VerificationResult, VerificationState } from "#core/supply-chain/verification/result.ts";
import { clean, json } from "#core/text/clean.ts";
import { exitCodes } from "../exit-codes.ts";
import { table } from "../terminal/table.ts";

export function* asJson({ state, reason, signer, checks, profile }: VerificationResult): Generator<string> {
  yield json({ state, reason, ...(signer && { signer }), checks, ...(profile && { profile }) }, 2);
}

const words = { passed: "passed", failed: "failed", notApplicable: "not applicable", notAssessed: "not assessed" } as const;

export function* asText({ state, reason, signer, checks, profile }: VerificationResult): Generator<string> {
  yield `${state}\n${clean(reason)}\n`;
  if (signer !== undefined && !reason.includes(nameOf(signer))) yield `It was signed by ${clean(nameOf(signer))}.\n`;
  if (signer !== undefined && signer.signedAt.length > 0) yield `Signed at ${signer.signedAt.join(", ")}.\n`;
  if (profile !== undefined) yield `Trusted: ${clean(profile.name)}.\n`;
  yield "\n";
  const rows = checks.map(({ id, outcome, detail }) => [id, words[outcome], detail]);
  yield* table(["CHECK", "OUTCOME", "WHY"], rows);
}

const definite: ReadonlySet<VerificationState> = new Set(["invalid", "signed-untrusted"]);

/** @returns 0 for verified alone; 1 for a definite no; 2 for what could not be judged. */
export function exitCodeOf({ state }: VerificationResult): number {
  if (state === "verified") return exitCodes.yes;
  return definite.has(state) ? exitCodes.no : exitCodes.unsure;
}
