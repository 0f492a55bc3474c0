/** The trail of an image from what is kept of it. The cryptography was done before; policies are asked anew. */
import { hash } from "node:crypto";
import type { ArtifactContent, FoundArtifact, Layout } from "../../core/supply-chain/discovery/artifact.ts";
import type { LookFailure } from "../../core/supply-chain/discovery/look.ts";
import { unknown } from "../../core/supply-chain/discovery/look.ts";
import type { CompiledPolicy } from "../../core/supply-chain/identity/policy.ts";
import type { Digest } from "../../core/supply-chain/images/digest.ts";
import type { Judging } from "../../core/supply-chain/trail/judged-artifact.ts";
import { namedImage, type Trail, trailOf, unseenTrail } from "../../core/supply-chain/trail/trail.ts";
import type { ArtifactRow, VerificationRow, WholeImage } from "../database/supply-chain/image-rows.ts";

/** What an artefact was held to: the digests of which it had to name one. */
export function targetKey(digests: readonly Digest[]): string {
  return hash("sha256", [...digests].sort().join("\n")).slice(0, 32);
}

export interface Judged {
  readonly trail: Trail;
  /** Something in it was last verified by other trust profiles than today's. */
  readonly olderTrust: boolean;
}

export interface JudgedBy {
  readonly trustRevision: string;
  readonly policy?: CompiledPolicy | undefined;
}

export type KeptImage = Pick<
  WholeImage,
  "registry" | "repository" | "digest" | "lookedAt" | "resolved" | "looked" | "artifacts" | "verifications"
>;

/** @returns the trail; of an image that was never looked at nothing is known. */
export function storedTrail(image: KeptImage, { trustRevision, policy }: JudgedBy): Judged {
  const name = `${image.registry}/${image.repository}@${image.digest}`;
  const { resolved, looked } = image;
  if (resolved === undefined || (resolved.kind !== "found" && image.artifacts.length === 0))
    return { trail: unseenTrail(name, whyUnseen(resolved)), olderTrust: false };
  const verifications = new Verifications(image.verifications, trustRevision);
  const judging: Judging = { verifier: unasked, kept: (evidence, digests) => verifications.of(evidence, digests), policy };
  const found = resolved.kind === "found" ? resolved.value : namedImage(image.digest, whyUnseen(resolved));
  const discovery = { artifacts: image.artifacts.map(artifactOf), looked };
  const trail = trailOf({ image: name, pinned: true, resolved: found, discovery }, judging);
  return { trail, olderTrust: verifications.older };
}

function whyUnseen(resolved: KeptImage["resolved"]): LookFailure {
  if (resolved?.kind === "unknown") return resolved.failure;
  if (resolved?.kind === "absent") return unknown("missing", "Its registry does not have it any more.").failure;
  return unknown("missing", "It was not looked at yet.").failure;
}

const unasked: Judging["verifier"] = {
  verify: () => {
    throw new Error("What is kept was verified before.");
  },
};

class Verifications {
  older = false;
  readonly #rows: ReadonlyMap<string, readonly VerificationRow[]>;
  readonly #trustRevision: string;

  constructor(rows: readonly VerificationRow[], trustRevision: string) {
    this.#rows = Map.groupBy(rows, ({ evidence, target }) => `${evidence} ${target}`);
    this.#trustRevision = trustRevision;
  }

  of(evidence: Digest, digests: readonly Digest[]) {
    const rows = this.#rows.get(`${evidence} ${targetKey(digests)}`);
    const current = rows?.find(({ trustRevision }) => trustRevision === this.#trustRevision);
    if (current === undefined) this.older = true;
    return (current ?? rows?.at(-1))?.result;
  }
}

function artifactOf({ layout, place, attachedTo, manifest, digest, mediaType, ...row }: ArtifactRow): FoundArtifact {
  return {
    ...{ layout: layout as Layout, place, attachedTo, mediaType, content: contentOf(row) },
    ...(manifest && { manifest }),
    ...(digest && { digest }),
  };
}

function contentOf({ kind, evidence, failure }: Pick<ArtifactRow, "kind" | "evidence" | "failure">): ArtifactContent {
  if (kind === "evidence" && evidence !== undefined) return { kind: "kept", evidence };
  if (kind === "sbom" || kind === "notation" || kind === "misplaced" || kind === "other") return { kind };
  return { kind: "unread", failure: failure ?? unknown("missing", "It was not kept.").failure };
}
