/** The links of a trail as they are shown, from what runs back to its source. */
import type { LinkState, TrailLinkView } from "../../../contracts/supply-chain.ts";
import { signerName } from "../../../core/supply-chain/identity/signer-key.ts";
import { type Digest, shortDigest } from "../../../core/supply-chain/images/digest.ts";
import { isSameImage } from "../../../core/supply-chain/images/same-image.ts";
import type { Contradiction } from "../../../core/supply-chain/provenance/cross-check.ts";
import type { BuildLevel } from "../../../core/supply-chain/provenance/level.ts";
import type { RegistryPushLook } from "../../../core/supply-chain/source/registry-push.ts";
import { sourceFields } from "../../../core/supply-chain/trail/built.ts";
import type { Delivery } from "../../../core/supply-chain/trail/delivery.ts";
import type { JudgedArtifact } from "../../../core/supply-chain/trail/judged-artifact.ts";
import type { Trail, TrailLink } from "../../../core/supply-chain/trail/trail.ts";
import type { ImageTagRow, RunningImageRow } from "../../database/supply-chain/image-rows.ts";
import type { SourceLook } from "../../supply-chain/source-looks.ts";
import { type AdmissionPlace, admissionLink } from "./admission-link.ts";
import { type ImageDocuments, sbomLink } from "./document-links.ts";
import { imageLink } from "./image-link.ts";
import { sourceLinkViews } from "./source-link-views.ts";
import { checksOfArtifacts, contradictionsOf, crossChecks } from "./trail-artifacts.ts";
import { vulnerabilitiesLink } from "./vulnerabilities-link.ts";

export interface LinkContext {
  readonly trail: Trail;
  /** Set where all of the cryptography, or the answers of the registry, are older than they may be: why. */
  readonly stale?: string;
  /** Containers that run the image. */
  readonly running: readonly RunningImageRow[];
  /** What other pods of the same container run, of a trail of one workload. */
  readonly others: readonly RunningImageRow[];
  /** Sets of digests that are proved to be of one image each. */
  readonly same: readonly (readonly Digest[])[];
  readonly tags: ReadonlyMap<string, ImageTagRow>;
  readonly now: Date;
  readonly asOf?: string;
  /** What is known of the commit that the trail names. */
  readonly source: SourceLook;
  /** Under which digest each artefact of the trail is kept; undefined for one of which nothing is. */
  readonly evidence: readonly (string | undefined)[];
  readonly documents: ImageDocuments;
  readonly admission: readonly AdmissionPlace[];
  /** How the workload came to its cluster; absent where that was not seen, or where there are several workloads. */
  readonly deliveries?: readonly Delivery[];
  /** Who may push to where the image lies; absent where no registry can be asked for it. */
  readonly push?: RegistryPushLook;
}

type Shown = Pick<TrailLinkView, "title" | "value" | "proof"> & Partial<TrailLinkView>;

export function linkViews(context: LinkContext): TrailLinkView[] {
  const { trail, documents, evidence } = context;
  const sbom = fromTrail("sbom", context, sbomShown);
  return [
    deploymentLink(context),
    podsLink(context),
    imageLink(context),
    digestLink(context),
    fromTrail("signature", context, signatureShown),
    fromTrail("provenance", context, provenanceShown),
    fromTrail("source", context, sourceShown),
    ...sourceLinkViews(context.source, trail.source),
    sbomLink(
      sbom,
      sbom.artifacts.flatMap((seq) => evidence[seq] ?? []),
      documents,
    ),
    vulnerabilitiesLink(documents, { artifacts: trail.artifacts, evidence }),
    admissionLink(context.admission),
  ];
}

const nothing = { artifacts: [], checks: [], reported: [] };

/** Where manifests and image come from different repositories, two have to be trusted: usual, and worth to be told. */
function otherRepository({ trail: { source: image }, deliveries = [] }: LinkContext): TrailLinkView["reported"] {
  return deliveries.flatMap(({ by, source }) => {
    if (source?.repository === undefined || image === undefined || source.repository === image.repository) return [];
    return [{ by, says: `Its manifests come from ${source.repository}, and its image from ${image.repository}.` }];
  });
}

