/** What a provenance proves of the build and its source: no more than its signer is bound to. */
import { type Contradiction, crossCheck } from "../provenance/cross-check.ts";
import { type BuildLevel, buildLevel, type CompiledBuilder, isBound } from "../provenance/level.ts";
import type { Provenance } from "../provenance/provenance.ts";
import type { VerificationResult, VerificationState } from "../verification/result.ts";

export interface BuiltBy {
  readonly provenance: Provenance;
  /** Of the build: a signature that holds does not make its signer the builder. */
  readonly state: VerificationState;
  /** One sentence. */
  readonly reason: string;
  /** By what the evidence supports, and by the map of trusted builders. */
  readonly level: BuildLevel;
  /** Where the source stands, the certificate's word before the predicate's; absent where neither names it. */
  readonly source?: string;
  readonly commit?: string;
  /** Of the source: what the certificate says of it holds also where nobody knows the builder. */
  readonly sourceState: VerificationState;
  readonly sourceReason: string;
  /** One sentence for each fact that certificate and predicate tell differently. */
  readonly contradictions: readonly string[];
}

interface Found {
  readonly state: VerificationState;
  readonly reason: string;
}

/** Facts of the source; the others are of the build. */
export const sourceFields: ReadonlySet<Contradiction["field"]> = new Set([
  "repository",
  "commit",
  "ref",
  "repository id",
  "owner id",
]);

/**
 * @param provenance as the artefact's statement gives it.
 * @param map of trusted builders; an entry may let a signer speak for a builder that no certificate names.
 */
export function builtBy(provenance: Provenance, result: VerificationResult, map: readonly CompiledBuilder[] = []): BuiltBy {
  const claims = result.signer?.kind === "certificate" ? result.signer.claims : {};
  const { contradictions, source } = crossCheck(provenance, claims);
  const wrongBuild = told(contradictions.find(({ field }) => !sourceFields.has(field)));
  const level = buildLevel(
    { state: wrongBuild === undefined ? result.state : "invalid", signer: result.signer, provenance },
    map,
  );
  const build = buildOf({ provenance, result, level, wrong: wrongBuild });
  const byCertificate = source.repository?.from === "certificate" && source.commit?.from !== "predicate";
  const wrong = told(contradictions.find(({ field }) => sourceFields.has(field)));
  const from = sourceOf({ result, build, byCertificate, wrong });
  return {
    provenance,
    ...build,
    level,
    ...(source.repository && { source: source.repository.value }),
    ...(source.commit && { commit: source.commit.value }),
    sourceState: from.state,
    sourceReason: from.reason,
    contradictions: contradictions.flatMap((one) => told(one) ?? []),
  };
}

function told(contradiction: Contradiction | undefined): string | undefined {
  if (contradiction === undefined) return undefined;
  const { field, certificate, predicate } = contradiction;
  return `The certificate says ${field} ${certificate}, the provenance ${predicate}.`;
}

interface Judged {
  readonly provenance: Provenance;
  readonly result: VerificationResult;
  readonly level: BuildLevel;
  readonly wrong: string | undefined;
}

function buildOf({ provenance: { builder }, result: { state, reason, signer }, level, wrong }: Judged): Found {
  if (state !== "verified") return { state, reason };
  if (wrong !== undefined) return { state: "invalid", reason: wrong };
  if (builder === undefined) return { state: "signed-untrusted", reason: "The provenance is signed and names no builder." };
  if (signer !== undefined && isBound(builder, signer)) return { state, reason: `Built by ${builder}, which signed for it.` };
  if (level.trustedBuilder !== undefined)
    return { state, reason: `Built by ${builder}, for which the entry ${level.trustedBuilder} lets its signer speak.` };
  const unbound = `The provenance is signed, but nothing binds its signer to the builder ${builder}.`;
  return { state: "signed-untrusted", reason: unbound };
}

interface Sourced {
  readonly result: VerificationResult;
  readonly build: Found;
  /** The certificate's authority vouches for repository and commit. */
  readonly byCertificate: boolean;
  readonly wrong: string | undefined;
}

function sourceOf({ result: { state, reason }, build, byCertificate, wrong }: Sourced): Found {
  if (state !== "verified") return { state, reason };
  if (wrong !== undefined) return { state: "invalid", reason: wrong };
  return byCertificate ? { state, reason: "The certificate of its signer names it." } : build;
}
