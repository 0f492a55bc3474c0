/** Access reviews. What is signed off is never changed: the database itself refuses it. */
import type { Gap } from "../../../core/inventory/gap.ts";
import type { ReviewFilter } from "../../../core/rbac/review/reviewed.ts";
import type { Connection } from "../connection.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Rows } from "../database.ts";
import { Prisma, type ReviewedSubject } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { namespacesOf, type Scope } from "../scope.ts";
import { scopesRepository } from "../scopes.ts";
import { storableJson, storableText } from "../storable.ts";
import { type EarlierSubject, earlierSubjects, type LastReview, lastReviews } from "./earlier-reviews.ts";
import {
  type Decision,
  type Departed,
  fromPlaces,
  isStillThere,
  type NewSubject,
  type Reviewer,
  type ReviewRow,
  reviewRows,
  type SubjectRow,
  subjectColumns,
  subjectRow,
} from "./review-rows.ts";

export interface ReviewDraft extends ReviewFilter {
  readonly name: string;
  readonly reviewers: readonly Reviewer[];
  readonly dueAt: Date;
  readonly places: readonly NewPlace[];
}

export interface NewPlace {
  readonly clusterId: string;
  readonly namespaces: readonly string[];
  readonly scanId: string;
  readonly scanNumber: number;
  readonly takenAt: Date;
  readonly gaps: readonly Gap[];
  readonly departed: readonly Departed[];
  readonly subjects: readonly NewSubject[];
}

