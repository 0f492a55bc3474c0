/** What a provenance proves of the build and its source: no more than its signer is bound to. */
import { crossCheck } from "../provenance/cross-check.ts";
import { isBound } from "../provenance/level.ts";
import type { Provenance } from "../provenance/provenance.ts";
import type { VerificationResult, VerificationState } from "../verification/result.ts";

export interface BuiltBy {
  readonly provenance: Provenance;
  /** Of the build: a signature that holds does not make its signer the builder. */
  readonly state: VerificationState;
  /** One sentence. */
  readonly reason: string;
  /** Where the source stands, the certificate's word before the predicate's; absent where neither names it. */
  readonly source?: string;
  readonly commit?: string;
  /** One sentence for each fact that certificate and predicate tell differently. */
  readonly contradictions: readonly string[];
}

/** @param provenance as the artefact's statement gives it. */
export function builtBy(provenance: Provenance, { state, reason, signer }: VerificationResult): BuiltBy {
  const claims = signer?.kind === "certificate" ? signer.claims : {};
  const { contradictions, source } = crossCheck(provenance, claims);
  const told = contradictions.map(
    ({ field, certificate, predicate }) => `The certificate says ${field} ${certificate}, the provenance ${predicate}.`,
  );
  const found = {
    provenance,
    contradictions: told,
    ...(source.repository && { source: source.repository.value }),
    ...(source.commit && { commit: source.commit.value }),
  };
  const [first] = told;
  if (state !== "verified") return { ...found, state, reason };
  if (first !== undefined) return { ...found, state: "invalid", reason: first };
  const { builder } = provenance;
  if (builder === undefined)
    return { ...found, state: "signed-untrusted", reason: "The provenance is signed and names no builder." };
  if (signer === undefined || !isBound(builder, signer)) {
    const unbound = `The provenance is signed, but nothing binds its signer to the builder ${builder}.`;
    return { ...found, state: "signed-untrusted", reason: unbound };
  }
  return { ...found, state, reason: `Built by ${builder}, which signed for it.` };
}
