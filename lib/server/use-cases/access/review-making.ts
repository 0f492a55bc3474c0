/** Whom a review is about, and making one: frozen to its scans, with what was decided the last time and what came of it. */
import type { AccessReview, NewReview, ReviewPreview, ReviewScope } from "../../../contracts/access/reviews.ts";
import { uniqueGaps } from "../../../core/inventory/gap-words.ts";
import { capabilities } from "../../../core/rbac/review/capabilities.ts";
import { type Reviewed, reviewedSubjects } from "../../../core/rbac/review/reviewed.ts";
import { carriedOut, gainedSince } from "../../../core/rbac/review/since.ts";
import { subjectKey } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { EarlierSubject } from "../../database/reviews/earlier-reviews.ts";
import type { Departed, NewSubject, Previous } from "../../database/reviews/review-rows.ts";
import type { NewPlace } from "../../database/reviews/reviews.ts";
import type { ScanRow } from "../../database/rows.ts";
import { intersectionOf, namespacesOf } from "../../database/scope.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { type Access, accessOf } from "./access-index.ts";
import { dangersOf } from "./matrix-dangers.ts";
import { getReview } from "./reviews.ts";

/** More subjects than these nobody decides about one by one. */
const mostSubjects = 5_000;

interface Found {
  readonly scan: ScanRow;
  readonly namespaces: readonly string[];
  readonly access: Access;
  readonly subjects: readonly Reviewed[];
}

export const previewReview = defineUseCase<ReviewScope, ReviewPreview>("access:review", async (actor, scope, services) => {
  const found = await find(actor, scope, services);
  if (!found.ok) return found;
  return ok({
    subjects: found.value.reduce((sum, { subjects }) => sum + subjects.length, 0),
    notAssessed: blindIn(found.value.flatMap(({ subjects }) => subjects)),
    clusters: found.value.map(({ scan, subjects }) => ({
      ...{ cluster: scan.cluster, clusterId: scan.clusterId, scanId: scan.id, number: scan.number },
      takenAt: takenAt(scan).toISOString(),
      subjects: subjects.length,
    })),
  });
});

export const createReview = defineUseCase<NewReview, AccessReview>("access:review", async (actor, input, services) => {
  const found = await find(actor, input, services);
  if (!found.ok) return found;
  const total = found.value.reduce((sum, { subjects }) => sum + subjects.length, 0);
  if (total === 0) return refuse("reviewEmpty");
  if (total > mostSubjects)
    return refuse("reviewTooLarge", { detail: `It would be about ${total} subjects; at most ${mostSubjects} can be in one.` });
  const at = services.now();
  const dueAt = new Date(input.dueAt);
  if (dueAt <= at) return refuse("badRequest", { issues: [{ path: "dueAt", message: "The day lies in the past." }] });
  const reviewers = await reviewersOf(actor, input.reviewers, { places: placesOf(found.value), services });
  if (!reviewers.ok) return reviewers;
  const id = await services.repositories.transaction(async (tx) => {
    const places: NewPlace[] = [];
    for (const one of found.value) places.push(placeOf(one, await tx.reviews.earlier(actor.scope, { ...placeName(one) }), input));
    const { name, capability, kinds, defaults } = input;
    const draft = { name, capability, kinds, defaults, dueAt, reviewers: reviewers.value, places };
    const made = await tx.reviews.create(actor.scope, draft, { id: actor.userId, name: actor.name }, at);
    const [only, ...others] = found.value;
    await record(tx, actor, {
      action: "review.create",
      clusterId: others.length === 0 ? only?.scan.clusterId : undefined,
      subject: name,
      detail: {
        ...{ review: made, capability, kinds, dueAt: dueAt.toISOString(), subjects: total },
        clusters: found.value.map(({ scan, namespaces }) => [scan.cluster, ...namespaces].join(" ")),
        reviewers: reviewers.value.map((reviewer) => reviewer.name),
        notAssessed: blindIn(places.flatMap(({ subjects }) => subjects)),
      },
    });
    return made;
  });
  return getReview(actor, { id }, services);
});

/** @returns the people of these ids, where each may review all of these places; who asks, where none is named. */
export async function reviewersOf(
  actor: Actor,
  ids: readonly string[],
  { places, services }: { readonly places: readonly Pick<NewPlace, "clusterId" | "namespaces">[]; readonly services: Services },
): Promise<Outcome<{ id: string; name: string }[]>> {
  if (ids.length === 0) return ok([{ id: actor.userId, name: actor.name }]);
  const eligible = await services.repositories.reviews.eligible(actor.scope, places);
  const known = eligible.filter(({ id }) => ids.includes(id));
  if (known.length === new Set(ids).size) return ok(known);
  const message =
    "One of these people may not review all of this: they need the role of an operator, and its clusters in their scope.";
  return refuse("badRequest", { issues: [{ path: "reviewers", message }] });
}