function deploymentLink(context: LinkContext): TrailLinkView {
  const { running, deliveries = [] } = context;
  const reported = [...deliveries.map(({ by, says }) => ({ by, says })), ...otherRepository(context)];
  const workloads = new Set(
    running.map(({ clusterId, namespace, kind, workload }) => `${clusterId}/${namespace}/${kind}/${workload}`),
  );
  const [first] = running;
  const pods = count(podsOf(running), "pod");
  const clusters = count(new Set(running.map(({ clusterId }) => clusterId)).size, "cluster");
  const shared = {
    id: "deployment" as const,
    title: workloads.size === 1 ? (first?.kind ?? "Workload") : "Workloads",
    value: workloads.size === 1 ? `${first?.namespace}/${first?.workload}` : `${workloads.size} workloads`,
    ...nothing,
  };
  const [claim] = deliveries;
  const refuted = deliveries.find((one) => one.refuted !== undefined);
  if (refuted?.refuted !== undefined)
    return {
      ...shared,
      state: "invalid",
      proof: `${refuted.by} says otherwise; ${pods}`,
      reason: refuted.refuted,
      reported,
    };
  if (claim === undefined)
    return {
      ...shared,
      state: "unknown",
      proof: `${pods} in ${clusters}`,
      reason: "Who brought it to the cluster is not known.",
    };
  return {
    ...shared,
    state: "claim-only",
    proof: `by ${claim.by}${claim.name === undefined ? "" : `, ${claim.name}`}; ${pods}`,
    reason: `${claim.says} Nobody signed that.`,
    reported,
  };
}

interface NotAsked {
  readonly row: RunningImageRow & { readonly digest: Digest; readonly wanted: Digest };
  /** Absent: the registry was not asked, or gave no answer. */
  readonly same: boolean | undefined;
}

/** What runs under another digest than the one that was asked for; those that are one image are none of it. */
function notAskedFor({ running, others, same }: LinkContext): readonly NotAsked[] {
  return [...running, ...others].flatMap((row) => {
    const { digest, wanted } = row;
    if (digest === undefined || wanted === undefined) return [];
    const one = isSameImage(digest, wanted, same);
    return one === true ? [] : [{ row: { ...row, digest, wanted }, same: one }];
  });
}

function podsLink(context: LinkContext): TrailLinkView {
  const { running, others } = context;
  const same = podsOf(running);
  const all = same + podsOf(others);
  const shared = {
    id: "pods" as const,
    title: "Pods",
    value: count(all, "pod"),
    proof: `${same} of ${all} run the same digest`,
    ...nothing,
  };
  if (running.some(({ digest }) => digest === undefined))
    return { ...shared, state: "unknown", proof: "no digest", reason: "The runtime has not said which image it runs." };
  const foreign = notAskedFor(context);
  const [first] = foreign.toSorted((one, other) => Number(one.same === undefined) - Number(other.same === undefined));
  if (first !== undefined) return { ...shared, ...foreignShown(first, foreign) };
  if (others.length > 0)
    return {
      ...shared,
      state: "unknown",
      reason: `${count(podsOf(others), "pod")} of it run something else, which this trail does not speak of.`,
    };
  return { ...shared, state: "verified", reason: `By the word of the runtimes, ${same} of ${all} run the same digest.` };
}

function foreignShown({ row, same }: NotAsked, all: readonly NotAsked[]): Pick<TrailLinkView, "state" | "proof" | "reason"> {
  const alike = podsOf(all.filter((one) => one.same === same).map((one) => one.row));
  const [runs, asked] = [shortDigest(row.digest), shortDigest(row.wanted)];
  const verb = alike === 1 ? "runs" : "run";
  if (same === false)
    return {
      state: "invalid",
      proof: `${count(alike, "pod")} ${verb} another image than was asked for`,
      reason: `${asked} was asked for, and ${runs} runs: these are two images.`,
    };
  return {
    state: "unknown",
    proof: `${count(alike, "pod")} ${verb} another digest than was asked for`,
    reason: `${asked} was asked for, and ${runs} runs: whether that is one image was not looked at.`,
  };
}

function digestLink(context: LinkContext): TrailLinkView {
  const { resolved } = context.trail;
  const digest = resolved?.digest ?? context.running[0]?.digest;
  const proof =
    resolved === undefined || resolved.identities.length === 0
      ? "the bytes were not read"
      : resolved.kind === "index"
        ? `index of ${count(resolved.identities.length, "platform")}, all read`
        : "manifest of one platform";
  return fromTrail("digest", context, () => ({ title: "Digest", proof, ...(digest && { value: digest }) }));
}

type Show = (link: TrailLink, artifacts: readonly JudgedArtifact[]) => Shown;

function fromTrail(id: TrailLink["id"], { trail, stale, asOf }: LinkContext, show: Show): TrailLinkView {
  const link = trail.links.find((one) => one.id === id) ?? { id, state: "unknown", reason: trail.reason, artifacts: [] };
  const chosen = link.artifacts.flatMap((seq) => trail.artifacts[seq] ?? []);
  const held: { readonly state: LinkState; readonly reason: string } =
    stale !== undefined && link.state !== "unknown" ? { state: "stale", reason: `${stale} ${link.reason}` } : link;
  return {
    id,
    ...held,
    artifacts: [...link.artifacts],
    checks: checksOfArtifacts(trail.artifacts, link.artifacts),
    reported: [],
    ...(asOf && { asOf }),
    ...show(link, chosen),
  };
}

