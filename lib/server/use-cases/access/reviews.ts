/** Reading access reviews: which there are, whom they are about, what stands behind a subject. */
import type {
  AccessReview,
  AccessReviewPage,
  LastReviews,
  ReviewedDetail,
  ReviewedSubject,
  SubjectFilter,
} from "../../../contracts/access/reviews.ts";
import { chainOf, mastersChain } from "../../../core/rbac/chain.ts";
import { dangerOf } from "../../../core/rbac/dangers.ts";
import { allGrants, grantsOfSubject, isMasters } from "../../../core/rbac/grants.ts";
import { ruleAllows } from "../../../core/rbac/predicates.ts";
import type { Grant, RbacIndex } from "../../../core/rbac/rbac-index.ts";
import { capabilities, createRoleJudge } from "../../../core/rbac/review/capabilities.ts";
import { removalSteps } from "../../../core/rbac/review/removal.ts";
import { identityOf } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ReviewRow, SubjectRow } from "../../database/reviews/review-rows.ts";
import { intersectionOf } from "../../database/scope.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { badCursor } from "../scans/scans.ts";
import type { Services } from "../services.ts";
import { accessOf } from "./access-index.ts";
import { chainView } from "./access-view.ts";
import { reviewedView, reviewView } from "./review-view.ts";

interface ListQuery {
  readonly state: "open" | "signedOff";
  readonly cluster?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export const listReviews = defineUseCase<ListQuery, AccessReviewPage>("report:read", async (actor, query, services) => {
  const page = await services.repositories.reviews.list(actor.scope, query);
  if (page === undefined) return refuse("badRequest", badCursor);
  return ok({ ...page, items: page.items.map((row) => reviewView(row, actor, services.now())) });
});

export const getReview = defineUseCase<{ readonly id: string }, AccessReview>("report:read", async (actor, { id }, services) => {
  const row = await services.repositories.reviews.get(actor.scope, id);
  return row === undefined ? refuse("notFound") : ok(reviewView(row, actor, services.now()));
});

export const listCapabilities = defineUseCase<unknown, { items: { id: string; may: string }[] }>("report:read", async () =>
  ok({ items: capabilities.map((capability) => ({ ...capability })) }),
);

export const listReviewers = defineUseCase<{ readonly cluster?: readonly string[] }, { items: { id: string; name: string }[] }>(
  "access:review",
  async ({ scope }, { cluster = [] }, { repositories }) => {
    const places = cluster.map((clusterId) => ({ clusterId, namespaces: [] }));
    return ok({ items: await repositories.reviews.eligible(scope, places) });
  },
);

const day = 86_400_000;

export const getLastReviews = defineUseCase<unknown, LastReviews>("report:read", async ({ scope }, _input, services) => {
  const { repositories, settings, now } = services;
  const [clusters, found] = await Promise.all([repositories.clusters.list(scope), repositories.reviews.last(scope)]);
  const lastOf = new Map(found.map((last) => [last.clusterId, last]));
  const items = clusters
    .filter(({ limited }) => !limited)
    .map(({ id, name }) => {
      const last = lastOf.get(id);
      if (last === undefined) return { clusterId: id, cluster: name };
      const days = Math.floor((now().getTime() - last.at.getTime()) / day);
      const due = days >= settings.reviewMaxDays;
      return {
        clusterId: id,
        cluster: name,
        last: { review: last.reviewId, name: last.name, at: last.at.toISOString(), days, due },
      };
    });
  return ok({ maxDays: settings.reviewMaxDays, items });
});

interface SubjectsQuery {
  readonly id: string;
  readonly show?: SubjectFilter | undefined;
  readonly q?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export const listReviewed = defineUseCase<SubjectsQuery, { items: ReviewedSubject[]; total: number; next?: string }>(
  "report:read",
  async ({ scope }, { id, show, q: text, limit, cursor }, { repositories }) => {
    const after = cursor === undefined ? 0 : Number(cursor);
    if (!Number.isSafeInteger(after) || after < 0 || after > 1_000_000_000) return refuse("badRequest", badCursor);
    const page = await repositories.reviews.subjects(scope, id, { show, text, limit, after });
    if (page === undefined) return refuse("notFound");
    const next = page.next === undefined ? {} : { next: String(page.next) };
    return ok({ items: page.items.map(reviewedView), total: page.total, ...next });
  },
);

export const getReviewed = defineUseCase<{ readonly id: string; readonly number: number }, ReviewedDetail>(
  "report:read",
  async (actor, { id, number }, services) => {
    const { reviews } = services.repositories;
    const [review, row] = await Promise.all([reviews.get(actor.scope, id), reviews.subject(actor.scope, id, number)]);
    if (review === undefined || row === undefined) return refuse("notFound");
    const ways = await waysOf(actor, { review, row }, services);
    if (!ways.ok) return ways;
    const steps = removalSteps(row.subject, row.grants).map((step) => ({ ...step }));
    return ok({ ...reviewedView(row), ...ways.value, steps });
  },
);

const mostWays = 50;

/** The chains of a subject in the scan that its review is frozen to, those that give what it is about first. */
async function waysOf(
  actor: Actor,
  { review, row }: { readonly review: ReviewRow; readonly row: SubjectRow },
  services: Services,
): Promise<Outcome<Pick<ReviewedDetail, "ways" | "moreWays">>> {
  const place = review.places.find(({ clusterId }) => clusterId === row.clusterId);
  if (place === undefined) return refuse("notFound");
  const named = place.namespaces.length === 0 ? ("all" as const) : new Set(place.namespaces);
  const scope = intersectionOf(actor.scope, { clusters: new Map([[place.clusterId, named]]) });
  const access = await accessOf({ ...actor, scope }, place.scanId, services);
  if (!access.ok) return access;
  const { index } = access.value;
  const { subject } = row;
  const grants = grantsOfSubject(index, subject).flatMap(allGrants);
  const judge = createRoleJudge(index);
  const countsFor = (grant: Grant, capability: string | undefined) =>
    capability === undefined ? identityOf(grant.subject) === identityOf(subject) : judge.gives(grant.binding, capability);
  const ways = grants
    .map((grant) => ({ grant, counts: countsFor(grant, review.capability), dangers: judge.dangersOf(grant.binding) }))
    .sort((a, b) => Number(b.counts) - Number(a.counts) || b.dangers.length - a.dangers.length);
  const bypass = { chain: chainView(mastersChain, subject), counts: true, dangers: [], rules: 0 };
  return ok({
    ways: [
      ...(isMasters(subject) ? [bypass] : []),
      ...ways.slice(0, mostWays).map(({ grant, counts, dangers }) => ({
        chain: chainView(firstChain(index, grant, dangers), subject),
        counts,
        dangers: [...dangers],
        rules: grant.binding.role?.rules.length ?? 0,
      })),
    ],
    moreWays: Math.max(0, ways.length - mostWays),
  });
}

type Dangers = Parameters<typeof dangerOf>[0];

/** @returns the chain of the first rule that gives a dangerous right, else of the first rule; without one where there is none. */
function firstChain(index: RbacIndex, grant: Grant, dangers: readonly Dangers[]) {
  const rules = grant.binding.role?.rules ?? [];
  const requests = dangers.flatMap((id) => [...dangerOf(id).requests]);
  const dangerous = rules.findIndex((rule) => requests.some((request) => ruleAllows(request, rule)));
  const place = Math.max(0, dangerous);
  const rule = rules[place];
  if (rule !== undefined) return chainOf(index, grant, rule, place);
  const { rule: _none, ...chain } = chainOf(index, grant, { verbs: [] }, 0);
  return chain;
}
