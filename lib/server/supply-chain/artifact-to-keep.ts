/** Artefacts as they are kept: their evidence under the digest of its JSON. */
import { hash } from "node:crypto";
import type { FoundArtifact } from "../../core/supply-chain/discovery/artifact.ts";
import type { Digest } from "../../core/supply-chain/images/digest.ts";
import { type EvidenceKind, keptEvidence } from "./evidence-text.ts";

export interface EvidenceToKeep {
  readonly digest: Digest;
  readonly value: EvidenceKind;
  /** Characters. */
  readonly size: number;
}

export interface ArtifactToKeep extends Omit<FoundArtifact, "content"> {
  readonly kind: FoundArtifact["content"]["kind"];
  readonly failure?: object;
  readonly evidence?: EvidenceToKeep;
}

export function artifactToKeep({ content, ...found }: FoundArtifact): ArtifactToKeep {
  if (content.kind === "unread") return { ...found, kind: "unread", failure: content.failure };
  if (content.kind !== "evidence") return { ...found, kind: content.kind };
  const value = keptEvidence(content.evidence);
  const json = JSON.stringify(value);
  const digest: Digest = `sha256:${hash("sha256", json)}`;
  return { ...found, kind: "evidence", evidence: { digest, value, size: json.length } };
}
