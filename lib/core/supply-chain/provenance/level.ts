/** How much a provenance is worth: the lesser of what its evidence supports and what its builder is trusted with. */

import type { Failure, Result } from "../../result.ts";
import { err, ok } from "../../result.ts";
import { compileMatcher, type TextTest } from "../identity/pattern.ts";
import { type AllowedSigner, type CompiledPolicy, compilePolicy, type TextMatcher } from "../identity/policy.ts";
import type { Signer } from "../identity/signer.ts";
import type { VerificationState } from "../verification/result.ts";
import type { Provenance } from "./provenance.ts";

/** Which signer may speak for which builders, and the highest build level of SLSA that they reach. */
export interface TrustedBuilder {
  readonly name: string;
  readonly signer: AllowedSigner;
  readonly builders: readonly TextMatcher[];
  readonly level: 1 | 2 | 3;
}

export interface CompiledBuilder extends Pick<TrustedBuilder, "name" | "level"> {
  readonly signer: CompiledPolicy;
  readonly builders: readonly TextTest[];
}

export interface BuildLevel {
  /** The build level of SLSA 1.x; there is no fourth. */
  readonly level: 0 | 1 | 2 | 3;
  /** One sentence. */
  readonly reason: string;
  /** The builder of the map that decided. */
  readonly trustedBuilder?: string;
}

/** @returns the map, or the first of its patterns that is refused, with its place. */
export function compileBuilders(map: readonly TrustedBuilder[]): Result<readonly CompiledBuilder[], Failure<"pattern">> {
  const compiled: CompiledBuilder[] = [];
  for (const [index, { name, level, signer, builders }] of map.entries()) {
    const policy = compilePolicy({ name, signers: [signer] });
    if (!policy.ok) return err({ ...policy.error, path: `builders[${index}].signer` });
    const tests = builders.map(compileMatcher);
    const broken = tests.find((test) => !test.ok);
    if (broken?.ok === false) return err({ ...broken.error, path: `builders[${index}].builders` });
    compiled.push({ name, level, signer: policy.value, builders: tests.flatMap((test) => (test.ok ? [test.value] : [])) });
  }
  return ok(compiled);
}

/** What is known of a provenance once it was verified. */
export interface JudgedProvenance {
  readonly state: VerificationState;
  readonly signer?: Signer;
  readonly provenance: Provenance;
}

/** @returns the level. It never comes from the predicate alone: a predicate can name any builder. */
export function buildLevel({ state, signer, provenance }: JudgedProvenance, map: readonly CompiledBuilder[]): BuildLevel {
  const { builder } = provenance;
  if (state === "claim-only") return { level: 0, reason: "Nobody signed the provenance: it is a claim." };
  if (state !== "verified" || signer === undefined) return { level: 0, reason: "The provenance is not verified." };
  if (builder === undefined) return { level: 1, reason: "The provenance is signed and names no builder." };
  const entry = map.find((one) => one.signer.allows(signer) && one.builders.some((test) => test(builder)));
  if (entry !== undefined)
    return { level: entry.level, reason: `${entry.name} is trusted up to level ${entry.level}.`, trustedBuilder: entry.name };
  if (!isBound(builder, signer))
    return { level: 1, reason: `The provenance is signed, but nothing binds its signer to the builder ${builder}.` };
  return {
    level: 1,
    reason: `The provenance is signed by its builder, ${builder}, which the map of trusted builders does not have.`,
  };
}

/** @returns whether the certificate itself names the builder: then the predicate is the builder's own word. */
export function isBound(builder: string, signer: Signer): boolean {
  return signer.kind === "certificate" && (signer.claims.buildSignerUri === builder || signer.subject === builder);
}
