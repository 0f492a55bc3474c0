/** Access reviews as rows of the domain, as much of each as the reader's scope may know. */
import type { Gap } from "../../../core/inventory/gap.ts";
import type { Reviewed, ReviewedGrant } from "../../../core/rbac/review/reviewed.ts";
import type { CarriedOut, Gained } from "../../../core/rbac/review/since.ts";
import type { SubjectKind, SubjectRef } from "../../../core/rbac/subject.ts";
import type { Rows } from "../database.ts";
import { type AccessReview, Prisma, type ReviewedSubject } from "../generated/client.ts";
import { present, word } from "../rows.ts";
import type { Scope } from "../scope.ts";

export type Decision = "keep" | "remove" | "ask";

export interface Reviewer {
  readonly id: string;
  readonly name: string;
}

export interface Departed {
  readonly subject: SubjectRef;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly carriedOut: CarriedOut;
}

export interface ReviewPlace {
  readonly clusterId: string;
  readonly cluster: string;
  /** Empty: the whole cluster. */
  readonly namespaces: readonly string[];
  readonly scanId: string;
  readonly scanNumber: number;
  readonly takenAt: Date;
  readonly gaps: readonly Gap[];
  readonly departed: readonly Departed[];
}

export interface Previous {
  readonly decision: Decision;
  readonly note?: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
  /** The review's name. */
  readonly review: string;
  readonly carriedOut?: CarriedOut;
}

/** A subject as a new review keeps it. */
export interface NewSubject extends Reviewed {
  readonly previous?: Previous;
  readonly gained?: Gained;
  readonly isNew: boolean;
}

export interface SubjectRow extends Omit<Reviewed, "seenInFull" | "dangers"> {
  readonly number: number;
  readonly clusterId: string;
  readonly cluster: string;
  readonly dangers: readonly string[];
  readonly notAssessed: boolean;
  readonly previous?: Previous;
  readonly gained?: Gained;
  readonly isNew: boolean;
  readonly decision?: Decision;
  readonly note?: string;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  readonly version: number;
}

export interface Progress {
  readonly subjects: number;
  readonly keep: number;
  readonly remove: number;
  readonly ask: number;
  readonly notAssessed: number;
  readonly stillThere: number;
  readonly gained: number;
}

export interface ReviewRow {
  readonly id: string;
  readonly name: string;
  readonly capability?: string;
  readonly kinds: readonly SubjectKind[];
  readonly defaults: boolean;
  readonly reviewers: readonly Reviewer[];
  readonly dueAt: Date;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly signedOff?: { readonly at: Date; readonly by: string; readonly note?: string };
  readonly version: number;
  /** Those that the scope sees. */
  readonly places: readonly ReviewPlace[];
  readonly whole: boolean;
  readonly progress: Progress;
}

/** @returns the condition on `access_review_places p` that all that it is about lies in the scope. */
export function placesSeen(scope: Scope): Prisma.Sql {
  if (scope.clusters === "all") return Prisma.sql`true`;
  const grants = [...scope.clusters].map(([id, namespaces]) =>
    namespaces === "all"
      ? Prisma.sql`p.cluster_id = ${id}`
      : Prisma.sql`(p.cluster_id = ${id} AND p.namespaces <> '{}' AND p.namespaces <@ ${[...namespaces]}::text[])`,
  );
  return grants.length > 0 ? Prisma.sql`(${Prisma.join(grants, " OR ")})` : Prisma.sql`false`;
}

/** @returns the places of reviews with their clusters, as far as the scope sees them; `FROM` and `WHERE` of a query on `p` and `c`. */
export function fromPlaces(scope: Scope): Prisma.Sql {
  return Prisma.sql`access_review_places p JOIN clusters c ON c.id = p.cluster_id AND c.removed_at IS NULL AND ${placesSeen(scope)}`;
}

/** The condition on `reviewed_subjects s` that it was to be removed and some of it is still there. */
export const isStillThere = Prisma.sql`(s.previous->'carriedOut'->>'state' IN ('still', 'partly'))`;

interface StoredPlace extends Omit<ReviewPlace, "gaps" | "departed"> {
  readonly reviewId: string;
  readonly gaps: unknown;
  readonly departed: unknown;
  /** Of the review, those outside the scope included. */
  readonly all: number;
}

interface StoredProgress extends Progress {
  readonly reviewId: string;
}

const none: Progress = { subjects: 0, keep: 0, remove: 0, ask: 0, notAssessed: 0, stillThere: 0, gained: 0 };