function signatureShown({ state }: TrailLink, [first]: readonly JudgedArtifact[]): Shown {
  const signer = first?.result?.signer;
  const logged = first?.result?.checks.find(({ id, outcome }) => id === "transparency-log" && outcome === "passed");
  return {
    title: "Signature",
    ...(signer && { value: signer.kind === "key" ? `key ${signerName(signer)}` : signerName(signer) }),
    proof:
      logged?.detail ?? (state === "unsigned" ? "nobody signed it" : state === "unknown" ? "not known" : (first?.layout ?? "")),
  };
}

const systems: Readonly<Record<string, string>> = {
  "github-actions": "GitHub Actions",
  buildkit: "BuildKit",
  "tekton-chains": "Tekton Chains",
};

function provenanceShown({ state }: TrailLink, [first]: readonly JudgedArtifact[]): Shown {
  const built = first?.built;
  if (built === undefined) return { title: "Built by", proof: state === "unsigned" ? "nothing says how" : "not known" };
  const { system, builder, invocation, runner } = built.provenance;
  const contradiction = contradictionsOf(built.provenance, first?.result?.signer).find(({ fact }) => !isOfSource(fact));
  const run = invocation === undefined ? undefined : `run ${invocation.split("/").at(-1)}`;
  const level = built.level.level === 0 ? undefined : `SLSA build level ${built.level.level}`;
  return {
    title: "Built by",
    value: systems[system] ?? builder ?? "no builder named",
    proof: [level, run, runner].filter((part) => part !== undefined).join(", ") || "no run named",
    ...(contradiction && { contradiction, proof: `two proofs, two values: ${contradiction.fact}` }),
    checks: [
      ...checksOfArtifacts([first as JudgedArtifact], [0]),
      ...(builder === undefined ? [] : [builderCheck(built, builder)]),
      levelCheck(built.level),
    ],
  };
}

function isOfSource(fact: string): boolean {
  return sourceFields.has(fact as Contradiction["field"]);
}

function builderCheck({ state, reason }: NonNullable<JudgedArtifact["built"]>, builder: string): TrailLinkView["checks"][number] {
  const outcome = state === "verified" ? "passed" : state === "invalid" ? "failed" : "notAssessed";
  return {
    id: "builder",
    title: "The signer is the builder that the provenance names",
    outcome,
    detail: outcome === "passed" ? builder : reason,
  };
}

/** Level 1 says no more than that a provenance was signed: who built is not vouched for. */
function levelCheck({ level, reason, trustedBuilder }: BuildLevel): TrailLinkView["checks"][number] {
  const outcome = trustedBuilder === undefined ? "notAssessed" : "passed";
  return { id: "build-level", title: `SLSA build level ${level}`, outcome, detail: reason };
}

function sourceShown({ state }: TrailLink, [first]: readonly JudgedArtifact[]): Shown {
  const built = first?.built;
  const signer = first?.result?.signer;
  if (built === undefined)
    return {
      title: "Source",
      proof: state === "claim-only" ? "a label of the image" : state === "unsigned" ? "nothing names it" : "not known",
    };
  const contradiction = contradictionsOf(built.provenance, signer).find(({ fact }) => isOfSource(fact));
  return {
    title: "Source",
    ...(built.source !== undefined && { value: built.source.replace(/^https:\/\/[^/]+\//, "") }),
    proof: contradiction ? `two proofs, two values: ${contradiction.fact}` : (built.provenance.source.ref ?? "no ref named"),
    checks: [...checksOfArtifacts([first as JudgedArtifact], [0]), ...crossChecks(built.provenance, signer)],
    ...(contradiction && { contradiction }),
    ...(contradiction && { remedy: "Build the commit that started the run, sign again, then check again." }),
  };
}

function sbomShown({ state }: TrailLink, [first]: readonly JudgedArtifact[]): Shown {
  const predicateType = first?.result?.statement?.predicateType;
  return {
    title: "Bill of materials",
    ...(predicateType !== undefined && { value: predicateType.includes("cyclonedx") ? "CycloneDX" : "SPDX" }),
    proof: first?.layout ?? (state === "unsigned" ? "nothing lists what is in it" : "not known"),
  };
}

export function podsOf(rows: readonly RunningImageRow[]): number {
  return rows.reduce((sum, { pods }) => sum + pods, 0);
}

export function count(many: number, one: string): string {
  return `${many} ${one}${many === 1 ? "" : "s"}`;
}
