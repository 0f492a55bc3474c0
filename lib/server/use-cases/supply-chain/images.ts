/** The images that run in the clusters that the actor sees: the table, and the wish to have one looked at again. */
import type { ImageList, ImageQuery, ImageRow, LinkState } from "../../../contracts/supply-chain.ts";
import { ok } from "../../../core/result.ts";
import { type CursorPart, decodeCursor, encodeCursor } from "../../database/cursor.ts";
import type { Scope } from "../../database/scope.ts";
import type { SeenImages } from "../../database/supply-chain/images.ts";
import { type Judgement, loadJudgement } from "../../supply-chain/judgement.ts";
import { attempt, Refused } from "../attempt.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { badCursor } from "../scans/scans.ts";
import type { Services } from "../services.ts";
import { groupImages, type ImageGroup } from "./image-groups.ts";
import { imageRow, type RowContext } from "./image-row.ts";
import { type Reports, reportedOf, reportsByDigest, worstReportedFirst } from "./reported-vulnerabilities.ts";
import { tagKey } from "./tag-drift.ts";

export const listImages = defineUseCase<ImageQuery, ImageList>("report:read", async ({ scope }, query, services) => {
  const { repositories } = services;
  const [seen, judgement, reports] = await Promise.all([
    repositories.images.seen(scope),
    loadJudgement(repositories.judgement),
    loadReports(scope, services),
  ]);
  const clusters = seen.clusters.filter(({ id }) => !query.cluster || query.cluster.includes(id));
  const context = rowContext(seen, judgement, services.now());
  const groups = groupImages({ running: seen.running.filter((row) => isInPlace(row, query)), records: seen.records });
  const withReport = (group: ImageGroup, row: ImageRow) => withReports(row, reportedOf(group, reports));
  const isSorted = query.sort === "vulnerabilities";
  const rowOf = (group: ImageGroup) => (isSorted ? withReport(group, imageRow(group, context)) : imageRow(group, context));
  const found = groups.map((group) => ({ key: group.key, group, row: rowOf(group) })).filter((one) => matches(one, query));
  const left = found.filter(({ row }) => !query.state || query.state.includes(row.state));
  const page = pageOf(left, query);
  if (page === undefined) return refuse("badRequest", badCursor);
  return ok({
    images: page.items.map(({ group, row }) => (isSorted ? row : withReport(group, row))),
    ...(page.next !== undefined && { next: page.next }),
    total: left.length,
    counts: countsOf(found.map(({ row }) => row)),
    pods: podsOf(left.map(({ row }) => row)),
    registries: registriesOf(groups),
    unseen: unseenOf(groups),
    clusters: clusters.map(({ id, name, scanId, takenAt }) => ({
      ...{ id, name },
      ...(scanId !== undefined && { scanId }),
      ...(takenAt && { takenAt: takenAt.toISOString() }),
    })),
    gaps: await imageGaps(scope, clusters, services),
    stale: seen.records.some(({ judgedBy }) => judgedBy !== undefined && judgedBy !== context.revision),
  });
});

async function loadReports(scope: Scope, { repositories, now }: Services): Promise<Reports> {
  const [images, { kev }] = await Promise.all([
    repositories.runningVulnerabilities.images(scope),
    repositories.vulnerabilityLists.get(scope),
  ]);
  return { byDigest: reportsByDigest(images), kevLoaded: kev !== undefined, now: now() };
}

function withReports(row: ImageRow, vulnerabilities: ImageRow["vulnerabilities"]): ImageRow {
  return vulnerabilities === undefined ? row : { ...row, vulnerabilities };
}

/** @returns what rows are made with. */
export function rowContext({ signers, tags }: SeenImages, { revision }: Judgement, now: Date): RowContext {
  return {
    ...{ now, revision },
    signers: Map.groupBy(signers, ({ imageId }) => imageId),
    tags: new Map(tags.map((tag) => [tagKey(tag), tag])),
  };
}

function isInPlace({ clusterId, namespace }: SeenImages["running"][number], { cluster, namespace: wanted }: ImageQuery): boolean {
  return (!cluster || cluster.includes(clusterId)) && (!wanted || wanted.includes(namespace));
}

interface Listed {
  readonly key: string;
  readonly group: ImageGroup;
  readonly row: ImageRow;
}

function matches({ group, row }: Listed, { q, signer, pinning, drift, registry }: ImageQuery): boolean {
  if (signer !== undefined && !row.signers.some(({ id }) => id === signer)) return false;
  if (pinning && !(row.pinning && pinning.includes(row.pinning))) return false;
  if (drift && !drift.includes(row.drift)) return false;
  if (registry && !registriesOfGroup(group).some((one) => registry.includes(one))) return false;
  return q === undefined || q.trim() === "" || holdsText({ group, row }, q.trim().toLowerCase());
}

