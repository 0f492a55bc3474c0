/** The trail of an image, or of what a workload runs, with the evidence that it rests on. */

import { sourceKey } from "../../../contracts/supply-chain/source-key.ts";
import type { ImageEvidence, ImageTrailView, TrailLinkView, TrailQuery } from "../../../contracts/supply-chain.ts";
import { ok } from "../../../core/result.ts";
import { isStale } from "../../../core/supply-chain/trail/freshness.ts";
import { type Trail, unseenTrail } from "../../../core/supply-chain/trail/trail.ts";
import type { Actor } from "../../auth/actor.ts";
import type { RunningImageRow, WholeImage } from "../../database/supply-chain/image-rows.ts";
import type { SeenImages } from "../../database/supply-chain/images.ts";
import type { AskedAbout } from "../../database/supply-chain/security-documents.ts";
import { type EvidenceKind, readableEvidence } from "../../supply-chain/evidence-text.ts";
import { type Judgement, loadJudgement } from "../../supply-chain/judgement.ts";
import { sourceLook } from "../../supply-chain/source-looks.ts";
import { isWhollySeen, soundArtifacts, storedTrail } from "../../supply-chain/stored-trail.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { admissionOf } from "./admission-link.ts";
import { deliveriesTo } from "./deliveries.ts";
import type { ImageDocuments } from "./document-links.ts";
import { heldTo } from "./held-to.ts";
import { groupImages, type ImageGroup, nameOf } from "./image-groups.ts";
import { heldState, imageRow, isDue, type RowContext } from "./image-row.ts";
import { rowContext } from "./images.ts";
import { artifactView } from "./trail-artifacts.ts";
import { linkViews, podsOf } from "./trail-links.ts";
import { trailSentence } from "./trail-sentence.ts";

interface ByImage {
  readonly id: string;
}

export const getImageTrail = defineUseCase<ByImage, ImageTrailView>("report:read", async (actor, { id }, services) => {
  const ground = await groundOf(actor, services);
  const group = groupImages(ground.seen).find(({ records }) => records.some((record) => record.id === id));
  if (group === undefined) return refuse("notFound");
  return viewOf(actor, { ...ground, group, id, running: group.running, others: [] }, services);
});

export const getWorkloadTrail = defineUseCase<TrailQuery, ImageTrailView>("report:read", async (actor, query, services) => {
  const ground = await groundOf(actor, services);
  const { seen, context } = ground;
  const ofWorkload = seen.running.filter(
    ({ clusterId, namespace, kind, workload }) =>
      clusterId === query.cluster && namespace === query.namespace && kind === query.kind && workload === query.name,
  );
  const named = query.container ?? ofWorkload.find(({ type }) => type === "container")?.container ?? ofWorkload[0]?.container;
  const rows = ofWorkload.filter(({ container }) => container === named);
  const most = rows.toSorted((one, other) => other.pods - one.pods)[0];
  const groups = groupImages(seen);
  const group = most && groups.find(({ running }) => running.includes(most));
  if (most === undefined || group === undefined || named === undefined) return refuse("notFound");
  const running = rows.filter((row) => group.running.includes(row));
  const others = rows.filter((row) => !group.running.includes(row));
  const id = group.records.find((record) => isAskedFor(most, record))?.id ?? group.records[0]?.id;
  const trail = await viewOf(actor, { ...ground, group, ...(id && { id }), running, others }, services);
  if (!trail.ok) return trail;
  return ok({ ...trail.value, container: named, containers: containersOf(ofWorkload, groups, context) });
});

/** What every trail is made on. */
interface Ground {
  readonly seen: SeenImages;
  readonly judgement: Judgement;
  readonly context: RowContext;
}

async function groundOf({ scope }: Actor, { repositories, now }: Services): Promise<Ground> {
  const [seen, judgement] = await Promise.all([repositories.images.seen(scope), loadJudgement(repositories.judgement)]);
  return { seen, judgement, context: rowContext(seen, judgement, now()) };
}

function isAskedFor(
  { idRegistry, idRepository, digest }: RunningImageRow,
  record: WholeImage | ImageGroup["records"][number],
): boolean {
  return record.registry === idRegistry && record.repository === idRepository && record.digest === digest;
}

function containersOf(rows: readonly RunningImageRow[], groups: readonly ImageGroup[], context: RowContext) {
  const byName = Map.groupBy(rows, ({ container }) => container);
  return [...byName.values()].flatMap(([first]) => {
    const group = first && groups.find(({ running }) => running.includes(first));
    if (first === undefined || group === undefined) return [];
    return [{ name: first.container, type: first.type, image: first.image, state: imageRow(group, context).state }];
  });
}