/** @returns the reviews with what the scope sees of them; one of which it sees nothing is left out. */
export async function reviewRows(rows: Rows, scope: Scope, stored: readonly AccessReview[]): Promise<ReviewRow[]> {
  const ids = stored.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [places, progress] = await Promise.all([
    rows.$queryRaw<StoredPlace[]>`
      SELECT p.review_id AS "reviewId", p.cluster_id AS "clusterId", c.name AS cluster, p.namespaces, p.scan_id AS "scanId",
        p.scan_number AS "scanNumber", p.taken_at AS "takenAt", p.gaps, p.departed,
        (SELECT count(*)::int FROM access_review_places a JOIN clusters b ON b.id = a.cluster_id AND b.removed_at IS NULL
         WHERE a.review_id = p.review_id) AS "all"
      FROM ${fromPlaces(scope)} WHERE p.review_id = ANY(${ids}::text[]) ORDER BY c.name`,
    rows.$queryRaw<StoredProgress[]>`
      SELECT s.review_id AS "reviewId", count(*)::int AS subjects,
        count(*) FILTER (WHERE s.decision = 'keep')::int AS keep, count(*) FILTER (WHERE s.decision = 'remove')::int AS remove,
        count(*) FILTER (WHERE s.decision = 'ask')::int AS ask, count(*) FILTER (WHERE s.not_assessed)::int AS "notAssessed",
        count(*) FILTER (WHERE ${isStillThere})::int AS "stillThere", count(s.gained)::int AS gained
      FROM ${fromPlaces(scope)} JOIN reviewed_subjects s ON s.review_id = p.review_id AND s.cluster_id = p.cluster_id
      WHERE p.review_id = ANY(${ids}::text[]) GROUP BY 1`,
  ]);
  const placesOf = Map.groupBy(places, ({ reviewId }) => reviewId);
  const progressOf = new Map(progress.map(({ reviewId, ...counts }) => [reviewId, counts]));
  return stored.flatMap((review) => {
    const seen = placesOf.get(review.id) ?? [];
    if (seen.length === 0) return [];
    const whole = seen.length === seen[0]?.all;
    return [{ ...reviewRow(review), places: seen.map(placeOf), whole, progress: progressOf.get(review.id) ?? none }];
  });
}

function placeOf({ reviewId: _review, all: _all, gaps, departed, ...place }: StoredPlace): ReviewPlace {
  return { ...place, gaps: gaps as readonly Gap[], departed: departed as readonly Departed[] };
}

function reviewRow(stored: AccessReview): Omit<ReviewRow, "places" | "whole" | "progress"> {
  const { id, name, defaults, dueAt, createdBy, createdAt, version, signedOffAt: at, signedOffBy: by } = stored;
  return {
    ...{ id, name, defaults, dueAt, createdBy, createdAt, version },
    capability: present(stored.capability),
    kinds: stored.kinds.map((kind) => word<SubjectKind>(kind)),
    reviewers: stored.reviewers as unknown as readonly Reviewer[],
    ...(at !== null && { signedOff: { at, by: by ?? "", note: present(stored.signOffNote) } }),
  };
}

export function subjectRow({ kind, name, namespace, ...stored }: ReviewedSubject & { readonly cluster: string }): SubjectRow {
  const { number, clusterId, cluster, sentence, dangers, grantCount, notAssessed, isNew, version } = stored;
  return {
    ...{ number, clusterId, cluster, sentence, dangers, grantCount, notAssessed, isNew, version },
    subject: { kind: word<SubjectKind>(kind), name, ...(namespace !== null && { namespace }) },
    grants: stored.grants as unknown as readonly ReviewedGrant[],
    previous: present(stored.previous as Previous | null),
    gained: present(stored.gained as Gained | null),
    decision: stored.decision === null ? undefined : word<Decision>(stored.decision),
    note: present(stored.note),
    decidedBy: present(stored.decidedBy),
    decidedAt: present(stored.decidedAt),
  };
}

/** Columns of `reviewed_subjects s` as the row's fields. */
export const subjectColumns = Prisma.raw(`s.review_id AS "reviewId", s.number, s.cluster_id AS "clusterId", s.kind, s.namespace,
  s.name, s.sentence, s.dangers, s.grants, s.grant_count AS "grantCount", s.not_assessed AS "notAssessed", s.previous, s.gained,
  s.is_new AS "isNew", s.decision, s.note, s.decided_by_id AS "decidedById", s.decided_by AS "decidedBy",
  s.decided_at AS "decidedAt", s.version`);
