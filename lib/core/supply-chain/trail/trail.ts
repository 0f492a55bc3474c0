/** From an image back to its source, link by link. Each link has a state of its own, and none is better than its evidence. */
import { type Discovery, isComplete, type LookedAt, type ResolvedImage } from "../discovery/artifact.ts";
import type { LookFailure } from "../discovery/look.ts";
import type { Digest } from "../images/digest.ts";
import { formatReference, type ImageReference } from "../images/reference.ts";
import { readGitUri } from "../provenance/git-uri.ts";
import type { VerificationState } from "../verification/result.ts";
import type { BuiltBy } from "./built.ts";
import { type ArtifactRole, coveringPlatform, type JudgedArtifact, type Judging, judgeArtifact } from "./judged-artifact.ts";

export const linkIds = ["image", "digest", "signature", "provenance", "source", "commit", "sbom"] as const;

export interface TrailLink {
  readonly id: (typeof linkIds)[number];
  readonly state: VerificationState;
  /** One sentence. What came from an artefact in it may be hostile. */
  readonly reason: string;
  /** Of the trail's artefacts those that it rests on, by their places. */
  readonly artifacts: readonly number[];
}

/** Where the source of an image stands, proved or claimed: the link `source` says which. */
export interface NamedSource {
  /** Such as `https://github.com/acme/shop`. */
  readonly repository: string;
  readonly commit?: string;
}

export interface Trail {
  /** As it was asked for. */
  readonly image: string;
  /** Absent where nobody could say what the image is. */
  readonly resolved?: Pick<ResolvedImage, "digest" | "kind" | "identities" | "labels">;
  /** Of the signature; an artefact that is invalid stands beside it, whatever it is. */
  readonly state: VerificationState;
  readonly reason: string;
  readonly links: readonly TrailLink[];
  /** Absent where nothing names it. */
  readonly source?: NamedSource;
  readonly artifacts: readonly JudgedArtifact[];
  readonly looked: readonly LookedAt[];
}

export interface TrailQuestion {
  /** As it was asked for. */
  readonly image: string;
  /** What fixes the image: a digest that was asked for, or nothing but a tag. */
  readonly pinned: boolean;
  readonly resolved: ResolvedImage;
  readonly discovery: Discovery;
}

/** @returns the trail of an image that could be resolved. */
export function trailOf({ image, pinned, resolved, discovery }: TrailQuestion, judging: Judging): Trail {
  const artifacts = discovery.artifacts.map((found) => judgeArtifact(found, resolved, judging));
  const complete = isComplete(discovery) && !artifacts.some(isUnread);
  const { digest, kind, identities, labels } = resolved;
  const inside = { image: resolved, artifacts, complete };
  const signature = linkOf("signature", ["signature", "provenance"], inside);
  const builds = artifacts.map((one) => (one.built ? { ...one, state: one.built.state, reason: one.built.reason } : one));
  const provenance = linkOf("provenance", ["provenance"], { ...inside, artifacts: builds });
  const links: readonly TrailLink[] = [
    pinned
      ? { id: "image", state: "verified", reason: "It is named by its digest.", artifacts: [] }
      : { id: "image", state: "claim-only", reason: `The tag means ${digest} at the moment; a tag can be moved.`, artifacts: [] },
    digestLink(resolved),
    signature,
    provenance,
    sourceLink(resolved, builds, complete),
    { id: "commit", state: "unknown", reason: "The commit was not looked at: that takes its raw object.", artifacts: [] },
    linkOf("sbom", ["sbom"], inside),
  ];
  const { state, reason } = signature;
  const source = namedSource(resolved, builds);
  const { looked } = discovery;
  const named = source && { source };
  return { image, resolved: { digest, kind, identities, labels }, state, reason, links, ...named, artifacts, looked };
}

/** @returns the trail of an image that could not be looked at: nothing of it is known. */
export function unseenTrail(image: string, failure: Pick<LookFailure, "message"> & Partial<LookFailure>): Trail {
  const { message } = failure;
  const stateOf = (id: TrailLink["id"]) => (id === "digest" && failure.code === "wrongDigest" ? "invalid" : "unknown");
  const links = linkIds.map((id): TrailLink => ({ id, state: stateOf(id), reason: message, artifacts: [] }));
  return { image, state: "unknown", reason: message, links, artifacts: [], looked: [] };
}

/** @returns an image of which a reference gives the digest and nothing else. */
export function namedImage(digest: Digest, failure: LookFailure): ResolvedImage {
  return { digest, kind: "manifest", identities: [], labels: { kind: "unknown", failure }, failures: [failure] };
}

/** @returns a reference as a trail shows it. */
export function imageName(reference: ImageReference): string {
  return formatReference(reference);
}

function isUnread({ state, result }: JudgedArtifact): boolean {
  return state === "unknown" && result === undefined;
}

function digestLink({ digest, kind, identities, failures }: ResolvedImage): TrailLink {
  const [failure] = failures;
  const wrong = failures.find(({ code }) => code === "wrongDigest");
  if (wrong !== undefined) return { id: "digest", state: "invalid", reason: wrong.message, artifacts: [] };
  if (failure !== undefined) return { id: "digest", state: "unknown", reason: failure.message, artifacts: [] };
  const parts =
    kind === "index" ? `an index of ${identities.length} platforms, each read by its digest` : "the manifest of one platform";
  return { id: "digest", state: "verified", reason: `The bytes have the digest ${digest}: ${parts}.`, artifacts: [] };
}

interface Naming {
  readonly built: BuiltBy;
  /** Its place among the artefacts. */
  readonly seq: number;
}

