import { ok } from "../../core/result.ts";
import { refuse } from "../use-cases/outcome.ts";
import { checklistOver } from "../use-cases/posture/checklist-fleet.ts";
import type { ReportKind } from "./kind.ts";

/** The checklist over the clusters that were scanned when the link was made, with what people answered for then. */
export const checklistFleetKind: ReportKind<"checklist-fleet"> = {
  async freeze({ scope }, _view, { repositories }) {
    const { clusters } = await repositories.readiness.standing(scope);
    const scanned = clusters.flatMap(({ id: clusterId, scanId }) => (scanId === undefined ? [] : [{ clusterId, scanId }]));
    if (scanned.length === 0) return refuse("notFound");
    return ok({ scanIds: scanned.map(({ scanId }) => scanId), clusterIds: scanned.map(({ clusterId }) => clusterId) });
  },

  async load({ scanIds, reader, at, clusterName, services }) {
    const found = await Promise.all(scanIds.map((id) => services.repositories.scans.get(reader.scope, id)));
    const scans = found.flatMap((scan) => scan ?? []);
    if (scans.length < scanIds.length) return refuse("notFound");
    const clusters = scans.map((scan) => ({ id: scan.clusterId, name: clusterName(scan), scanId: scan.id }));
    const { items, clusters: judged, ...list } = await checklistOver(reader, { clusters, at }, services);
    const names = new Map(clusters.map(({ id, name }) => [id, name]));
    const content = {
      ...list,
      kind: "checklist-fleet" as const,
      clusters: judged.flatMap(({ name, score }) => (score === undefined ? [] : [{ name, score }])),
      items: items.map(({ states, ...item }) => ({
        ...item,
        states: states.map(({ cluster, state }) => ({ cluster: names.get(cluster) ?? "", state })),
      })),
    };
    return ok({ content, total: items.length, pageSize: Number.POSITIVE_INFINITY, filters: [] });
  },
};
