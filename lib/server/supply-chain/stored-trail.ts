/** The trail of an image from what is kept of it. The cryptography was done before; policies are asked anew. */
import { hash } from "node:crypto";
import {
  type ArtifactContent,
  type FoundArtifact,
  isComplete,
  type Layout,
  type LookedAt,
  type ResolvedImage,
} from "../../core/supply-chain/discovery/artifact.ts";
import { type Look, type LookFailure, unknown } from "../../core/supply-chain/discovery/look.ts";
import type { CompiledPolicy } from "../../core/supply-chain/identity/policy.ts";
import type { Signer } from "../../core/supply-chain/identity/signer.ts";
import type { Digest } from "../../core/supply-chain/images/digest.ts";
import type { CompiledImagePolicies } from "../../core/supply-chain/policy/compile.ts";
import type { SoundArtifact } from "../../core/supply-chain/policy/evaluate.ts";
import type { ImageName } from "../../core/supply-chain/policy/glob.ts";
import { coveringPlatform, type JudgedArtifact, type Judging } from "../../core/supply-chain/trail/judged-artifact.ts";
import { namedImage, type Trail, type TrailLink, trailOf, unseenTrail } from "../../core/supply-chain/trail/trail.ts";
import type { Cryptography } from "../../core/supply-chain/verification/verify.ts";
import type { Judgement } from "./judgement.ts";

/** What an artefact was held to: the digests of which it had to name one. */
export function targetKey(digests: readonly Digest[]): string {
  return hash("sha256", [...digests].sort().join("\n")).slice(0, 32);
}

export interface KeptArtifact {
  readonly layout: string;
  readonly place: string;
  readonly attachedTo: Digest;
  readonly manifest?: Digest;
  readonly digest?: Digest;
  readonly mediaType: string;
  readonly kind: string;
  readonly failure?: LookFailure;
  /** Under which its evidence is kept. */
  readonly evidence?: Digest;
}

/** What the cryptography showed of an artefact, by some revision of the trust profiles. */
export interface KeptVerification {
  readonly evidence: Digest;
  readonly target: string;
  readonly trustRevision: string;
  readonly result: Cryptography;
}

export interface KeptImage {
  readonly registry: string;
  readonly repository: string;
  readonly digest: Digest;
  readonly resolved?: Look<ResolvedImage>;
  readonly looked: readonly LookedAt[];
  /** Some of what is kept was uploaded. */
  readonly uploaded?: boolean;
  readonly artifacts: readonly KeptArtifact[];
  /** The oldest first. */
  readonly verifications: readonly KeptVerification[];
  /** By which it runs, as policies know images. */
  readonly names: readonly ImageName[];
}

export interface StoredTrail {
  readonly trail: Trail;
  /** Artefacts that today's trust profiles have not verified yet; what earlier ones showed stands for it, where there is any. */
  readonly unverified: readonly { readonly evidence: Digest; readonly digests: readonly Digest[] }[];
}

export type JudgedBy = Pick<Judgement, "trustRevision" | "policies" | "builders">;

/** @returns the trail; of an image that was never looked at nothing is known. */
export function storedTrail(image: KeptImage, { trustRevision, policies, builders }: JudgedBy): StoredTrail {
  const name = `${image.registry}/${image.repository}@${image.digest}`;
  const { resolved, artifacts } = image;
  const looked = placesOf(image);
  if (resolved?.kind !== "found" && artifacts.length === 0)
    return { trail: unseenTrail(name, whyUnseen(resolved)), unverified: [] };
  const verifications = new Verifications(image.verifications, trustRevision);
  const judging: Judging = {
    verifier: unasked,
    kept: (evidence, digests) => verifications.of(evidence, digests),
    policy: policyOf(image, policies),
    builders,
  };
  const found = resolved?.kind === "found" ? resolved.value : namedImage(image.digest, whyUnseen(resolved));
  const trail = trailOf(
    { image: name, pinned: true, resolved: found, discovery: { artifacts: artifacts.map(artifactOf), looked } },
    judging,
  );
  return { trail: withSources(trail, image.names, policies), unverified: verifications.missing };
}

/** Where it was looked: what was uploaded never stands for a registry that nobody asked. */
function placesOf({ registry, repository, digest, resolved, looked, uploaded = false }: KeptImage): readonly LookedAt[] {
  const asked = looked.some(({ uploaded: ofPack = false }) => !ofPack);
  if (!uploaded || asked) return looked;
  const failure =
    resolved?.kind === "found" ? unknown("missing", "Its registry was not looked at yet.").failure : whyUnseen(resolved);
  const answer = { kind: "unknown" as const, failure };
  return [{ layout: "referrers-api", place: `${registry}/${repository}`, attachedTo: digest, answer }, ...looked];
}

