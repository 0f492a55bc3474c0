/** “If this were enforced today, these pods in these clusters would be refused, for these reasons.” */
import type { DryRun, DryRunPlace, DryRunQuery, DryRunTry } from "../../../contracts/supply-chain/dry-run.ts";
import { ok } from "../../../core/result.ts";
import { compileImagePolicies } from "../../../core/supply-chain/policy/compile.ts";
import { type DryRunTerms, type DryRunVerdict, type KnownImage, tryImage } from "../../../core/supply-chain/policy/dry-run.ts";
import type { ImagePolicy } from "../../../core/supply-chain/policy/image-policy.ts";
import type { Actor } from "../../auth/actor.ts";
import { decodeCursor, encodeCursor } from "../../database/cursor.ts";
import type { SeenImages } from "../../database/supply-chain/images.ts";
import { type Judgement, loadJudgement } from "../../supply-chain/judgement.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { badCursor } from "../scans/scans.ts";
import type { Services } from "../services.ts";
import { detailsOf, knownOf, knownWithout, type RunningName, runningNames } from "./dry-run-images.ts";
import { dryRunSentence, reasonWords, tallyOf } from "./dry-run-words.ts";
import { imageGaps } from "./images.ts";

export const dryRunPolicies = defineUseCase<DryRunQuery, DryRun>("report:read", async (actor, query, services) => {
  const asked = await storedTry(actor, query, services);
  if (!asked.ok) return asked;
  const tried = await tryAll(actor, asked.value, services);
  if (!tried.ok) return tried;
  const page = pageOf(tried.value.places, query);
  if (page === undefined) return refuse("badRequest", badCursor);
  return ok({ ...tried.value.summary, ...page });
});

/** @returns what is asked of stored policies: of those that are named, or of all that are no drafts. */
export async function storedTry(
  actor: Actor,
  { policy: wanted, ...rest }: Pick<DryRunQuery, "policy" | "cluster" | "namespace" | "unmatched">,
  { repositories }: Services,
): Promise<Outcome<Tried>> {
  const stored = await repositories.signingPolicies.list(actor.scope);
  if (wanted?.some((id) => !stored.some((one) => one.id === id))) return refuse("notFound");
  const policies = stored.filter(({ id, draft }) => (wanted ? wanted.includes(id) : !draft));
  return ok({ ...rest, policies, drafts: new Set(policies.flatMap(({ name, draft }) => (draft ? [name] : []))) });
}

export const tryPolicies = defineUseCase<DryRunTry, DryRun>("report:read", async (actor, { limit, ...input }, services) => {
  const policies = input.policies.map((policy, index) => ({ id: `spl_try${index}`, ...policy }));
  const tried = await tryAll(actor, { ...input, policies, drafts: new Set(policies.map(({ name }) => name)) }, services);
  if (!tried.ok) return tried;
  const page = pageOf(tried.value.places, { limit });
  return page ? ok({ ...tried.value.summary, ...page }) : refuse("badRequest", badCursor);
});

export interface Tried {
  readonly policies: readonly ImagePolicy[];
  readonly drafts: ReadonlySet<string>;
  readonly unmatched: "allow" | "refuse";
  readonly cluster?: readonly string[] | undefined;
  readonly namespace?: readonly string[] | undefined;
}

export interface TriedAll {
  readonly places: readonly DryRunPlace[];
  readonly summary: Omit<DryRun, "items" | "next" | "total">;
}

/** @returns every container that runs with its verdict, those that would be refused first, and what they come to. */
export async function tryAll(actor: Actor, tried: Tried, services: Services): Promise<Outcome<TriedAll>> {
  const { repositories } = services;
  const compiled = compileImagePolicies(tried.policies);
  if (!compiled.ok) {
    const { message, remedy, path = "" } = compiled.error;
    return refuse("signingPolicyRefused", { detail: message, remedy, issues: [{ path: `policies${path}`, message }] });
  }
  const [seen, judgement] = await Promise.all([repositories.images.seen(actor.scope), loadJudgement(repositories.judgement)]);
  const terms: DryRunTerms = { policies: compiled.value, trustedKeys: keysOf(judgement), unmatched: tried.unmatched };
  const inPlace = seen.running.filter(
    ({ clusterId, namespace }) =>
      (!tried.cluster || tried.cluster.includes(clusterId)) && (!tried.namespace || tried.namespace.includes(namespace)),
  );
  const answers = await verdictsOf({ actor, seen: { ...seen, running: inPlace }, terms, judgement }, services);
  const clusters = seen.clusters.filter(({ id }) => !tried.cluster || tried.cluster.includes(id));
  const places = answers.map((answer) => placeOf(answer, seen)).sort(byWeight);
  return ok({
    places,
    summary: {
      sentence: dryRunSentence(places, tried.policies.length),
      policies: tried.policies.map(({ name, images }) => ({
        ...{ name, images: [...images], draft: tried.drafts.has(name) },
        refused: podsOf(places.filter(({ verdict, policy }) => verdict === "refused" && policy === name)),
      })),
      ...countsOf(places),
      clusters: clusters.map(({ id, name, scanId, takenAt }) => {
        const own = places.filter(({ clusterId }) => clusterId === id);
        const ofVerdict = (verdict: DryRunPlace["verdict"]) => podsOf(own.filter((place) => place.verdict === verdict));
        return {
          ...{ id, name, scanId, takenAt: takenAt?.toISOString() },
          ...{ refused: ofVerdict("refused"), notAssessed: ofVerdict("notAssessed"), pods: podsOf(own) },
        };
      }),
      gaps: await imageGaps(actor.scope, clusters, services),
    },
  });
}