interface Wanted extends Ground {
  readonly group: ImageGroup;
  /** The record to show; absent where the image is asked for nowhere. */
  readonly id?: string;
  readonly running: readonly RunningImageRow[];
  readonly others: readonly RunningImageRow[];
}

const ofRegistry: ReadonlySet<string> = new Set(["image", "digest", "signature", "provenance", "source", "sbom"]);

function withRegistryRemedy(link: TrailLinkView): TrailLinkView {
  if (link.state !== "unknown" || !ofRegistry.has(link.id)) return link;
  return { ...link, remedy: "Allow its registry under Settings → Registries." };
}

async function viewOf(
  actor: Actor,
  { seen, judgement, context, group, id, running, others }: Wanted,
  services: Services,
): Promise<Outcome<ImageTrailView>> {
  const image = id === undefined ? undefined : await services.repositories.images.get(actor.scope, id);
  if (id !== undefined && image === undefined) return refuse("notFound");
  const row = imageRow(group, context);
  const { trail, unverified } =
    image === undefined || (image.lookedAt === undefined && image.artifacts.length === 0)
      ? { trail: unseenTrail("", { message: image?.reason || row.reason }), unverified: [] }
      : storedTrail(image, judgement);
  const asOf = image?.lookedAt?.toISOString();
  const stale = image && staleness(image, unverified.length > 0, context.now);
  const { sources } = services.repositories;
  const source = await sourceLook(sources, { scope: actor.scope, source: trail.source, judgement, now: context.now });
  const push = id === undefined ? undefined : await services.repositories.images.push(actor.scope, id);
  const deliveries = await deliveriesTo(actor, running, services);
  const asked = [...running, ...others].flatMap(({ digest, wanted }) => (digest && wanted ? [digest, wanted] : []));
  const same = asked.length === 0 ? [] : await services.repositories.images.sameImages(actor.scope, asked);
  const shown = linkViews({
    source,
    documents: await documentsAbout({ digests: allDigests(group, image), ...(id && { id }) }, { actor, judgement, services }),
    evidence: trail.artifacts.map((_, seq) => image?.artifacts[seq]?.evidence),
    admission: await admissionOf(actor, running, { services, clusterName: (of) => clusterName(seen, of) }),
    ...{ trail, running, others, same, tags: context.tags, now: context.now },
    ...(deliveries && { deliveries }),
    ...(push && { push }),
    ...(stale !== undefined && { stale }),
    ...(asOf !== undefined && { asOf }),
  });
  // Why a registry was not asked is written down, where it was not; of what waits for its turn nothing is.
  const isUnasked = image !== undefined && image.lookedAt === undefined && image.dueAt === undefined && image.reason !== "";
  const links = isUnasked ? shown.map(withRegistryRemedy) : shown;
  const title = titleOf(running, image ? nameOf(image) : row.name);
  const artifacts = trail.artifacts.map((one, seq) => artifactView(one, image?.artifacts[seq], seq));
  return ok({
    ...(id !== undefined && { id }),
    title,
    sentence: trailSentence(title, links),
    name: image ? nameOf(image) : row.name,
    ...(group.digest && { digest: group.digest }),
    digests: digestsOf(trail),
    places: running.map((one) => placeView(one, seen)),
    pods: podsOf(running),
    links,
    artifacts,
    looked: trail.looked.map(({ answer, ...at }) => ({
      ...at,
      answer: answer.kind,
      ...(answer.kind === "found" && { count: answer.count }),
      ...(answer.kind === "unknown" && { reason: answer.failure.message, remedy: answer.failure.remedy }),
    })),
    repositories: group.records
      .filter((record) => record.id !== id)
      .map((record) => ({ id: record.id, name: nameOf(record), state: heldState(record, "signature", context).state })),
    others: others.map(({ digest, image: reference, pods }) => ({ ...(digest && { digest }), image: reference, pods })),
    due: isDue(group.records, context.now) || group.records.some((record) => waitsForJudgement(record, judgement)),
    ...(asOf !== undefined && { lookedAt: asOf }),
    ...(image?.judgedAt && { judgedAt: image.judgedAt.toISOString() }),
    policies: image ? policiesOf(image, { trail, stale }, judgement) : [],
    ...namedCommit(trail),
  });
}