export interface ReviewQuery {
  readonly state: "open" | "signedOff";
  readonly cluster?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface SubjectQuery {
  readonly show?: Decision | "undecided" | "notAssessed" | "stillThere" | "gained" | undefined;
  /** A part of the name or namespace, in any case. */
  readonly text?: string | undefined;
  readonly limit: number;
  /** Only those after this number. */
  readonly after?: number | undefined;
}

export interface NewDecision {
  readonly number: number;
  /** As whoever decides saw it. */
  readonly version: number;
  readonly decision: Decision | null;
  readonly note?: string | undefined;
}

export interface ReviewChanges {
  readonly name?: string | undefined;
  readonly dueAt?: Date | undefined;
  readonly reviewers?: readonly Reviewer[] | undefined;
}

export type ReviewsRepository = ReturnType<typeof reviewsRepository>;

export function reviewsRepository({ rows, transaction }: Connection) {
  async function get(scope: Scope, id: string): Promise<ReviewRow | undefined> {
    const stored = await rows.accessReview.findUnique({ where: { id } });
    return stored ? (await reviewRows(rows, scope, [stored]))[0] : undefined;
  }

  async function subjectsWhere(scope: Scope, id: string, where: Prisma.Sql): Promise<SubjectRow[]> {
    const found = await rows.$queryRaw<(ReviewedSubject & { cluster: string })[]>`
      SELECT ${subjectColumns}, c.name AS cluster FROM ${fromPlaces(scope)}
        JOIN reviewed_subjects s ON s.review_id = p.review_id AND s.cluster_id = p.cluster_id
      WHERE p.review_id = ${id} AND ${where}`;
    return found.map(subjectRow);
  }

  return {
    get,

    /** A page: open ones by their day, signed-off ones from the newest. Undefined for a cursor of another list. */
    async list(scope: Scope, { state, cluster, limit, cursor }: ReviewQuery) {
      const after = cursor === undefined ? undefined : decodeCursor(cursor, ["number", "string"]);
      if (cursor !== undefined && !after) return undefined;
      const open = state === "open";
      const key = open ? Prisma.sql`(r.due_at, r.id COLLATE "C")` : Prisma.sql`(r.signed_off_at, r.id COLLATE "C")`;
      const order = open ? Prisma.sql`r.due_at, r.id COLLATE "C"` : Prisma.sql`r.signed_off_at DESC, r.id COLLATE "C" DESC`;
      const then = after && Prisma.sql`(${new Date(Number(after[0]))}::timestamptz, ${String(after[1])}::text)`;
      const beyond = then ? Prisma.sql`AND ${key} ${open ? Prisma.sql`>` : Prisma.sql`<`} ${then}` : Prisma.empty;
      const inCluster = cluster === undefined ? Prisma.empty : Prisma.sql`AND p.cluster_id = ${cluster}`;
      const where = Prisma.sql`r.signed_off_at IS ${open ? Prisma.sql`NULL` : Prisma.sql`NOT NULL`}
        AND EXISTS (SELECT FROM ${fromPlaces(scope)} WHERE p.review_id = r.id ${inCluster})`;
      const [counted, found] = await Promise.all([
        rows.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM access_reviews r WHERE ${where}`,
        rows.$queryRaw<{ id: string }[]>`
          SELECT r.id FROM access_reviews r WHERE ${where} ${beyond} ORDER BY ${order} LIMIT ${limit + 1}`,
      ]);
      const ids = found.slice(0, limit).map(({ id }) => id);
      const stored = new Map((await rows.accessReview.findMany({ where: { id: { in: ids } } })).map((one) => [one.id, one]));
      const items = await reviewRows(
        rows,
        scope,
        ids.flatMap((id) => stored.get(id) ?? []),
      );
      const last = items.at(-1);
      const page = { items, total: counted[0]?.n ?? 0 };
      if (found.length <= limit || last === undefined) return page;
      return { ...page, next: encodeCursor([(last.signedOff?.at ?? last.dueAt).getTime(), last.id]) };
    },

    /** Writes a review down with its subjects. @throws where it reaches beyond the scope. */
    async create(scope: Scope, draft: ReviewDraft, maker: Reviewer, at: Date): Promise<string> {
      requireWithin(scope, draft.places);
      const id = newId("rvw");
      await transaction(async (tx) => {
        const { name, capability = null, kinds, defaults, reviewers, dueAt } = draft;
        await tx.accessReview.create({
          data: {
            ...{ id, name, capability, kinds: [...kinds], defaults, dueAt, createdAt: at },
            ...{ createdById: maker.id, createdBy: maker.name, reviewers: reviewers.map((reviewer) => ({ ...reviewer })) },
          },
        });
        let first = 1;
        for (const place of draft.places) {
          await insertPlace(tx, id, place, first);
          first += place.subjects.length;
        }
      });
      return id;
    },

    /** A page of the subjects that the scope sees, by number. Undefined where it sees nothing of the review. */
    async subjects(scope: Scope, id: string, query: SubjectQuery) {
      if ((await get(scope, id)) === undefined) return undefined;
      const narrowed = filterOf(query);
      const counted = await rows.$queryRaw<{ n: number }[]>`
        SELECT count(*)::int AS n FROM ${fromPlaces(scope)}
          JOIN reviewed_subjects s ON s.review_id = p.review_id AND s.cluster_id = p.cluster_id
        WHERE p.review_id = ${id} AND ${narrowed}`;
      const after = query.after ?? 0;
      const found = await subjectsWhere(
        scope,
        id,
        Prisma.sql`${narrowed} AND s.number > ${after} ORDER BY s.number LIMIT ${query.limit + 1}`,
      );
      const items = found.slice(0, query.limit);
      return { items, total: counted[0]?.n ?? 0, ...(found.length > query.limit && { next: items.at(-1)?.number }) };
    },

    async subject(scope: Scope, id: string, number: number): Promise<SubjectRow | undefined> {
      return (await subjectsWhere(scope, id, Prisma.sql`s.number = ${number}`))[0];
    },

    /** Some subjects by number, those that the scope sees. */
    async numbered(scope: Scope, id: string, numbers: readonly number[]): Promise<SubjectRow[]> {
      return subjectsWhere(scope, id, Prisma.sql`s.number = ANY(${[...numbers]}::int[]) ORDER BY s.number`);
    },

    /** @returns the review, held against changes until the transaction's end; undefined where it is signed off or not seen. */
    async hold(scope: Scope, id: string): Promise<ReviewRow | undefined> {
      await rows.$queryRaw`SELECT id FROM access_reviews WHERE id = ${id} FOR UPDATE`;
      const review = await get(scope, id);
      return review?.signedOff === undefined ? review : undefined;
    },

    /** Writes decisions down. @returns the numbers of those that somebody else changed meanwhile, or that the scope does not see. */
    async decide(scope: Scope, id: string, decisions: readonly NewDecision[], by: Reviewer & { at: Date }): Promise<number[]> {
      const missed: number[] = [];
      for (const { number, version, decision, note } of decisions) {
        const decided = decision !== null;
        const written = await rows.$executeRaw`
          UPDATE reviewed_subjects s SET decision = ${decision}::text, note = ${note ? storableText(note) : null}::text,
            decided_by_id = ${decided ? by.id : null}::text, decided_by = ${decided ? by.name : null}::text,
            decided_at = ${decided ? by.at : null}::timestamptz, version = s.version + 1
          FROM ${fromPlaces(scope)}
          WHERE s.review_id = ${id} AND s.number = ${number} AND s.version = ${version}
            AND p.review_id = s.review_id AND p.cluster_id = s.cluster_id`;
        if (written !== 1) missed.push(number);
      }
      return missed;
    },

    /** Changes an open review. @returns false where it has another version, is signed off, or lies partly outside the scope. */
    async change(scope: Scope, id: string, version: number, { name, dueAt, reviewers }: ReviewChanges): Promise<boolean> {
      if (!(await get(scope, id))?.whole) return false;
      const { count } = await rows.accessReview.updateMany({
        where: { id, version, signedOffAt: null },
        data: {
          ...(name !== undefined && { name }),
          ...(dueAt && { dueAt }),
          ...(reviewers && { reviewers: reviewers.map((reviewer) => ({ ...reviewer })) }),
          version: { increment: 1 },
        },
      });
      return count === 1;
    },

    /** Signs a review off. @returns false where it has another version, is signed off, or lies partly outside the scope. */
    async signOff(scope: Scope, id: string, version: number, by: { name: string; note?: string | undefined; at: Date }) {
      if (!(await get(scope, id))?.whole) return false;
      const { count } = await rows.accessReview.updateMany({
        where: { id, version, signedOffAt: null },
        data: {
          ...{ signedOffAt: by.at, signedOffBy: by.name, version: { increment: 1 } },
          ...(by.note && { signOffNote: storableText(by.note) }),
        },
      });
      return count === 1;
    },

    /** Removes an open review. @returns false where it is signed off, or lies partly outside the scope. */
    async remove(scope: Scope, id: string): Promise<boolean> {
      if (!(await get(scope, id))?.whole) return false;
      return (await rows.accessReview.deleteMany({ where: { id, signedOffAt: null } })).count === 1;
    },

    /** The newest signed-off decision about each subject of a place, by `subjectKey`; of a wider place than this none. */
    async earlier(scope: Scope, place: Pick<NewPlace, "clusterId" | "namespaces">): Promise<Map<string, EarlierSubject>> {
      return earlierSubjects(rows, scope, place);
    },

    /** The newest signed-off review of each whole cluster. */
    async last(scope: Scope): Promise<LastReview[]> {
      return lastReviews(rows, scope);
    },

    /** Open reviews whose day has passed, the oldest first. */
    async overdue(scope: Scope, at: Date): Promise<ReviewRow[]> {
      const found = await rows.accessReview.findMany({
        where: { signedOffAt: null, dueAt: { lt: at } },
        orderBy: { dueAt: "asc" },
        take: 200,
      });
      return reviewRows(rows, scope, found);
    },

    /** People with a role that may review who see all of these places. */
    async eligible(scope: Scope, places: readonly Pick<NewPlace, "clusterId" | "namespaces">[]): Promise<Reviewer[]> {
      if (places.length === 0 || !places.every((place) => seesPlace(scope, place))) return [];
      const people = await rows.user.findMany({
        where: { role: { in: ["operator", "admin"] } },
        select: { id: true, name: true, scope: true },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
      const scopes = scopesRepository({ rows });
      const found: Reviewer[] = [];
      for (const { id, name, scope: granted } of people) {
        const sees = await scopes.resolve(granted);
        if (places.every((place) => seesPlace(sees, place))) found.push({ id, name });
      }
      return found;
    },
  };
}

function seesPlace(scope: Scope, { clusterId, namespaces }: Pick<NewPlace, "clusterId" | "namespaces">): boolean {
  const seen = namespacesOf(scope, clusterId);
  if (seen === undefined || seen === "all") return seen === "all";
  return namespaces.length > 0 && namespaces.every((name) => seen.has(name));
}

function requireWithin(scope: Scope, places: readonly NewPlace[]): void {
  if (!places.every((place) => seesPlace(scope, place))) throw new Error("A review may not reach beyond its maker's scope.");
}

function filterOf({ show, text }: SubjectQuery): Prisma.Sql {
  const named = text
    ? Prisma.sql`strpos(lower(coalesce(s.namespace || '/', '') || s.name), ${text.toLowerCase()}) > 0`
    : Prisma.sql`true`;
  return Prisma.sql`${shown(show)} AND ${named}`;
}

function shown(show: SubjectQuery["show"]): Prisma.Sql {
  switch (show) {
    case undefined:
      return Prisma.sql`true`;
    case "undecided":
      return Prisma.sql`s.decision IS NULL`;
    case "notAssessed":
      return Prisma.sql`s.not_assessed`;
    case "stillThere":
      return isStillThere;
    case "gained":
      return Prisma.sql`s.gained IS NOT NULL`;
    default:
      return Prisma.sql`s.decision = ${show}`;
  }
}

const batch = 500;

async function insertPlace(tx: Rows, reviewId: string, { subjects, ...place }: NewPlace, first: number): Promise<void> {
  const { gaps, departed, namespaces, ...rest } = place;
  const json = (value: unknown) => JSON.parse(storableJson(value)) as Prisma.InputJsonValue;
  await tx.accessReviewPlace.create({
    data: { reviewId, ...rest, namespaces: [...namespaces], gaps: json(gaps), departed: json(departed) },
  });
  const data = subjects.map((reviewed, place) => ({
    ...{ reviewId, number: first + place, clusterId: rest.clusterId, kind: reviewed.subject.kind },
    namespace: reviewed.subject.namespace === undefined ? null : storableText(reviewed.subject.namespace),
    name: storableText(reviewed.subject.name),
    sentence: storableText(reviewed.sentence),
    dangers: [...reviewed.dangers],
    grants: json(reviewed.grants),
    grantCount: reviewed.grantCount,
    notAssessed: !reviewed.seenInFull,
    isNew: reviewed.isNew,
    ...(reviewed.previous && { previous: json(reviewed.previous) }),
    ...(reviewed.gained && { gained: json(reviewed.gained) }),
  }));
  for (let start = 0; start < data.length; start += batch)
    await tx.reviewedSubject.createMany({ data: data.slice(start, start + batch) });
}