/** @returns every artefact whose cryptography holds, as policies are asked about them, for each platform that it covers. */
export function soundArtifacts({ resolved, links, artifacts }: Trail): readonly (readonly SoundArtifact[])[] {
  if (resolved === undefined) return [soundOnes(artifacts)];
  const { digest, identities } = resolved;
  const manifests: readonly (Digest | undefined)[] =
    identities.length === 0 ? [digest] : identities.map(({ manifest }) => manifest);
  // A platform that could not be read is covered by what is about the index, and by nothing else that is known.
  const isWhole = links.some(({ id, state }) => id === "digest" && state === "verified");
  return (isWhole ? manifests : [...manifests, undefined]).map((manifest) =>
    soundOnes(coveringPlatform(artifacts, digest, manifest)),
  );
}

/** @returns whether every place gave a definite answer about every platform, so that nothing lies beside the image but its artefacts. */
export function isWhollySeen({ links, looked, artifacts }: Trail): boolean {
  // What lies beside a platform that could not be read was not looked for.
  const isRead = links.some(({ id, state }) => id === "digest" && state === "verified");
  const unread = artifacts.some(({ state, result }) => state === "unknown" && result === undefined);
  return isRead && !unread && isComplete({ looked });
}

function soundOnes(artifacts: Trail["artifacts"]): readonly SoundArtifact[] {
  return artifacts.flatMap(({ role, result, built }: JudgedArtifact) => {
    if (result?.signer === undefined || result.state === "invalid") return [];
    const source = built?.source ?? (result.signer.kind === "certificate" ? result.signer.claims.sourceRepositoryUri : undefined);
    return [{ signer: result.signer, role, predicateType: result.statement?.predicateType, source }];
  });
}

/** All policies of all names by which the image runs, as one. */
function policyOf({ names, verifications }: KeptImage, policies: CompiledImagePolicies): CompiledPolicy | undefined {
  const signers = verifications.flatMap(({ result }): Signer[] =>
    result.state === "sound" && result.signer ? [result.signer] : [],
  );
  const all = names.flatMap((name) => policies.of(name, signers) ?? []);
  const different = [...new Map(all.map((policy) => [policy.name, policy])).values()];
  const [first, ...others] = different;
  if (first === undefined || others.length === 0) return first;
  return {
    name: different.map((policy) => policy.name).join(" and "),
    allows: (signer) => different.every((policy) => policy.allows(signer)),
    refusedBy: (signer) => [...new Set(different.flatMap((policy) => policy.refusedBy?.(signer) ?? []))],
  };
}

/** A source that is proved, and that a policy does not let the image come from, is not what was asked for. */
function withSources(trail: Trail, names: readonly ImageName[], policies: CompiledImagePolicies): Trail {
  const held = (link: TrailLink): TrailLink => {
    const source = link.artifacts.flatMap((seq) => trail.artifacts[seq]?.built?.source ?? [])[0];
    if (link.id !== "source" || link.state !== "verified" || source === undefined) return link;
    const verdict = names.flatMap((name) => policies.allowsSource(name, source) ?? []).find(({ allows }) => !allows);
    if (verdict === undefined) return link;
    const reason = `It comes from ${source}, which ${verdict.policies.join(" and ")} does not name.`;
    return { ...link, state: "signed-untrusted", reason };
  };
  return { ...trail, links: trail.links.map(held) };
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
  readonly missing: { evidence: Digest; digests: readonly Digest[] }[] = [];
  readonly #rows: ReadonlyMap<string, readonly KeptVerification[]>;
  readonly #trustRevision: string;

  constructor(rows: readonly KeptVerification[], trustRevision: string) {
    this.#rows = Map.groupBy(rows, ({ evidence, target }) => `${evidence} ${target}`);
    this.#trustRevision = trustRevision;
  }

  of(evidence: Digest, digests: readonly Digest[]): Cryptography | undefined {
    const rows = this.#rows.get(`${evidence} ${targetKey(digests)}`);
    const current = rows?.find(({ trustRevision }) => trustRevision === this.#trustRevision);
    if (current === undefined) this.missing.push({ evidence, digests });
    return (current ?? rows?.at(-1))?.result;
  }
}

function artifactOf({ layout, place, attachedTo, manifest, digest, mediaType, ...row }: KeptArtifact): FoundArtifact {
  return {
    ...{ layout: layout as Layout, place, attachedTo, mediaType, content: contentOf(row) },
    ...(manifest && { manifest }),
    ...(digest && { digest }),
  };
}

function contentOf({ kind, evidence, failure }: Pick<KeptArtifact, "kind" | "evidence" | "failure">): ArtifactContent {
  if (kind === "evidence" && evidence !== undefined) return { kind: "kept", evidence };
  if (kind === "sbom" || kind === "notation" || kind === "misplaced" || kind === "other") return { kind };
  return { kind: "unread", failure: failure ?? unknown("missing", "It was not kept.").failure };
}
