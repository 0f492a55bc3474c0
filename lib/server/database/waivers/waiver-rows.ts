/** Waivers as rows of the domain, as much of each as the reader's scope may know. */
import { Prisma, type Waiver } from "../generated/client.ts";
import { present } from "../rows.ts";
import { namespacesOf, type Scope, seesCluster } from "../scope.ts";
import type { WaiverMatch } from "./waived.ts";

export interface WaiverRow {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket?: string;
  readonly match: WaiverMatch;
  readonly createdById?: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt?: Date;
  readonly revokedBy?: string;
  /** All that it is about lies in the reader's scope; where not, the lists show only what does. */
  readonly whole: boolean;
}

/** @returns whether everything that these lists can ever match lies in the scope. */
export function withinScope(scope: Scope, match: WaiverMatch): boolean {
  if (scope.clusters === "all") return true;
  if (match.clusters.length === 0) return false;
  return match.clusters.every((id) => {
    const namespaces = namespacesOf(scope, id);
    if (namespaces === undefined || namespaces === "all") return namespaces === "all";
    return match.namespaces.length > 0 && match.namespaces.every((name) => namespaces.has(name));
  });
}

/** @returns the condition on `waivers w` that it can match something that the scope sees; a finding is in no other cluster. */
export function visibleWaivers(scope: Scope): Prisma.Sql {
  if (scope.clusters === "all") return Prisma.sql`true`;
  const grants = [...scope.clusters].map(([id, namespaces]) => {
    const cluster = Prisma.sql`(${id} = ANY(w.cluster_ids) OR (w.cluster_ids = '{}' AND (w.fingerprints = '{}' OR EXISTS (
      SELECT FROM waived_findings wf WHERE wf.waiver_id = w.id AND wf.cluster_id = ${id}))))`;
    if (namespaces === "all") return cluster;
    return Prisma.sql`(${cluster} AND (w.namespaces = '{}' OR w.namespaces && ${[...namespaces]}::text[]))`;
  });
  return grants.length > 0 ? Prisma.sql`(${Prisma.join(grants, " OR ")})` : Prisma.sql`false`;
}

/** A name that an ended waiver made room for. */
const setAside = /~wvr_[a-z2-7]{26}$/;

export function waiverRow(scope: Scope, stored: Waiver): WaiverRow {
  const match: WaiverMatch = {
    clusters: stored.clusterIds,
    checks: stored.checkIds,
    namespaces: stored.namespaces,
    kinds: stored.kinds,
    names: stored.names,
    fingerprints: stored.fingerprints,
  };
  const whole = withinScope(scope, match);
  return {
    id: stored.id,
    name: stored.name.replace(setAside, ""),
    reason: stored.reason,
    owner: stored.owner,
    ticket: present(stored.ticket),
    match: whole ? match : limited(scope, match),
    createdById: present(stored.createdById),
    createdBy: stored.createdBy,
    createdAt: stored.createdAt,
    expiresAt: stored.expiresAt,
    revokedAt: present(stored.revokedAt),
    revokedBy: present(stored.revokedBy),
    whole,
  };
}

function limited(scope: Scope, match: WaiverMatch): WaiverMatch {
  const clusters = match.clusters.filter((id) => seesCluster(scope, id));
  const granted = scope.clusters === "all" ? [] : [...scope.clusters.values()];
  const open = granted.some((namespaces) => namespaces === "all");
  const seen = new Set(granted.flatMap((namespaces) => (namespaces === "all" ? [] : [...namespaces])));
  const namespaces = open ? match.namespaces : match.namespaces.filter((name) => seen.has(name));
  return { ...match, clusters, namespaces, names: [], fingerprints: [] };
}
