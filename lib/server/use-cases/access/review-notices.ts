import type { Notices } from "../../../contracts/waivers.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Services } from "../services.ts";

const day = 86_400_000;

/** @returns the clusters whose last review is older than it may be, and the open reviews whose day has passed. */
export async function reviewNotices({ scope, userId }: Actor, services: Services): Promise<Notices["reviews"]> {
  const { repositories, settings, now } = services;
  const at = now();
  const [last, overdue] = await Promise.all([repositories.reviews.last(scope), repositories.reviews.overdue(scope, at)]);
  const tooOld = last.flatMap(({ clusterId, cluster, at: signed }) => {
    const days = Math.floor((at.getTime() - signed.getTime()) / day);
    return days < settings.reviewMaxDays ? [] : [{ kind: "tooOld" as const, clusterId, cluster, at: signed.toISOString(), days }];
  });
  const late = overdue.map(({ id, name, dueAt, reviewers }) => ({
    ...{ kind: "overdue" as const, review: id, name, dueAt: dueAt.toISOString() },
    yours: reviewers.some((reviewer) => reviewer.id === userId),
  }));
  return [...late, ...tooOld];
}
