/** One image as a row of the table. */
import type { ImageRow, LinkState } from "../../../contracts/supply-chain.ts";
import { inEscapes } from "../../../core/supply-chain/identity/certificate.ts";
import { nameless } from "../../../core/supply-chain/identity/signer-key.ts";
import { type Pinning, parseImageReference, pinningOf } from "../../../core/supply-chain/images/reference.ts";
import { isStale } from "../../../core/supply-chain/trail/freshness.ts";
import { bestFirst } from "../../../core/supply-chain/trail/trail.ts";
import type { ImageRecord, ImageTagRow, RunningImageRow, SignerNameRow } from "../../database/supply-chain/image-rows.ts";
import { isOldSource } from "../../supply-chain/source-looks.ts";
import { type ImageGroup, nameOf } from "./image-groups.ts";
import { driftOf, worstDrift } from "./tag-drift.ts";

/** What the states of images are held to. */
export interface Held {
  readonly now: Date;
  /** Of trust and policies today. */
  readonly revision: string;
}

export interface RowContext extends Held {
  readonly signers: ReadonlyMap<string, readonly SignerNameRow[]>;
  readonly tags: ReadonlyMap<string, ImageTagRow>;
}

interface HeldState {
  readonly state: LinkState;
  readonly reason: string;
}

/** @returns the state of a link as it may be told today: an old answer, and one by another judgement, is stale. */
export function heldState(record: ImageRecord, link: string, { now, revision }: Held): HeldState {
  const { lookedAt, judgedBy, states, commitLookedAt, reason } = record;
  const state = states[link];
  // What was uploaded about an image is judged before anybody looks at its registry.
  if (state === undefined || (lookedAt === undefined && judgedBy === undefined))
    return { state: "unknown", reason: reason || "It was not looked at yet." };
  if (state === "unknown") return { state, reason };
  if (lookedAt !== undefined && isStale(lookedAt, now))
    return { state: "stale", reason: `It was last looked at on ${lookedAt.toISOString().slice(0, 10)}. ${reason}` };
  if (judgedBy !== revision)
    return {
      state: "stale",
      reason: `Trust, policies, its names or what is uploaded have changed, and it was not judged again yet. ${reason}`,
    };
  if (link === "commit" && commitLookedAt !== undefined && isOldSource(commitLookedAt, now))
    return { state: "stale", reason: `Its commit was last looked at on ${commitLookedAt.toISOString().slice(0, 10)}.` };
  return { state, reason };
}

export function imageRow(group: ImageGroup, context: RowContext): ImageRow {
  const { running, records, digest } = group;
  const signature = worstOf(records, "signature", context) ?? { state: "unknown" as const, reason: withoutRecord(running) };
  const stateOf = (link: string) => worstOf(records, link, context)?.state ?? "unknown";
  const [asked] = records;
  const workloads = [...new Set(running.map(({ namespace, workload }) => `${namespace}/${workload}`))].sort();
  const lookedAt = records.flatMap((record) => record.lookedAt ?? []).sort((one, other) => one.getTime() - other.getTime())[0];
  const createdAt = records.find(({ builtAt }) => builtAt !== undefined)?.builtAt;
  return {
    ...(asked && { id: asked.id }),
    ...(digest && { digest, digestOf: digestOf(running) }),
    ...(!digest && { withoutDigest: withoutRecord(running) }),
    ...seenAs(group, context),
    repositories: records.map((record) => ({
      id: record.id,
      name: nameOf(record),
      state: heldState(record, "signature", context).state,
    })),
    clusters: new Set(running.map(({ clusterId }) => clusterId)).size,
    namespaces: new Set(running.map(({ clusterId, namespace }) => `${clusterId}/${namespace}`)).size,
    pods: running.reduce((sum, { pods }) => sum + pods, 0),
    workloads: workloads.slice(0, 3),
    workloadCount: workloads.length,
    ...signature,
    links: {
      signature: signature.state,
      provenance: stateOf("provenance"),
      source: stateOf("source"),
      commit: stateOf("commit"),
      sbom: stateOf("sbom"),
    },
    broken: records.some(({ broken }) => broken),
    signers: signersOf(records, context),
    ...(lookedAt && { lookedAt: lookedAt.toISOString() }),
    due: isDue(records, context.now),
    ...(createdAt !== undefined && { createdAt }),
  };
}

/** @returns whether a look at one of them is waited for. */
export function isDue(records: readonly ImageRecord[], now: Date): boolean {
  return records.some(({ dueAt }) => dueAt !== undefined && dueAt <= now);
}

/** The worst of the repositories: whoever runs it from there runs it with no more than that. */
function worstOf(records: readonly ImageRecord[], link: string, held: Held): HeldState | undefined {
  const [only, ...others] = records;
  if (only === undefined) return undefined;
  if (others.length === 0) return heldState(only, link, held);
  const states = records.map((record) => ({ record, ...heldState(record, link, held) }));
  const worst = states.reduce((one, other) => (bestFirst.indexOf(other.state) > bestFirst.indexOf(one.state) ? other : one));
  const differs = states.some(({ state }) => state !== worst.state);
  return { state: worst.state, reason: differs ? `In ${nameOf(worst.record)}: ${worst.reason}` : worst.reason };
}

const missing: Readonly<Record<RunningImageRow["idKind"], string>> = {
  absent: "The runtime has not said which image it runs.",
  notCollected: "The scan is older than what this rests on.",
  unrecognised: "The runtime says what it runs in a form that is not known.",
  config: "The image has no name in a registry that could be asked for it.",
  repository: "The image has no name in a registry that could be asked for it.",
};

function withoutRecord(running: readonly RunningImageRow[]): string {
  return missing[running[0]?.idKind ?? "absent"];
}

function digestOf(running: readonly RunningImageRow[]): NonNullable<ImageRow["digestOf"]> {
  return running.some(({ idKind }) => idKind === "repository") ? "index or manifest" : "configuration";
}

const weakest: readonly Pinning[] = ["latest", "tag", "digest"];

function seenAs({ running, records }: ImageGroup, { tags, now }: RowContext) {
  const most = running.toSorted((one, other) => other.pods - one.pods)[0];
  const name = most?.registry === undefined ? (most?.image ?? "") : `${most.registry}/${most.repository}`;
  const references = running.flatMap(({ image }) => parseImageReference(image) ?? []);
  const pinnings = new Set(references.map(pinningOf));
  const pinning = weakest.find((one) => pinnings.has(one));
  const same = records.map(({ digests }) => digests);
  return {
    name,
    tags: [...new Set(running.flatMap(({ tag }) => tag ?? []))].sort(),
    ...(pinning && { pinning }),
    drift: worstDrift(running.map((row) => driftOf(row, { tags, now, same }))),
  };
}

function signersOf(records: readonly ImageRecord[], { signers }: RowContext): ImageRow["signers"] {
  const all = records.flatMap(({ id }) => signers.get(id) ?? []);
  return [...Map.groupBy(all, ({ signer }) => signer).values()].flatMap(([one]) => {
    return one ? [{ id: one.signer, kind: one.kind, name: one.kind === "key" ? one.name : inEscapes(one.name || nameless) }] : [];
  });
}
