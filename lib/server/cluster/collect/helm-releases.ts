/**
 * Which objects the releases of Helm bring. Helm keeps each revision in a Secret or a ConfigMap of its own: their labels are
 * listed without their contents, and only what the next upgrade builds on is fetched. Nothing but the heads of documents is kept.
 */
import { compareText, type Gap } from "#core/inventory/gap.ts";
import type { Look } from "#core/inventory/inventory.ts";
import type { ItemMeta } from "#core/inventory/items.ts";
import type { HelmReleaseItem } from "#core/inventory/platform-items.ts";
import { err, ok, type Result } from "#core/result.ts";
import { decodeRelease } from "../helm/decode-release.ts";
import { askJson } from "./ask.ts";
import type { Miss } from "./context.ts";
import { type LookContext, lookAt } from "./look.ts";

type HelmLook = Look<"releases.helm.sh">;

const resource = "releases.helm.sh";
/** Records that are fetched and decoded at one time. */
const RECORDS_AT_ONCE = 2;
/** No object of the API is larger than 1.5 MiB; base64 and its frame come on top. */
const MAX_RECORD_BYTES = 4 * 1024 * 1024;
const MAX_GAPS = 50;

const stores = [
  { in: "secrets", part: { labelSelector: "owner=helm", fieldSelector: "type=helm.sh/release.v1" } },
  { in: "configmaps", part: { labelSelector: "owner=helm" } },
] as const;

/** A record of a revision, as its labels describe it. */
interface StoredRecord {
  readonly store: (typeof stores)[number]["in"];
  readonly meta: ItemMeta;
  readonly namespace: string;
  readonly release: string;
  readonly revision: number;
  readonly status: string | undefined;
}

/** @returns the look at the releases; of one that cannot be read a gap that names it. */
export async function lookAtHelmReleases(context: LookContext): Promise<HelmLook> {
  const records: StoredRecord[] = [];
  const gaps: Gap[] = [];
  let seen = false;
  for (const { in: store, part } of stores) {
    const { coverage, items } = await lookAt({ ...context, counted: () => undefined }, store, part);
    if ("gaps" in coverage) gaps.push(...coverage.gaps.map((gap) => ofStore(gap, store)));
    if (coverage.state !== "unseen") seen = true;
    for (const { meta } of items) {
      const record = recordOf(store, meta);
      if (record === undefined) gaps.push(unlabelled(store, meta));
      else records.push(record);
    }
  }
  if (!seen) return { resource, coverage: { state: "unseen", gaps }, items: [] };
  const { items, missed } = await readAll(context, whatAnUpgradeBuildsOn(records));
  const all = limited([...gaps, ...missed]);
  return { resource, coverage: all.length === 0 ? { state: "complete" } : { state: "partial", gaps: all }, items };
}

function ofStore(gap: Gap, store: string): Gap {
  return { ...gap, resource, detail: gap.detail === undefined ? `its ${store}` : `its ${store}: ${gap.detail}` };
}

function unlabelled(store: string, { name, namespace }: ItemMeta): Gap {
  const detail = `${name} of ${store} lacks the labels that name its release and revision`;
  return { resource, reason: "decodeError", ...(namespace !== undefined && { namespace }), detail: detail.slice(0, 200) };
}

function recordOf(store: StoredRecord["store"], meta: ItemMeta): StoredRecord | undefined {
  const { name: release, version, status } = meta.labels ?? {};
  const revision = /^\d{1,9}$/.test(version ?? "") ? Number(version) : undefined;
  if (release === undefined || release === "" || revision === undefined || meta.namespace === undefined) return undefined;
  return { store, meta, namespace: meta.namespace, release, revision, status };
}

/** Of each release the newest record, and the newest that is deployed: Helm compares the next one with that. */
function whatAnUpgradeBuildsOn(records: readonly StoredRecord[]): readonly StoredRecord[] {
  const releases = Map.groupBy(records, ({ namespace, release }) => `${namespace}/${release}`);
  return [...releases]
    .sort(([one], [other]) => compareText(one, other))
    .flatMap(([, revisions]) => {
      const newestFirst = revisions.toSorted((one, other) => other.revision - one.revision);
      const deployed = newestFirst.find(({ status }) => status === "deployed");
      return [...new Set([...newestFirst.slice(0, 1), ...(deployed ? [deployed] : [])])];
    });
}

interface Read {
  readonly items: HelmReleaseItem[];
  readonly missed: Gap[];
}

async function readAll(context: LookContext, records: readonly StoredRecord[]): Promise<Read> {
  const read: Read = { items: [], missed: [] };
  const queue = records.values();
  const worker = async () => {
    for (const record of queue) {
      const item = await readRecord(context, record);
      if (item.ok) read.items.push(item.value);
      else read.missed.push(gapOf(record, item.error));
      context.counted(resource, 1);
    }
  };
  await Promise.all(Array.from({ length: RECORDS_AT_ONCE }, worker));
  return read;
}

async function readRecord(context: LookContext, record: StoredRecord): Promise<Result<HelmReleaseItem, Miss>> {
  const { store, namespace, meta, release, revision, status } = record;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/${store}/${encodeURIComponent(meta.name)}`;
  const answer = await askJson(context, path, { maxBytes: MAX_RECORD_BYTES });
  if (!answer.ok) return err(answer.error.status === 404 ? gone : answer.error);
  const data = (answer.value as { data?: { release?: unknown } | null }).data?.release;
  if (typeof data !== "string") return err({ reason: "decodeError", detail: "it has no record of a release" });
  const decoded = decodeRelease(store === "secrets" ? Buffer.from(data, "base64").toString("latin1") : data);
  if (!decoded.ok) return err({ reason: "decodeError", detail: decoded.error });
  const projection = context.projector.project(resource, {
    metadata: { namespace, name: release, uid: meta.uid },
    ...{ revision, status, modifiedAt: modifiedAt(meta) },
    ...decoded.value,
  });
  return projection.ok ? ok(projection.item) : err({ reason: "decodeError", detail: projection.problem });
}

const gone: Miss = { reason: "truncated", detail: "it changed while it was read" };

/** Helm writes seconds since 1970 into labels. */
function modifiedAt({ labels = {}, createdAt }: ItemMeta): string | undefined {
  const seconds = [labels.modifiedAt, labels.createdAt].find((label) => /^\d{1,11}$/.test(label ?? ""));
  return seconds === undefined ? createdAt : new Date(Number(seconds) * 1000).toISOString();
}

function gapOf({ namespace, release, revision }: StoredRecord, { reason, detail }: Miss): Gap {
  const named = `release ${release}, revision ${revision}`;
  return { resource, reason, namespace, detail: (detail === undefined ? named : `${named}: ${detail}`).slice(0, 200) };
}

/** Where too many cannot be read, one gap for the whole cluster stands for the rest. */
function limited(gaps: readonly Gap[]): readonly Gap[] {
  if (gaps.length <= MAX_GAPS) return gaps;
  const rest: Gap = { resource, reason: "decodeError", detail: `${gaps.length - MAX_GAPS} more cannot be read` };
  return [...gaps.slice(0, MAX_GAPS), rest];
}
