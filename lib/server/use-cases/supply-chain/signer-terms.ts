/** Terms that policies and the map of builders share: how they are refused, and the words of the audit log. */
import { type Failure, ok, type Result } from "../../../core/result.ts";
import type { AllowedSigner, TextMatcher } from "../../../core/supply-chain/identity/policy.ts";
import { type Outcome, refuse } from "../outcome.ts";

/** @returns a refusal that names the place of the glob or pattern that cannot be used. */
export function soundTerms(
  code: "signingPolicyRefused" | "trustedBuilderRefused",
  compiled: Result<unknown, Failure>,
): Outcome<undefined> {
  if (compiled.ok) return ok(undefined);
  const { message, remedy, path = "" } = compiled.error;
  return refuse(code, { detail: `${path}: ${message}`, remedy, issues: [{ path, message, remedy }] });
}

const mostLogged = 100;

export function firstLogged<T>(all: readonly T[]): readonly T[] {
  return all.slice(0, mostLogged);
}

export function loggedSigners(signers: readonly AllowedSigner[]): readonly string[] {
  return firstLogged(signers).map(sayAllowed);
}

export function loggedMatchers(matchers: readonly TextMatcher[]): readonly string[] {
  return firstLogged(matchers).map(sayMatcher);
}

function sayAllowed(signer: AllowedSigner): string {
  if (signer.kind === "key") return `key ${signer.fingerprint}`;
  return `${sayMatcher(signer.subject)} of ${sayMatcher(signer.issuer)}`;
}

function sayMatcher(matcher: TextMatcher): string {
  return "exact" in matcher ? matcher.exact : `pattern ${matcher.pattern}`;
}
