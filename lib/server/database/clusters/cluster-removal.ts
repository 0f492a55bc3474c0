/**
 * What goes with a cluster: counted before, ended in one transaction, deleted later. Whoever reads a link, a schedule, a waiver
 * or a scope after the removal finds nothing of the cluster in it.
 */
import type { Connection } from "../connection.ts";
import { Prisma } from "../generated/client.ts";
import { activeStates } from "../rows.ts";

type Rows = Connection["rows"];

export interface ClusterRemoval {
  readonly scans: number;
  /** Of all scans together. */
  readonly findings: number;
  readonly comments: number;
  /** Findings that somebody works at. */
  readonly assigned: number;
  /** Waivers that hold and match nothing but this cluster; they end. */
  readonly waivers: number;
  /** Links that still open and show it; they end. */
  readonly links: number;
  /** Schedules that name it. */
  readonly schedules: number;
  /** Snapshots that wait for their scan. */
  readonly uploads: number;
  readonly credential: boolean;
  /** People whose scope names it. */
  readonly users: number;
  /** Access reviews with a part about it, signed off or not; that part goes. */
  readonly reviews: number;
  /** Files of assertions that name it. */
  readonly assertions: number;
}

/** A waiver that names this cluster alone, or findings that are in no other. */
const onlyIn = (id: string) => Prisma.sql`(
  w.cluster_ids = ARRAY[${id}] OR (w.fingerprints <> '{}' AND w.cluster_ids = '{}'
    AND EXISTS (SELECT FROM waived_findings f WHERE f.waiver_id = w.id AND f.cluster_id = ${id})
    AND NOT EXISTS (SELECT FROM waived_findings f WHERE f.waiver_id = w.id AND f.cluster_id <> ${id})))`;

const named = (id: string) => Prisma.sql`jsonb_build_array(jsonb_build_object('id', ${id}::text))`;

/** @returns how much of each kind goes with a cluster. */
export async function countRemoval(rows: Rows, id: string): Promise<ClusterRemoval> {
  const [counted] = await rows.$queryRaw<ClusterRemoval[]>`
    SELECT (SELECT count(*)::int FROM scans WHERE cluster_id = ${id}) AS scans,
      (SELECT coalesce(sum(critical + high + medium + low + information), 0)::int FROM scans WHERE cluster_id = ${id}) AS findings,
      (SELECT count(*)::int FROM finding_comments WHERE cluster_id = ${id}) AS comments,
      (SELECT count(*)::int FROM finding_cases WHERE cluster_id = ${id} AND assignee_name IS NOT NULL) AS assigned,
      (SELECT count(*)::int FROM waivers w WHERE w.revoked_at IS NULL AND w.expires_at > now() AND ${onlyIn(id)}) AS waivers,
      (SELECT count(*)::int FROM share_links
        WHERE cluster_ids @> ARRAY[${id}] AND revoked_at IS NULL AND expires_at > now()) AS links,
      (SELECT count(*)::int FROM schedules WHERE target->'clusters' @> to_jsonb(ARRAY[${id}])) AS schedules,
      (SELECT count(*)::int FROM uploads WHERE cluster_id = ${id}) AS uploads,
      EXISTS (SELECT FROM cluster_credentials WHERE cluster_id = ${id}) AS credential,
      (SELECT count(*)::int FROM users WHERE scope->'clusters' @> ${named(id)}) AS users,
      (SELECT count(*)::int FROM access_review_places WHERE cluster_id = ${id}) AS reviews,
      (SELECT count(*)::int FROM assertion_sets WHERE target->'clusters' @> to_jsonb(ARRAY[${id}])) AS assertions`;
  if (counted === undefined) throw new Error("A query without FROM has a row.");
  return counted;
}

/** Hides clusters at once, erases their credentials, and ends what rests on them. The rows are deleted by retention. */
export async function removeClusters(tx: Rows, ids: readonly string[]): Promise<void> {
  const removed = { in: [...ids] };
  await tx.clusterCredential.deleteMany({ where: { clusterId: removed } });
  await tx.scan.updateMany({
    where: { clusterId: removed, state: { in: [...activeStates] } },
    data: { state: "cancelled", phase: "done", cancelRequestedAt: new Date(), finishedAt: new Date() },
  });
  for (const id of ids) await endWhatRestsOn(tx, id);
  await tx.$executeRaw`
    UPDATE clusters SET removed_at = now(), name = name || '~' || id, server = NULL, ca_data = NULL
    WHERE id = ANY(${[...ids]}::text[]) AND removed_at IS NULL`;
}

async function endWhatRestsOn(tx: Rows, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE share_links SET revoked_at = now(), revoked_by = 'removal of a cluster'
    WHERE cluster_ids @> ARRAY[${id}] AND revoked_at IS NULL`;
  await tx.$executeRaw`
    UPDATE waivers w SET revoked_at = now(), revoked_by = 'removal of a cluster' WHERE w.revoked_at IS NULL AND ${onlyIn(id)}`;
  // A list that became empty would mean every cluster: a waiver that names this one alone keeps it until it is deleted.
  await tx.$executeRaw`
    UPDATE waivers SET cluster_ids = array_remove(cluster_ids, ${id})
    WHERE cluster_ids @> ARRAY[${id}] AND cardinality(cluster_ids) > 1`;
  await tx.$executeRaw`
    UPDATE schedules SET target = jsonb_set(target, '{clusters}', (target->'clusters') - ${id}::text), updated_at = now(),
      paused_at = CASE WHEN (target->'clusters') - ${id}::text = '[]' THEN coalesce(paused_at, now()) ELSE paused_at END
    WHERE target->'clusters' @> to_jsonb(ARRAY[${id}])`;
  await tx.$executeRaw`
    UPDATE assertion_sets SET target = jsonb_set(target, '{clusters}', (target->'clusters') - ${id}::text)
    WHERE target->'clusters' @> to_jsonb(ARRAY[${id}])`;
  for (const table of scoped)
    await tx.$executeRaw`
      UPDATE ${Prisma.raw(table)} SET scope = jsonb_set(scope, '{clusters}', (
        SELECT coalesce(jsonb_agg(e), '[]') FROM jsonb_array_elements(scope->'clusters') e WHERE e->>'id' <> ${id}))
      WHERE scope->'clusters' @> ${named(id)}`;
}

/** Tables with a granted scope, which may name clusters. */
const scoped = ["users", "invitations", "api_tokens", "share_links"] as const;
