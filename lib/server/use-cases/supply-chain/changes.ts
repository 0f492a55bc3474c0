/** What changed of the images that run where the actor sees: images that are new, signers that are new, links that stand otherwise. */
import { type ImageChanges, type ImageChangesQuery, mostChanges } from "../../../contracts/supply-chain.ts";
import { ok } from "../../../core/result.ts";
import { signerName } from "../../../core/supply-chain/identity/signer-key.ts";
import type { ImageSignerRow } from "../../database/supply-chain/image-rows.ts";
import { defineUseCase } from "../outcome.ts";
import { groupImages, type ImageGroup, nameOf } from "./image-groups.ts";

type Change = ImageChanges["changes"][number];

const day = 24 * 60 * 60 * 1000;

export const listImageChanges = defineUseCase<ImageChangesQuery, ImageChanges>(
  "report:read",
  async ({ scope }, { days, cluster, kind }, { repositories, now }) => {
    const since = new Date(now().getTime() - days * day);
    const { images } = repositories;
    const [seen, signers, stored] = await Promise.all([images.seen(scope), images.signers(scope), images.changes(scope, since)]);
    const running = seen.running.filter(({ clusterId }) => !cluster || cluster.includes(clusterId));
    const groups = byRecord(groupImages({ running, records: seen.records }));
    const about = (id: string) => {
      const found = groups.get(id);
      return found === undefined ? [] : [imageOf(id, found)];
    };
    const all: readonly Change[] = [
      ...stored.images.flatMap(({ id, at }) =>
        about(id).map((image) => ({ kind: "image" as const, at: at.toISOString(), image })),
      ),
      ...newSigners(signers, since).flatMap(({ at, signer, imageId }) =>
        about(imageId).map((image) => ({ kind: "signer" as const, at: at.toISOString(), image, signer })),
      ),
      ...stored.states.flatMap(({ id, at, ...change }) =>
        about(id).map((image) => ({ kind: "state" as const, at: at.toISOString(), image, ...change })),
      ),
    ];
    const wanted = all.filter((one) => !kind || kind.includes(one.kind));
    const sorted = wanted.sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
    const count = (of: Change["kind"]) => all.filter((one) => one.kind === of).length;
    return ok({
      since: since.toISOString(),
      changes: sorted.slice(0, mostChanges),
      total: sorted.length,
      counts: { image: count("image"), signer: count("signer"), state: count("state") },
    });
  },
);

function byRecord(groups: readonly ImageGroup[]): ReadonlyMap<string, ImageGroup> {
  return new Map(groups.flatMap((group) => group.records.map((record) => [record.id, group] as const)));
}

function imageOf(id: string, { records, running }: ImageGroup): Change["image"] {
  const record = records.find((one) => one.id === id);
  const workloads = [...new Set(running.map(({ namespace, workload }) => `${namespace}/${workload}`))].sort();
  return {
    id,
    name: record ? nameOf(record) : "",
    ...(record && { digest: record.digest }),
    workloads: workloads.slice(0, 3),
    workloadCount: workloads.length,
  };
}

/** The first that each signed, where that was not long ago. */
function newSigners(signers: readonly ImageSignerRow[], since: Date) {
  return [...Map.groupBy(signers, ({ signer }) => signer).values()].flatMap((rows) => {
    const first = rows.toSorted((one, other) => one.firstSeen.getTime() - other.firstSeen.getTime())[0];
    if (first === undefined || first.firstSeen < since) return [];
    const signer = { id: first.signer, kind: first.identity.kind, name: signerName(first.identity) };
    return [{ at: first.firstSeen, imageId: first.imageId, signer }];
  });
}
