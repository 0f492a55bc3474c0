/** Access reviews as the API shows them. */
import type { AccessReview, ReviewedSubject } from "../../../contracts/access/reviews.ts";
import { capabilities } from "../../../core/rbac/review/capabilities.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ReviewPlace, ReviewRow, SubjectRow } from "../../database/reviews/review-rows.ts";
import { subjectView } from "./access-view.ts";

/** @returns a capability with its words; one that this release does not know has its id alone. */
export function capabilityView(id: string): { id: string; may: string } {
  return { id, may: capabilities.find((known) => known.id === id)?.may ?? id };
}

/** @returns a review as it is at an instant. */
export function reviewView(row: ReviewRow, { userId }: Pick<Actor, "userId">, at: Date): AccessReview {
  const { id, name, defaults, whole, createdBy, version, signedOff, progress, capability } = row;
  return {
    ...{ id, name, defaults, whole, createdBy, version },
    state: signedOff ? "signedOff" : "open",
    ...(capability !== undefined && { capability: capabilityView(capability) }),
    kinds: [...row.kinds],
    places: row.places.map(placeView),
    reviewers: row.reviewers.map((reviewer) => ({ ...reviewer })),
    mine: row.reviewers.some((reviewer) => reviewer.id === userId),
    dueAt: row.dueAt.toISOString(),
    overdue: signedOff === undefined && row.dueAt < at,
    createdAt: row.createdAt.toISOString(),
    signedOff: signedOff && { ...signedOff, at: signedOff.at.toISOString() },
    progress: { ...progress, decided: progress.keep + progress.remove + progress.ask },
  };
}

function placeView(place: ReviewPlace): AccessReview["places"][number] {
  const { cluster, clusterId, scanId, scanNumber: number, takenAt, namespaces, gaps, departed } = place;
  return {
    ...{ cluster, clusterId, scanId, number, takenAt: takenAt.toISOString(), gaps: [...gaps] },
    ...(namespaces.length > 0 && { namespaces: [...namespaces] }),
    departed: departed.map(({ subject, ...rest }) => ({
      ...rest,
      subject: subjectView(subject),
      carriedOut: { ...rest.carriedOut },
    })),
  };
}

export function reviewedView(row: SubjectRow): ReviewedSubject {
  const { number, clusterId, cluster, sentence, grantCount, notAssessed, isNew, decision, note, decidedBy, version } = row;
  const { previous, gained } = row;
  return {
    ...{ number, clusterId, cluster, sentence, grantCount, notAssessed, isNew, decision, note, decidedBy, version },
    subject: subjectView(row.subject),
    dangers: row.dangers.map(capabilityView),
    previous: previous && { ...previous, carriedOut: previous.carriedOut && { ...previous.carriedOut } },
    gained: gained && {
      bindings: [...gained.bindings],
      roles: [...gained.roles],
      dangers: gained.dangers.map(capabilityView),
    },
    decidedAt: row.decidedAt?.toISOString(),
  };
}
