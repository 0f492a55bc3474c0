import type { Cluster } from "#contracts/clusters.ts";
import { allFindings, openCounts } from "./words.ts";

export const fleetColumns = ["name", "critical", "high", "all", "assessed", "scanned"] as const;
export type FleetColumn = (typeof fleetColumns)[number];
/** A column, with a dash in front for descending. */
export type FleetOrder = FleetColumn | `-${FleetColumn}`;
export const fleetOrders: readonly FleetOrder[] = fleetColumns.flatMap((column) => [column, `-${column}` as const]);

/** What a column sorts by; undefined where it is not known. */
const keyOf: Record<FleetColumn, (cluster: Cluster) => number | string | undefined> = {
  name: (cluster) => cluster.name,
  critical: (cluster) => openCounts(cluster.lastScan)?.critical,
  high: (cluster) => openCounts(cluster.lastScan)?.high,
  all: (cluster) => allFindings(cluster.lastScan),
  assessed: (cluster) => cluster.lastScan?.coverage?.share,
  scanned: (cluster) => cluster.lastScan?.finishedAt,
};

/** @returns the column and the direction of an order. */
export function readOrder(order: FleetOrder): { column: FleetColumn; descending: boolean } {
  const descending = order.startsWith("-");
  const column = fleetColumns.find((one) => order === one || order === `-${one}`) ?? "name";
  return { column, descending };
}

/** @returns the clusters in an order; what is not known stands last in both directions, and is not taken for nought. */
export function sortFleet(clusters: readonly Cluster[], order: FleetOrder): readonly Cluster[] {
  const { column, descending } = readOrder(order);
  return clusters.toSorted((a, b) => {
    const [x, y] = [keyOf[column](a), keyOf[column](b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    const ascending = x < y ? -1 : x > y ? 1 : 0;
    return descending ? -ascending : ascending;
  });
}

/** @returns the order after a press on a column's header: its natural direction, the other one, then worst first again. */
export function nextOrder(now: FleetOrder | null, column: FleetColumn): FleetOrder | null {
  const natural: FleetOrder = column === "name" ? "name" : `-${column}`;
  const other: FleetOrder = column === "name" ? "-name" : column;
  if (now === natural) return other;
  return now === other ? null : natural;
}
