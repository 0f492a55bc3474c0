/**
 * Whether a finding is waived, asked for an instant. Everything that lists or counts findings asks by this fragment, so that the
 * end of a waiver needs no job and restores exactly. A waiver never touches a verdict, a coverage or another finding.
 */
import { Prisma } from "../generated/client.ts";

/** What a waiver is about: each list narrows, an empty one does not. Namespace "" is of objects that have none. */
export interface WaiverMatch {
  readonly clusters: readonly string[];
  readonly checks: readonly string[];
  readonly namespaces: readonly string[];
  readonly kinds: readonly string[];
  readonly names: readonly string[];
  readonly fingerprints: readonly string[];
}

/** @returns the condition on `waivers w` that it holds at an instant. */
export function holdsAt(at: Date): Prisma.Sql {
  return Prisma.sql`(w.created_at <= ${at} AND w.expires_at > ${at} AND (w.revoked_at IS NULL OR w.revoked_at > ${at}))`;
}

/** @returns the condition on `waived_findings wf` that the waiver matched the finding at an instant. */
export function matchedAt(at: Date): Prisma.Sql {
  return Prisma.sql`(wf.since <= ${at} AND (wf.until IS NULL OR wf.until > ${at}))`;
}

/** @returns the condition on `findings f` that a waiver held it at an instant. */
export function waivedAt(at: Date): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT 1 FROM waived_findings wf JOIN waivers w ON w.id = wf.waiver_id
    WHERE wf.cluster_id = f.cluster_id AND wf.fingerprint = f.fingerprint AND ${matchedAt(at)} AND ${holdsAt(at)})`;
}

/** @returns the condition on `findings f` that these lists match it. */
export function matchedBy(match: WaiverMatch): Prisma.Sql {
  const among = (column: Prisma.Sql, values: readonly string[]) =>
    values.length > 0 ? [Prisma.sql`${column} = ANY(${[...values]}::text[])`] : [];
  const conditions = [
    ...among(Prisma.sql`f.cluster_id`, match.clusters),
    ...among(Prisma.sql`f.check_id`, match.checks),
    ...among(Prisma.sql`coalesce(f.namespace, '')`, match.namespaces),
    ...among(Prisma.sql`f.kind`, match.kinds),
    ...among(Prisma.sql`f.name`, match.names),
    ...among(Prisma.sql`f.fingerprint`, match.fingerprints),
  ];
  return conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`true`;
}
