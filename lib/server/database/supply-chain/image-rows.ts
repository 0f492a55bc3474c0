/** Rows of images, as readers get them. */
import type { LookFailure } from "../../../core/supply-chain/discovery/look.ts";
import type { Signer } from "../../../core/supply-chain/identity/signer.ts";
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import type { ArtifactRole } from "../../../core/supply-chain/trail/judged-artifact.ts";
import type { VerificationState } from "../../../core/supply-chain/verification/result.ts";
import type { KeptArtifact, KeptImage } from "../../supply-chain/stored-trail.ts";

/** A container of a workload and an image that it runs. */
export interface RunningImageRow {
  readonly clusterId: string;
  readonly scanId: string;
  readonly namespace: string;
  readonly kind: string;
  readonly workload: string;
  readonly container: string;
  readonly type: "init" | "container" | "ephemeral";
  /** As the pods' specs have it. */
  readonly image: string;
  readonly registry?: string;
  readonly repository?: string;
  readonly tag?: string;
  readonly idKind: "repository" | "config" | "absent" | "notCollected" | "unrecognised";
  /** Where the digest can be asked for. */
  readonly idRegistry?: string;
  readonly idRepository?: string;
  readonly digest?: Digest;
  /** What was asked for by digest, where the runtime says another one. */
  readonly wanted?: Digest;
  readonly pods: number;
  readonly since?: Date;
}

/** Judged links by their states, such as `{"signature":"verified"}`; empty before anybody looked. */
export type LinkStates = Readonly<Partial<Record<string, VerificationState>>>;

/** An image in one repository. */
export interface ImageRecord {
  readonly id: string;
  readonly registry: string;
  readonly repository: string;
  readonly digest: Digest;
  /** Those that were proved to be of the image, first the one that it was resolved to. */
  readonly digests: readonly Digest[];
  /** When it is looked at next, or was to be. */
  readonly dueAt?: Date;
  readonly lookedAt?: Date;
  readonly judgedBy?: string;
  readonly judgedAt?: Date;
  /** The revision of the trust profiles by which its signers are told. */
  readonly judgedTrust?: string;
  readonly states: LinkStates;
  /** When its forge last answered about the commit that it names. */
  readonly commitLookedAt?: Date;
  readonly reason: string;
  readonly broken: boolean;
  /** Not every signer signed every platform in the same role, or nothing says so. */
  readonly uneven: boolean;
  readonly builtAt?: string;
}

export interface ImageSignerRow {
  readonly imageId: string;
  readonly signer: string;
  readonly identity: Signer;
  readonly role: ArtifactRole;
  readonly state: VerificationState;
  readonly firstSeen: Date;
}

/** Who signed an image, by name. */
export interface SignerNameRow {
  readonly imageId: string;
  readonly signer: string;
  readonly kind: Signer["kind"];
  /** Of the key, or the certificate's subject; empty where it has none that can be read. */
  readonly name: string;
  /** Something that is trusted says when a signature was made. */
  readonly dated: boolean;
}

/** What a tag meant when it was asked for. */
export interface ImageTagRow {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest?: Digest;
  readonly manifests: readonly Digest[];
  readonly failure?: LookFailure;
  readonly lookedAt: Date;
}

export interface ImageClusterRow {
  readonly id: string;
  readonly name: string;
  /** The scan that showed what runs; absent where none has yet. */
  readonly scanId?: string;
  readonly takenAt?: Date;
  /** A scan has results, from before what runs was kept. */
  readonly older: boolean;
}

export interface ArtifactRow extends KeptArtifact {
  /** Characters of its evidence. */
  readonly size?: number;
}

/** All that is kept of an image. */
export interface WholeImage extends ImageRecord, Omit<KeptImage, "registry" | "repository" | "digest"> {
  readonly artifacts: readonly ArtifactRow[];
  /** Of the last look, where what an earlier one showed is still kept. */
  readonly failure?: LookFailure;
}