function keysOf({ profiles }: Judgement): ReadonlySet<string> {
  return new Set(
    profiles.flatMap((profile) => (profile.kind === "keys" ? profile.keys.map(({ fingerprint }) => fingerprint) : [])),
  );
}

interface Asked {
  readonly actor: Actor;
  readonly seen: SeenImages;
  readonly terms: DryRunTerms;
  readonly judgement: Judgement;
}

interface Answer extends RunningName {
  readonly verdict: DryRunVerdict;
}

interface HeldTerms extends DryRunTerms {
  /** Of today. */
  readonly trustRevision: string;
}

/** The rows of lists settle most images; of the others all that is kept is read. */
async function verdictsOf({ actor, seen, terms, judgement }: Asked, services: Services): Promise<readonly Answer[]> {
  const now = services.now();
  const signers = Map.groupBy(await services.repositories.images.signers(actor.scope), ({ imageId }) => imageId);
  const known = new Map(seen.records.map((record) => [record.id, knownOf(record, signers.get(record.id) ?? [], now)]));
  const of = ({ record, row }: RunningName): KnownImage => (record && known.get(record.id)) ?? knownWithout(row);
  const all = runningNames(seen);
  const { trustRevision } = judgement;
  const isOpen = (one: RunningName) => needsDetails(one, of(one), { ...terms, trustRevision });
  const open = new Set(all.flatMap((one) => (one.record && isOpen(one) ? [one.record.id] : [])));
  const details = await detailsOf({ scope: actor.scope, trustRevision }, [...open], services);
  for (const [id, found] of details) known.set(id, { ...(known.get(id) as KnownImage), ...found });
  return all.map((one) => ({ ...one, verdict: tryImage(one.name, of(one), terms) }));
}

/**
 * What is stated, and where it comes from, is not in the rows of lists; nor is whether there may be another signature. Their
 * signers are by the trust that judged last.
 */
function needsDetails({ name, record }: RunningName, known: KnownImage, { trustRevision, ...terms }: HeldTerms): boolean {
  if (name === undefined || known.notLooked !== undefined || known.withoutDigest !== undefined || known.old !== undefined)
    return false;
  const matching = terms.policies.matching(name);
  if (matching.length === 0) return false;
  if (known.complete && known.artifacts.length === 0) return false;
  if (record === undefined || record.judgedTrust !== trustRevision || record.uneven) return true;
  const asksMore = matching.some(({ policy }) => policy.attestations.length > 0 || policy.sources.length > 0);
  return asksMore || tryImage(name, known, terms).verdict !== "allowed";
}

function placeOf({ row, record, verdict }: Answer, { clusters }: SeenImages): DryRunPlace {
  const { clusterId, namespace, kind, workload, container, type, pods, image } = row;
  return {
    ...{ clusterId, namespace, kind, workload, container, type, pods, image, ...verdict },
    cluster: clusters.find(({ id }) => id === clusterId)?.name ?? "",
    imageId: record?.id,
    state: record?.states.signature,
    asOf: record?.lookedAt?.toISOString(),
  };
}

const weights: Readonly<Record<DryRunPlace["verdict"], number>> = { refused: 0, notAssessed: 1, notNamed: 2, allowed: 3 };

function byWeight(one: DryRunPlace, other: DryRunPlace): number {
  return weights[one.verdict] - weights[other.verdict] || (keyOf(one) < keyOf(other) ? -1 : 1);
}

function keyOf({ cluster, namespace, kind, workload, type, container, image }: DryRunPlace): string {
  return [cluster, namespace, kind, workload, type, container, image].join(" ");
}

function podsOf(places: readonly DryRunPlace[]): number {
  return tallyOf(places).pods;
}

function countsOf(places: readonly DryRunPlace[]): Pick<DryRun, "verdicts" | "reasons"> {
  const of = (verdict: DryRunPlace["verdict"]) => tallyOf(places.filter((place) => place.verdict === verdict));
  const reasons = [...Map.groupBy(places, ({ verdict, reason }) => `${verdict} ${reason}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || first.verdict === "allowed") return [];
    const { verdict, reason } = first;
    return [{ verdict, reason, ...reasonWords(reason), ...tallyOf(group) }];
  });
  return {
    verdicts: { refused: of("refused"), notAssessed: of("notAssessed"), allowed: of("allowed"), notNamed: of("notNamed") },
    reasons: reasons.sort((one, other) => weights[one.verdict] - weights[other.verdict] || other.pods - one.pods),
  };
}

function pageOf(places: readonly DryRunPlace[], query: Pick<DryRunQuery, "limit"> & Partial<DryRunQuery>) {
  const { verdict, reason, cursor, limit, q = "" } = query;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, ["number", "string"]);
  if (cursor !== undefined && after === undefined) return undefined;
  const text = q.toLowerCase();
  const left = places.filter(
    (place) =>
      (!verdict || place.verdict === verdict) &&
      (!reason || place.reason === reason) &&
      keyOf(place).toLowerCase().includes(text),
  );
  const [weight = -1, key = ""] = (after ?? []) as [number?, string?];
  const rest = left.filter(
    (place) => weights[place.verdict] > weight || (weights[place.verdict] === weight && keyOf(place) > key),
  );
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const next = rest.length > limit && last ? encodeCursor([weights[last.verdict], keyOf(last)]) : undefined;
  return { items, total: left.length, ...(next !== undefined && { next }) };
}
