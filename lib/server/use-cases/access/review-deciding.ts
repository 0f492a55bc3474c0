/** Deciding in an access review: about subjects, about the review itself, and its sign-off, after which nothing changes. */
import type { AccessReview, Decisions, ReviewChange, ReviewedSubject } from "../../../contracts/access/reviews.ts";
import { formatSubject } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Repositories } from "../../database/repositories.ts";
import type { ReviewRow } from "../../database/reviews/review-rows.ts";
import { attempt, Refused } from "../attempt.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { reviewersOf } from "./review-making.ts";
import { reviewedView } from "./review-view.ts";
import { getReview } from "./reviews.ts";

export const decideReview = defineUseCase<Decisions, { items: ReviewedSubject[] }>(
  "access:review",
  async (actor, { id, decisions }, services) => {
    const at = services.now();
    const numbers = decisions.map(({ number }) => number);
    if (new Set(numbers).size < numbers.length)
      return refuse("badRequest", { issues: [{ path: "decisions", message: "Decide about each subject once." }] });
    const written = await attempt(services, async (tx) => {
      const review = await held(tx, actor, id);
      requireReviewer(review, actor);
      const before = await tx.reviews.numbered(actor.scope, id, numbers);
      if (before.length < numbers.length) throw new Refused({ code: "notFound" });
      const missed = await tx.reviews.decide(actor.scope, id, decisions, { id: actor.userId, name: actor.name, at });
      if (missed.length > 0) throw new Refused({ code: "reviewChanged" });
      for (const was of before) {
        const decision = decisions.find(({ number }) => number === was.number);
        await record(tx, actor, {
          action: "review.decide",
          clusterId: was.clusterId,
          subject: formatSubject(was.subject),
          detail: { review: id, name: review.name, noted: Boolean(decision?.note) },
          before: { decision: was.decision ?? null },
          after: { decision: decision?.decision ?? null },
        });
      }
      return tx.reviews.numbered(actor.scope, id, numbers);
    });
    return written.ok ? ok({ items: written.value.map(reviewedView) }) : written;
  },
);

export const changeReview = defineUseCase<ReviewChange, AccessReview>("access:review", async (actor, change, services) => {
  const { id, version, name } = change;
  const before = await services.repositories.reviews.get(actor.scope, id);
  if (before === undefined) return refuse("notFound");
  if (!before.whole) return refuse("beyondScope");
  const reviewers = change.reviewers && (await reviewersOf(actor, change.reviewers, { places: before.places, services }));
  if (reviewers && !reviewers.ok) return reviewers;
  const dueAt = change.dueAt === undefined ? undefined : new Date(change.dueAt);
  const done = await attempt(services, async (tx) => {
    await held(tx, actor, id);
    if (!(await tx.reviews.change(actor.scope, id, version, { name, dueAt, reviewers: reviewers?.value })))
      throw new Refused({ code: "reviewChanged" });
    await record(tx, actor, {
      action: "review.change",
      clusterId: onlyCluster(before),
      subject: before.name,
      detail: { review: id },
      before: factsOf(before),
      after: factsOf({
        ...before,
        ...(name && { name }),
        ...(dueAt && { dueAt }),
        ...(reviewers && { reviewers: reviewers.value }),
      }),
    });
  });
  return done.ok ? getReview(actor, { id }, services) : done;
});

export const signOffReview = defineUseCase<
  { readonly id: string; readonly version: number; readonly note?: string },
  AccessReview
>("access:review", async (actor, { id, version, note }, services) => {
  const at = services.now();
  const done = await attempt(services, async (tx) => {
    const review = await held(tx, actor, id);
    if (!review.whole) throw new Refused({ code: "beyondScope" });
    requireReviewer(review, actor);
    const { subjects, keep, remove, ask, notAssessed } = review.progress;
    const open = subjects - keep - remove - ask;
    if (open > 0)
      throw new Refused({
        code: "reviewUndecided",
        detail: open === 1 ? "1 subject is not decided yet." : `${open} subjects are not decided yet.`,
      });
    if (!(await tx.reviews.signOff(actor.scope, id, version, { name: actor.name, note, at })))
      throw new Refused({ code: "reviewChanged" });
    await record(tx, actor, {
      action: "review.signOff",
      clusterId: onlyCluster(review),
      subject: review.name,
      detail: { review: id, keep, remove, ask, notAssessed },
    });
  });
  return done.ok ? getReview(actor, { id }, services) : done;
});

export const removeReview = defineUseCase<{ readonly id: string }, undefined>(
  "access:review",
  async (actor, { id }, services) => {
    const done = await attempt(services, async (tx) => {
      const review = await held(tx, actor, id);
      if (!(await tx.reviews.remove(actor.scope, id))) throw new Refused({ code: "beyondScope" });
      const { subjects, keep, remove, ask } = review.progress;
      const detail = { review: id, subjects, decided: keep + remove + ask };
      await record(tx, actor, { action: "review.remove", clusterId: onlyCluster(review), subject: review.name, detail });
    });
    return done.ok ? ok(undefined) : done;
  },
);

/** @returns the open review, held against changes until the transaction's end. @throws Refused where there is none. */
async function held(tx: Repositories, { scope }: Actor, id: string): Promise<ReviewRow> {
  const review = await tx.reviews.hold(scope, id);
  if (review !== undefined) return review;
  throw new Refused({ code: (await tx.reviews.get(scope, id)) === undefined ? "notFound" : "reviewSignedOff" });
}

function requireReviewer({ reviewers }: ReviewRow, { userId }: Actor): void {
  if (!reviewers.some(({ id }) => id === userId)) throw new Refused({ code: "notReviewer" });
}

function onlyCluster({ places }: ReviewRow): string | undefined {
  return places.length === 1 ? places[0]?.clusterId : undefined;
}

function factsOf({ name, dueAt, reviewers }: Pick<ReviewRow, "name" | "dueAt" | "reviewers">) {
  return { name, dueAt: dueAt.toISOString(), reviewers: reviewers.map((reviewer) => reviewer.name) };
}
