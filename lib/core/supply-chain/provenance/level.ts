/** How much a provenance is worth: the lesser of what its evidence supports and what its builder is trusted with. */

import type { Failure, Result } from "../../result.ts";
import { err, ok } from "../../result.ts";
import { compileMatcher, type TextTest } from "../identity/pattern.ts";
import { type AllowedSigner, type CompiledPolicy, compilePolicy, type TextMatcher } from "../identity/policy.ts";
import type { Signer } from "../identity/signer.ts";
import type { VerificationState } from "../verification/result.ts";
import { builderInstance } from "./builder-instance.ts";
import type { Provenance } from "./provenance.ts";

/** Which signers may speak for which builders, and the highest build level of SLSA that those reach. */
export interface TrustedBuilder {
  readonly name: string;
  /** Any of them; without one the entry grants nothing. */
  readonly signers: readonly AllowedSigner[];
  /** What a provenance may name. Of a certificate a pattern is held to the builder that the certificate itself names. */
  readonly builders: readonly TextMatcher[];
  /** The certificate has to say that a machine of the platform's own built, fresh for the run. */
  readonly hosted: boolean;
  readonly level: 1 | 2 | 3;
}

export interface CompiledBuilder extends Pick<TrustedBuilder, "name" | "level" | "hosted"> {
  readonly signers: CompiledPolicy;
  readonly builders: readonly { readonly test: TextTest; readonly exact: boolean }[];
}

export interface BuildLevel {
  /** The build level of SLSA 1.x; there is no fourth. */
  readonly level: 0 | 1 | 2 | 3;
  /** One sentence. */
  readonly reason: string;
  /** The entry of the map that granted it. */
  readonly trustedBuilder?: string;
}

/** @returns the map, or the first of its patterns that is refused, with its place: `[0].builders[1]`. */
export function compileBuilders(map: readonly TrustedBuilder[]): Result<readonly CompiledBuilder[], Failure<"pattern">> {
  const compiled: CompiledBuilder[] = [];
  for (const [index, entry] of map.entries()) {
    const one = compileBuilder(entry);
    if (!one.ok) return err({ ...one.error, path: `[${index}].${one.error.path}` });
    compiled.push(one.value);
  }
  return ok(compiled);
}

/** @returns the entry, or the first of its patterns that is refused, with its place: `builders[1]`. */
export function compileBuilder({ signers, builders, ...entry }: TrustedBuilder): Result<CompiledBuilder, Failure<"pattern">> {
  const policy = compilePolicy({ name: entry.name, signers });
  if (!policy.ok) return policy;
  const tests: CompiledBuilder["builders"][number][] = [];
  for (const [place, matcher] of builders.entries()) {
    const test = compileMatcher(matcher);
    if (!test.ok) return err({ ...test.error, path: `builders[${place}]` });
    tests.push({ test: test.value, exact: "exact" in matcher });
  }
  return ok({ ...entry, signers: policy.value, builders: tests });
}

/** What is known of a provenance once it was verified. */
export interface JudgedProvenance {
  readonly state: VerificationState;
  readonly signer?: Signer | undefined;
  readonly provenance: Provenance;
}

/**
 * @returns the highest level that an entry grants. It never comes from the predicate alone: a predicate can name any builder.
 */
export function buildLevel({ state, signer, provenance }: JudgedProvenance, map: readonly CompiledBuilder[]): BuildLevel {
  const { builder } = provenance;
  if (state === "claim-only") return { level: 0, reason: "Nobody signed the provenance: it is a claim." };
  if (state !== "verified" || signer === undefined) return { level: 0, reason: "The provenance is not verified." };
  if (builder === undefined) return { level: 1, reason: "The provenance is signed and names no builder." };
  const naming = map.filter((entry) => speaksFor(entry, signer, builder)).sort((one, other) => other.level - one.level);
  const granting = naming.find(({ hosted }) => !hosted || isHosted(provenance, signer));
  if (granting !== undefined) {
    const { name, level } = granting;
    return { level, reason: `${name} is trusted up to level ${level} by the map of trusted builders.`, trustedBuilder: name };
  }
  const [unhosted] = naming;
  if (unhosted !== undefined)
    return {
      level: 1,
      reason: `${unhosted.name} is trusted where the platform's own machine built, and the certificate ${machineOf(signer)}.`,
    };
  if (!isBound(builder, signer))
    return { level: 1, reason: `The provenance is signed, but nothing binds its signer to the builder ${builder}.` };
  return {
    level: 1,
    reason: `The provenance is signed by its builder, ${builder}, which the map of trusted builders does not have.`,
  };
}

/** @returns whether an entry lets a signer speak for a builder. */
export function speaksFor({ signers, builders }: CompiledBuilder, signer: Signer, builder: string): boolean {
  const own = signer.kind === "key" || isBound(builder, signer);
  return signers.allows(signer) && builders.some(({ test, exact }) => (own || exact) && test(builder));
}

/** @returns whether the certificate itself names the builder: then the predicate is the builder's own word. */
export function isBound(builder: string, signer: Signer): boolean {
  return signer.kind === "certificate" && (signer.claims.buildSignerUri === builder || signer.subject === builder);
}

function isHosted(provenance: Provenance, signer: Signer): boolean {
  if (signer.kind !== "certificate") return false;
  const { kind, from } = builderInstance(provenance, signer.claims);
  return kind === "ephemeral" && from === "certificate";
}

function machineOf(signer: Signer): string {
  const said = signer.kind === "certificate" ? signer.claims.runnerEnvironment : undefined;
  return said === undefined ? "does not say which it was" : `says ${said}`;
}