function placeName({ scan, namespaces }: Found): Pick<NewPlace, "clusterId" | "namespaces"> {
  return { clusterId: scan.clusterId, namespaces };
}

function placesOf(found: readonly Found[]) {
  return found.map(placeName);
}

function blindIn(subjects: readonly Reviewed[]): number {
  return subjects.filter(({ seenInFull }) => !seenInFull).length;
}

function takenAt(scan: ScanRow): Date {
  return scan.takenAt ?? scan.createdAt;
}

async function find(actor: Actor, scope: ReviewScope, services: Services): Promise<Outcome<Found[]>> {
  const { capability } = scope;
  if (capability !== undefined && !capabilities.some(({ id }) => id === capability))
    return refuse("badRequest", { issues: [{ path: "capability", message: "This release knows no such capability." }] });
  if (new Set(scope.places.map(({ cluster }) => cluster)).size < scope.places.length)
    return refuse("badRequest", { issues: [{ path: "places", message: "Name each cluster once." }] });
  const found: Found[] = [];
  for (const place of scope.places) {
    const one = await findIn(actor, place, { scope, services });
    if (!one.ok) return one;
    found.push(one.value);
  }
  return ok(found);
}

/** What counts in the named namespaces is all that is looked at, whoever asks: so whoever sees them may read the review. */
async function findIn(
  actor: Actor,
  { cluster, namespaces, scan: wanted }: ReviewScope["places"][number],
  { scope, services }: { readonly scope: ReviewScope; readonly services: Services },
): Promise<Outcome<Found>> {
  const seen = namespacesOf(actor.scope, cluster);
  if (seen === undefined) return refuse("notFound");
  if (seen !== "all" && !(namespaces?.every((name) => seen.has(name)) ?? false)) return refuse("beyondScope");
  const scan = await scanOf(actor, { cluster, wanted }, services);
  if (scan === undefined) return refuse(wanted === undefined ? "scanIncomplete" : "notFound");
  const named = namespaces === undefined ? ("all" as const) : new Set(namespaces);
  const narrowed = intersectionOf(actor.scope, { clusters: new Map([[cluster, named]]) });
  const access = await accessOf({ ...actor, scope: narrowed }, scan.id, services);
  if (!access.ok) return access;
  const { index, matrix } = access.value;
  const subjects = reviewedSubjects(index, matrix.rows, { filter: scope, dangersOf: (row) => dangersOf(row, access.value) });
  return ok({ scan, access: access.value, subjects, namespaces: [...new Set(namespaces)].sort() });
}

async function scanOf(
  { scope }: Actor,
  { cluster, wanted }: { readonly cluster: string; readonly wanted: string | undefined },
  { repositories }: Services,
): Promise<ScanRow | undefined> {
  if (wanted === undefined) return (await repositories.clusters.get(scope, cluster))?.lastScan;
  const scan = await repositories.scans.get(scope, wanted);
  return scan?.clusterId === cluster ? scan : undefined;
}

function placeOf(
  { scan, namespaces, access, subjects }: Found,
  earlier: ReadonlyMap<string, EarlierSubject>,
  { capability }: Pick<ReviewScope, "capability">,
): NewPlace {
  const keys = new Set(subjects.map(({ subject }) => subjectKey(subject)));
  // A review of another capability did not look at everybody whom this one is about.
  const sameBefore = [...earlier.values()].some((before) => before.capability === capability);
  return {
    ...{ clusterId: scan.clusterId, namespaces, scanId: scan.id, scanNumber: scan.number, takenAt: takenAt(scan) },
    gaps: uniqueGaps(Object.values(access.index.gaps).flat()),
    departed: [...earlier]
      .filter(([key, { decision }]) => decision === "remove" && !keys.has(key))
      .map(([, before]) => departedOf(before, access)),
    subjects: subjects.map((reviewed): NewSubject => {
      const before = earlier.get(subjectKey(reviewed.subject));
      return {
        ...reviewed,
        isNew: before === undefined && sameBefore,
        ...(before && { previous: previousOf(before, access), gained: gainedSince(before, reviewed) }),
      };
    }),
  };
}

function previousOf(before: EarlierSubject, { index }: Access): Previous {
  const { decision, note, decidedBy, decidedAt, review } = before;
  return {
    ...{ decision, decidedBy, decidedAt: decidedAt.toISOString(), review },
    ...(note !== undefined && { note }),
    ...(decision === "remove" && { carriedOut: carriedOut(index, before) }),
  };
}

function departedOf(before: EarlierSubject, { index }: Access): Departed {
  const { subject, decidedBy, decidedAt } = before;
  return { subject, decidedBy, decidedAt: decidedAt.toISOString(), carriedOut: carriedOut(index, before) };
}
