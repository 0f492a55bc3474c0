/** Who may sign. */
import { err, type Failure, ok, type Result } from "../../result.ts";
import { compileMatcher, type TextTest } from "./pattern.ts";
import type { Signer } from "./signer.ts";

/** A text that must be equal, or a pattern of RE2 that must match all of it. */
export type TextMatcher = { readonly exact: string } | { readonly pattern: string };

export type AllowedSigner =
  | { readonly kind: "identity"; readonly issuer: TextMatcher; readonly subject: TextMatcher }
  /** A registered key, by the SHA-256 of its SPKI in hexadecimal digits. */
  | { readonly kind: "key"; readonly fingerprint: string };

/** Any of the signers will do. */
export interface IdentityPolicy {
  readonly name: string;
  readonly signers: readonly AllowedSigner[];
}

/** A policy whose patterns were found sound. */
export interface CompiledPolicy {
  /** Of several policies as one: their names with “and” between them. */
  readonly name: string;
  allows(signer: Signer): boolean;
  /** Of several policies as one: the names of those that do not name the signer. */
  refusedBy?(signer: Signer): readonly string[];
}

/** @returns the policy, or the first of its patterns that is refused, with its place. */
export function compilePolicy({ name, signers }: IdentityPolicy): Result<CompiledPolicy, Failure<"pattern">> {
  const tests: ((signer: Signer) => boolean)[] = [];
  for (const [index, allowed] of signers.entries()) {
    const test = compileSigner(allowed, `signers[${index}]`);
    if (!test.ok) return test;
    tests.push(test.value);
  }
  return ok({ name, allows: (signer) => tests.some((test) => test(signer)) });
}

function compileSigner(allowed: AllowedSigner, path: string): Result<(signer: Signer) => boolean, Failure<"pattern">> {
  if (allowed.kind === "key") return ok((signer) => signer.kind === "key" && signer.fingerprint === allowed.fingerprint);
  const issuer = compileMatcher(allowed.issuer);
  if (!issuer.ok) return err({ ...issuer.error, path: `${path}.issuer` });
  const subject = compileMatcher(allowed.subject);
  if (!subject.ok) return err({ ...subject.error, path: `${path}.subject` });
  return ok(
    (signer) => signer.kind === "certificate" && holds(issuer.value, signer.issuer) && holds(subject.value, signer.subject),
  );
}

/** What cannot be read matches nothing. */
function holds(test: TextTest, text: string | undefined): boolean {
  return text !== undefined && text !== "" && test(text);
}
