/** Where a question is put: one scan, or the newest with results of each cluster that is meant. */
import type { AskedCluster } from "../../../contracts/access/ask.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ScanRow } from "../../database/rows.ts";
import { type Outcome, refuse } from "../outcome.ts";
import { hasResults } from "../scans/scan-view.ts";
import type { Services } from "../services.ts";

export interface Place {
  readonly cluster: AskedCluster["cluster"];
  /** The scan that answers; absent where none has results. */
  readonly scan?: ScanRow | undefined;
}

export interface PlacesQuery {
  readonly cluster?: readonly string[] | undefined;
  readonly scan?: string | undefined;
}

/** @returns the places by the names of their clusters; not found where one of them is not in the scope. */
export async function placesOf(
  { scope }: Actor,
  query: PlacesQuery,
  { repositories }: Services,
): Promise<Outcome<readonly Place[]>> {
  if (query.scan !== undefined) {
    const scan = await repositories.scans.get(scope, query.scan);
    if (scan === undefined) return refuse("notFound");
    return hasResults(scan) ? ok([{ cluster: { id: scan.clusterId, name: scan.cluster }, scan }]) : refuse("scanIncomplete");
  }
  const rows = await repositories.clusters.list(scope);
  const wanted = query.cluster && new Set(query.cluster);
  const chosen = rows.filter(({ id }) => wanted === undefined || wanted.has(id));
  if (wanted !== undefined && chosen.length < wanted.size) return refuse("notFound");
  const places = chosen.map(({ id, name, lastScan }) => ({ cluster: { id, name }, scan: lastScan }));
  return ok(places.sort((a, b) => (a.cluster.name < b.cluster.name ? -1 : 1)));
}