/** The best provenance that names a source. A label comes before one that nobody signed: then there is none. */
function provenanceNaming({ labels }: ResolvedImage, builds: readonly JudgedArtifact[]): Naming | undefined {
  const naming = builds.flatMap(({ built }, seq) => (built?.source === undefined ? [] : [{ built, seq }]));
  const [best] = naming.toSorted((one, other) => rank(one.built.sourceState) - rank(other.built.sourceState));
  const labelled = labels.kind === "found" && labels.value.source !== undefined;
  return best?.built.sourceState === "claim-only" && labelled ? undefined : best;
}

/** The source that the link `source` speaks of. */
function namedSource(image: ResolvedImage, builds: readonly JudgedArtifact[]): NamedSource | undefined {
  const built = provenanceNaming(image, builds)?.built;
  const label = image.labels.kind === "found" ? image.labels.value : {};
  const named = built?.source ?? label.source;
  const repository = named === undefined ? undefined : readGitUri(named)?.repository;
  if (repository === undefined) return undefined;
  const commit = built?.source === undefined ? label.revision : built.commit;
  return { repository, ...(commit !== undefined && { commit }) };
}

const mayBeBetter = "Not every place could be looked at, so there may be better evidence.";

function sourceLink(image: ResolvedImage, builds: readonly JudgedArtifact[], complete: boolean): TrailLink {
  const { labels } = image;
  const { source, revision } = labels.kind === "found" ? labels.value : {};
  const naming = provenanceNaming(image, builds);
  if (naming !== undefined) return namedByProvenance(naming, revision, complete);
  if (source !== undefined) {
    const at = revision === undefined ? "" : ` at ${revision}`;
    const reason = `A label of the image names ${source}${at}; anybody can write one.`;
    return { id: "source", state: "claim-only", reason, artifacts: [] };
  }
  if (labels.kind === "unknown") return { id: "source", state: "unknown", reason: labels.failure.message, artifacts: [] };
  if (!complete) return { id: "source", state: "unknown", reason: "Not every place could be looked at.", artifacts: [] };
  return { id: "source", state: "unsigned", reason: "Nothing names its source.", artifacts: [] };
}

function namedByProvenance({ built, seq }: Naming, revision: string | undefined, complete: boolean): TrailLink {
  const { source: repository, commit, sourceState, sourceReason } = built;
  const open = sourceState === "claim-only" && !complete;
  const differs = revision !== undefined && commit !== undefined && revision !== commit;
  const told = [
    ...(sourceState === "invalid" ? [] : [`A provenance names ${repository}${commit === undefined ? "" : ` at ${commit}`}.`]),
    sourceReason,
    ...(differs ? [`A label says ${revision} instead.`] : []),
    ...(open ? [mayBeBetter] : []),
  ];
  return { id: "source", state: open ? "unknown" : sourceState, reason: told.join(" "), artifacts: [seq] };
}

interface Inside {
  readonly image: ResolvedImage;
  readonly artifacts: readonly JudgedArtifact[];
  /** Every place gave a definite answer, and everything there could be read. */
  readonly complete: boolean;
}

/** Best first. A sound signature is better than a broken one; that one was there is better known than that nobody could look. */
export const bestFirst: readonly VerificationState[] = [
  "verified",
  "signed-untrusted",
  "signed-unverifiable",
  "invalid",
  "unknown",
  "stale",
  "claim-only",
  "unsigned",
];

function rank(state: VerificationState): number {
  return bestFirst.indexOf(state);
}

/** The best artefact of each platform, and of the platforms the worst. */
function linkOf(id: TrailLink["id"], roles: readonly ArtifactRole[], { image, artifacts, complete }: Inside): TrailLink {
  const candidates = artifacts
    .map((one, seq) => ({ ...one, seq }))
    .filter(({ role, state }) => roles.includes(role) && countsFor(id, role, state));
  const platforms = image.identities.length === 0 ? [image.digest] : image.identities.map(({ manifest }) => manifest);
  const best = platforms.map((manifest) => bestOf(id, coveringPlatform(candidates, image.digest, manifest), complete));
  // A platform that could not be read may be covered by nothing but the index.
  if (image.failures.length > 0) best.push(bestOf(id, coveringPlatform(candidates, image.digest, undefined), false));
  const worst = best.toSorted((one, other) => rank(other.state) - rank(one.state))[0];
  if (worst === undefined) return nothing(id, complete);
  return { ...worst, artifacts: [...new Set(best.flatMap((one) => one.artifacts))].sort((one, other) => one - other) };
}

/** A statement that nobody signed is no signature. */
function countsFor(id: TrailLink["id"], role: ArtifactRole, state: VerificationState): boolean {
  return !(id === "signature" && role === "provenance" && state === "claim-only");
}

function bestOf(id: TrailLink["id"], covering: readonly Numbered[], complete: boolean): TrailLink {
  const best = covering.toSorted((one, other) => rank(one.state) - rank(other.state))[0];
  if (best === undefined) return nothing(id, complete);
  if (best.state === "claim-only" && !complete)
    return {
      id,
      state: "unknown",
      reason: `${best.reason} ${mayBeBetter}`,
      artifacts: [best.seq],
    };
  return { id, state: best.state, reason: best.reason, artifacts: [best.seq] };
}

type Numbered = JudgedArtifact & { readonly seq: number };

const absences: Readonly<Partial<Record<TrailLink["id"], string>>> = {
  signature: "Every place was looked at, and nobody signed it.",
  provenance: "Every place was looked at, and nothing says how it was built.",
  sbom: "Every place was looked at, and nothing lists what is in it.",
};

function nothing(id: TrailLink["id"], complete: boolean): TrailLink {
  if (!complete) return { id, state: "unknown", reason: "Not every place could be looked at.", artifacts: [] };
  return { id, state: "unsigned", reason: absences[id] ?? "Nothing is there.", artifacts: [] };
}
