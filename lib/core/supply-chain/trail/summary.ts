/** A trail in a few words, as lists and other questions need it. */

import type { Signer } from "../identity/signer.ts";
import { signerKey } from "../identity/signer-key.ts";
import type { VerificationState } from "../verification/result.ts";
import { type ArtifactRole, coveringPlatform, type JudgedArtifact } from "./judged-artifact.ts";
import type { NamedSource, Trail } from "./trail.ts";

export interface SignedBy {
  /** The same for the same signer everywhere. */
  readonly key: string;
  readonly signer: Signer;
  readonly role: ArtifactRole;
  /** verified, where any of what it signed in this role is; signed-untrusted otherwise. */
  readonly state: Extract<VerificationState, "verified" | "signed-untrusted">;
}

export interface TrailSummary {
  /** By the links' names. */
  readonly states: Readonly<Record<string, VerificationState>>;
  readonly reason: string;
  /** One of the artefacts is invalid, whatever the others are. */
  readonly broken: boolean;
  readonly signers: readonly SignedBy[];
  /** Not every signer signed every platform in the same role. */
  readonly uneven: boolean;
  readonly source?: NamedSource;
}

export function summaryOf({ links, reason, artifacts, source, resolved }: Trail): TrailSummary {
  return {
    states: Object.fromEntries(links.map(({ id, state }) => [id, state])),
    reason,
    broken: artifacts.some(({ state, built }) => [state, built?.state, built?.sourceState].includes("invalid")),
    signers: signersOf(artifacts),
    uneven: isUneven(artifacts, resolved),
    ...(source && { source }),
  };
}

function isUneven(artifacts: readonly JudgedArtifact[], resolved: Trail["resolved"]): boolean {
  const all = new Set(keysOf(artifacts));
  const { digest, identities = [] } = resolved ?? {};
  return identities.some(({ manifest }) => {
    return new Set(keysOf(coveringPlatform(artifacts, digest, manifest))).size < all.size;
  });
}

function keysOf(artifacts: readonly JudgedArtifact[]): readonly string[] {
  return signersOf(artifacts).map(({ key, role }) => `${key} ${role}`);
}

/** A signer is known where the cryptography holds, and nowhere else. */
function signersOf(artifacts: readonly JudgedArtifact[]): readonly SignedBy[] {
  const signed = artifacts.flatMap(({ role, result }) => {
    if (result?.signer === undefined || result.state === "invalid") return [];
    return [{ key: signerKey(result.signer), signer: result.signer, role, verified: result.state === "verified" }];
  });
  return [...Map.groupBy(signed, ({ key, role }) => `${key} ${role}`).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const state = same.some(({ verified }) => verified) ? ("verified" as const) : ("signed-untrusted" as const);
    return [{ key: first.key, signer: first.signer, role: first.role, state }];
  });
}