/** @returns the commit where the trail names one whole, in a repository that a forge may be asked about. */
function namedCommit({ source }: Trail): Pick<ImageTrailView, "source"> {
  const key = sourceKey.safeParse(source);
  return key.success ? { source: key.data } : {};
}

/** The worker judges within moments what changed; what it has nothing of it does not. */
function waitsForJudgement(
  { id: _, lookedAt, judgedBy, states }: ImageGroup["records"][number],
  { revision }: Judgement,
): boolean {
  return judgedBy !== revision && (lookedAt !== undefined || Object.keys(states).length > 0);
}

function allDigests({ digest }: ImageGroup, image: WholeImage | undefined): readonly string[] {
  return [...new Set([...(digest ? [digest] : []), ...(image?.digests ?? [])])];
}

interface Asking {
  readonly actor: Actor;
  readonly judgement: Judgement;
  readonly services: Services;
}

async function documentsAbout(
  image: AskedAbout,
  { actor: { scope }, judgement, services: { repositories, now } }: Asking,
): Promise<ImageDocuments> {
  const [about, { kev }] = await Promise.all([
    repositories.securityDocuments.about(scope, image, heldTo(judgement, now())),
    repositories.vulnerabilityLists.get(scope),
  ]);
  return { ...about, kevLoaded: kev !== undefined, now: now() };
}

function clusterName({ clusters }: SeenImages, id: string): string {
  return clusters.find((one) => one.id === id)?.name ?? "";
}

/** What each policy says that names the image, by any of the names by which it runs. */
function policiesOf(
  { names }: WholeImage,
  { trail, stale }: { readonly trail: Trail; readonly stale: string | undefined },
  { policies }: Judgement,
): ImageTrailView["policies"] {
  const sound = soundArtifacts(trail);
  const verdicts = names.flatMap((name) => policies.verdicts(name, sound));
  // What was not seen could be what a policy asks for.
  const open = !isWhollySeen(trail);
  return [...Map.groupBy(verdicts, ({ policy }) => policy.id).values()].flatMap((same) => {
    const worst = same.find(({ allows }) => !allows) ?? same[0];
    if (worst === undefined) return [];
    const { policy, allows, reason, sentence } = worst;
    const isSure = reason === "refused" || (stale === undefined && (allows || !open));
    return [{ name: policy.name, reason: stale === undefined ? sentence : `${stale} ${sentence}`, ...(isSure && { allows }) }];
  });
}

function staleness({ lookedAt, failure }: WholeImage, olderTrust: boolean, now: Date): string | undefined {
  if (olderTrust) return "Trust or what is uploaded has changed, and not all of it was verified again yet.";
  if (lookedAt === undefined || !isStale(lookedAt, now)) return undefined;
  const why = failure ? ` ${failure.message}` : "";
  return `It was last looked at on ${lookedAt.toISOString().slice(0, 10)}.${why}`;
}

function titleOf(running: readonly RunningImageRow[], name: string): string {
  const workloads = new Set(running.map(({ namespace, workload }) => `${namespace}/${workload}`));
  const [only] = workloads;
  return workloads.size === 1 && only !== undefined ? only : name;
}

function digestsOf({ resolved }: Trail): ImageTrailView["digests"] {
  if (resolved === undefined) return [];
  const index = resolved.kind === "index" ? [{ digest: resolved.digest, of: "index" as const }] : [];
  const parts = resolved.identities.flatMap(({ manifest, config, platform }) => {
    const of = platform && { platform: [platform.os, platform.architecture, platform.variant].filter(Boolean).join("/") };
    return [
      { digest: manifest, of: "manifest" as const, ...of },
      { digest: config, of: "configuration" as const, ...of },
    ];
  });
  return [...index, ...parts];
}

function placeView(row: RunningImageRow, seen: SeenImages): ImageTrailView["places"][number] {
  const { clusterId, namespace, kind, workload, container, type, image, pods, since } = row;
  const cluster = clusterName(seen, clusterId);
  return {
    ...{ clusterId, cluster, namespace, kind, workload, container, type, image, pods },
    ...(since && { since: since.toISOString() }),
  };
}

export const getEvidence = defineUseCase<ByImage & { readonly digest: string }, ImageEvidence>(
  "report:read",
  async ({ scope }, { id, digest }, { repositories }) => {
    const kept = await repositories.images.evidence(scope, id, digest);
    return kept === undefined
      ? refuse("notFound")
      : ok({ ...readableEvidence(kept.value as EvidenceKind), digest: digest as `sha256:${string}` });
  },
);
