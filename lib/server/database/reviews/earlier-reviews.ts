/** What earlier reviews, once signed off, say: the last decision about a subject, and the last review of a cluster. */
import type { Before } from "../../../core/rbac/review/since.ts";
import { subjectKey } from "../../../core/rbac/subject.ts";
import type { Rows } from "../database.ts";
import { Prisma, type ReviewedSubject } from "../generated/client.ts";
import type { Scope } from "../scope.ts";
import { type Decision, fromPlaces, subjectColumns, subjectRow } from "./review-rows.ts";

/** A subject of an earlier review, with what was decided. */
export interface EarlierSubject extends Before {
  readonly decision: Decision;
  readonly note?: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
  /** The review's name. */
  readonly review: string;
  readonly capability?: string;
}

interface Place {
  readonly clusterId: string;
  readonly namespaces: readonly string[];
}

/**
 * @returns by `subjectKey` the newest decision of each subject in the signed-off reviews of a place. Whoever sees the place may
 *   read them: a review of namespaces is not told of what was decided about more than these.
 */
export async function earlierSubjects(
  rows: Rows,
  scope: Scope,
  { clusterId, namespaces }: Place,
): Promise<Map<string, EarlierSubject>> {
  const inside =
    namespaces.length === 0
      ? Prisma.sql`true`
      : Prisma.sql`(p.namespaces <> '{}' AND p.namespaces <@ ${[...namespaces]}::text[])`;
  const found = await rows.$queryRaw<(ReviewedSubject & { cluster: string; review: string; capability: string | null })[]>`
    SELECT DISTINCT ON (s.kind, s.namespace, s.name) ${subjectColumns}, c.name AS cluster, r.name AS review, r.capability
    FROM ${fromPlaces(scope)} JOIN access_reviews r ON r.id = p.review_id AND r.signed_off_at IS NOT NULL
      JOIN reviewed_subjects s ON s.review_id = p.review_id AND s.cluster_id = p.cluster_id AND s.decision IS NOT NULL
    WHERE p.cluster_id = ${clusterId} AND ${inside}
    ORDER BY s.kind, s.namespace, s.name, r.signed_off_at DESC`;
  return new Map(
    found.flatMap(({ review, capability, ...stored }): [string, EarlierSubject][] => {
      const { subject, dangers, grants, grantCount, decision, note, decidedBy = "", decidedAt } = subjectRow(stored);
      if (decision === undefined || decidedAt === undefined) return [];
      const before = { subject, dangers: dangers as Before["dangers"], grants, grantCount };
      const decided = { decision, decidedBy, decidedAt, review, ...(note !== undefined && { note }) };
      return [[subjectKey(subject), { ...before, ...decided, ...(capability !== null && { capability }) }]];
    }),
  );
}

export interface LastReview {
  readonly clusterId: string;
  readonly cluster: string;
  readonly reviewId: string;
  readonly name: string;
  readonly at: Date;
}

/** @returns the newest signed-off review of each whole cluster that the scope sees whole. */
export async function lastReviews(rows: Rows, scope: Scope): Promise<LastReview[]> {
  return rows.$queryRaw<LastReview[]>`
    SELECT DISTINCT ON (c.name) p.cluster_id AS "clusterId", c.name AS cluster, r.id AS "reviewId", r.name, r.signed_off_at AS at
    FROM ${fromPlaces(scope)} JOIN access_reviews r ON r.id = p.review_id AND r.signed_off_at IS NOT NULL
    WHERE p.namespaces = '{}' ORDER BY c.name, r.signed_off_at DESC`;
}