function holdsText({ group, row }: Pick<Listed, "group" | "row">, text: string): boolean {
  const texts = [
    row.name,
    row.digest ?? "",
    ...row.tags,
    ...group.records.flatMap(({ digest, digests }) => [digest, ...digests]),
  ];
  const places = group.running.flatMap(({ namespace, workload, image }) => [`${namespace}/${workload}`, image]);
  return [...texts, ...places].some((one) => one.toLowerCase().includes(text));
}

/** The worst first: what is proved to be wrong, what nobody answers for, what nobody can tell. */
const worstFirst: readonly LinkState[] = [
  ...(["invalid", "unsigned", "claim-only", "signed-untrusted", "signed-unverifiable"] as const),
  ...(["unknown", "stale", "verified"] as const),
];

const sorts: Readonly<Record<ImageQuery["sort"], (row: ImageRow) => CursorPart>> = {
  attention: ({ state, broken }) => (broken ? -1 : worstFirst.indexOf(state)),
  vulnerabilities: worstReportedFirst,
  name: () => 0,
  pods: ({ pods }) => -pods,
  built: ({ createdAt = "~" }) => createdAt,
};

function pageOf(listed: readonly Listed[], { sort, cursor, limit }: ImageQuery) {
  const partsOf = ({ row, key }: Listed): readonly CursorPart[] => [sorts[sort](row), row.name, key];
  const types = [sort === "built" || sort === "vulnerabilities" ? "string" : "number", "string", "string"] as const;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, types);
  if (cursor !== undefined && after === undefined) return undefined;
  const sorted = listed
    .map((one) => ({ one, parts: partsOf(one) }))
    .sort((one, other) => compareParts(one.parts, other.parts))
    .filter(({ parts }) => after === undefined || compareParts(parts, after) > 0);
  const items = sorted.slice(0, limit);
  const last = items.at(-1);
  const next = sorted.length > limit && last ? encodeCursor(last.parts) : undefined;
  return { items: items.map(({ one }) => one), next };
}

function compareParts(one: readonly CursorPart[], other: readonly CursorPart[]): number {
  for (const [place, part] of one.entries()) {
    const against = other[place] ?? part;
    if (part !== against) return part < against ? -1 : 1;
  }
  return 0;
}

function countsOf(rows: readonly ImageRow[]): ImageList["counts"] {
  const counts: ImageList["counts"] = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

function podsOf(rows: readonly ImageRow[]): ImageList["pods"] {
  const sum = (some: readonly ImageRow[]) => some.reduce((total, { pods }) => total + pods, 0);
  const having = (wanted: LinkState) => sum(rows.filter(({ state }) => state === wanted));
  return { all: sum(rows), verified: having("verified"), unknown: having("unknown") + having("stale") };
}

function registriesOfGroup({ running, records }: ImageGroup): readonly string[] {
  return [...new Set([...running.map(({ registry }) => registry), ...records.map(({ registry }) => registry)])].flatMap(
    (registry) => registry ?? [],
  );
}

function registriesOf(groups: readonly ImageGroup[]): ImageList["registries"] {
  return mostFirst(groups.flatMap(registriesOfGroup), 50).map(({ value: name, count: images }) => ({ name, images }));
}

/** What kept us from looking, of images that were looked at in vain. */
function unseenOf(groups: readonly ImageGroup[]): ImageList["unseen"] {
  const vain = groups.flatMap(({ records }) => records.filter(({ states }) => states.digest === "unknown"));
  const told = mostFirst(
    vain.map(({ registry, reason }) => JSON.stringify([registry, reason])),
    10,
  );
  return told.map(({ value, count }) => {
    const [registry = "", reason = ""] = JSON.parse(value) as string[];
    return { registry, reason, images: count };
  });
}

function mostFirst(values: readonly string[], most: number): readonly { readonly value: string; readonly count: number }[] {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, same]) => ({ value, count: same.length }));
  return counts.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1)).slice(0, most);
}

/** @returns what of the pods of clusters could not be seen. */
export async function imageGaps(
  scope: Scope,
  clusters: SeenImages["clusters"],
  { repositories }: Services,
): Promise<ImageList["gaps"]> {
  const gaps = await Promise.all(
    clusters.map(async ({ name, scanId, older }) => {
      if (older)
        return [{ resource: "pods", reason: "notCollected" as const, detail: `${name} was scanned before images were kept.` }];
      if (scanId === undefined) return [];
      const looks = await repositories.scans.looks(scope, scanId);
      return looks.filter(({ resource }) => resource === "pods").flatMap((look) => look.gaps);
    }),
  );
  return gaps.flat();
}

interface ByImage {
  readonly id: string;
}

export const lookAgain = defineUseCase<ByImage, { due: true }>("scan:run", (actor, { id }, services) =>
  attempt(services, async (tx) => {
    const image = await tx.images.get(actor.scope, id);
    if (image === undefined || !(await tx.images.look(actor.scope, id, services.now()))) throw new Refused({ code: "notFound" });
    const { registry, repository, digest } = image;
    await record(tx, actor, { action: "image.look", subject: `${registry}/${repository}`, detail: { digest } });
    return { due: true as const };
  }),
);
