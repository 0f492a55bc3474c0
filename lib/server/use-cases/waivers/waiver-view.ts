/** A waiver as the API shows it: with its state at an instant and what it matches as far as the reader sees. */
import type { Waiver } from "../../../contracts/waivers.ts";
import type { SeverityCounts } from "../../database/rows.ts";
import type { Scope } from "../../database/scope.ts";
import { noCounts } from "../../database/waivers/waiver-counts.ts";
import { soon, type WaiverRow } from "../../database/waivers/waivers.ts";
import type { Services } from "../services.ts";

export function totalOf(counts: SeverityCounts): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

export function stateOf({ revokedAt, expiresAt }: WaiverRow, at: Date): Waiver["state"] {
  if (revokedAt !== undefined && revokedAt <= at) return "revoked";
  return expiresAt <= at ? "expired" : "active";
}

/** @returns the waivers as they are at an instant. */
export async function waiverViews(
  scope: Scope,
  rows: readonly WaiverRow[],
  { repositories }: Pick<Services, "repositories">,
  at: Date,
): Promise<Waiver[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [counts, clusters] = await Promise.all([repositories.waivers.matched(scope, ids), repositories.clusters.list(scope)]);
  const names = new Map(clusters.map((cluster) => [cluster.id, cluster.name]));
  return rows.map((row) => waiverView(row, { at, names, counts: counts.get(row.id) ?? noCounts }));
}

interface Around {
  readonly at: Date;
  readonly names: ReadonlyMap<string, string>;
  readonly counts: SeverityCounts;
}

function waiverView(row: WaiverRow, { at, names, counts }: Around): Waiver {
  const { id, name, reason, owner, ticket, createdBy, revokedBy, whole, match } = row;
  const state = stateOf(row, at);
  const matches = totalOf(counts);
  return {
    ...{ id, name, reason, owner, ticket, createdBy, revokedBy, whole, state, matches, counts: { ...counts } },
    match: {
      clusters: [...match.clusters],
      checks: [...match.checks],
      namespaces: [...match.namespaces],
      kinds: [...match.kinds],
      names: [...match.names],
      fingerprints: [...match.fingerprints],
    },
    clusters: match.clusters.flatMap((cluster) => {
      const known = names.get(cluster);
      return known === undefined ? [] : [{ id: cluster, name: known }];
    }),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString(),
    endsSoon: state === "active" && row.expiresAt.getTime() - at.getTime() <= soon,
    unused: state === "active" && matches === 0,
  };
}
