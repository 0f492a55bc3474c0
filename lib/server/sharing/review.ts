import { ok } from "../../core/result.ts";
import type { ReviewPlace, SubjectRow } from "../database/reviews/review-rows.ts";
import { capabilityView } from "../use-cases/access/review-view.ts";
import { refuse } from "../use-cases/outcome.ts";
import { filtersOf, type Reading, type ReportKind } from "./kind.ts";
import type { Redactor } from "./redactor.ts";

const pageSize = 100;
const namedBindings = 5;

/** A review can be shared when nothing of it changes any more. */
export const reviewKind: ReportKind<"review"> = {
  async freeze({ scope }, { review: id }, { repositories }) {
    const review = await repositories.reviews.get(scope, id);
    if (review === undefined) return refuse("notFound");
    if (review.signedOff === undefined) return refuse("reviewOpen");
    const { places } = review;
    return ok({ scanIds: places.map(({ scanId }) => scanId), clusterIds: places.map(({ clusterId }) => clusterId) });
  },

  async load({ view, reader, redactor, clusterName, page, services: { repositories } }) {
    const { scope } = reader;
    const review = await repositories.reviews.get(scope, view.review);
    const { signedOff } = review ?? {};
    if (review === undefined || signedOff === undefined) return refuse("notFound");
    const after = await numberBefore(page, (limit, from) =>
      repositories.reviews.subjects(scope, view.review, { limit, after: from }),
    );
    const subjects = await repositories.reviews.subjects(scope, view.review, { limit: pageSize, after });
    if (subjects === undefined) return refuse("notFound");
    const { progress, places, capability } = review;
    return ok({
      content: {
        kind: "review",
        name: redactor.written(review.name),
        ...(capability !== undefined && { may: capabilityView(capability).may }),
        reviewers: review.reviewers.map(({ name }) => redactor.text(name)),
        dueAt: review.dueAt.toISOString(),
        signedOff: {
          ...{ at: signedOff.at.toISOString(), by: redactor.text(signedOff.by) },
          note: redactor.written(signedOff.note),
        },
        progress: { ...progress, decided: progress.keep + progress.remove + progress.ask },
        departed: places.flatMap((place) => departedOf(place, { redactor, clusterName })),
        items: subjects.items.map((row) => itemOf(row, { redactor, clusterName })),
        gaps: redactor.gaps(places.flatMap(({ gaps }) => gaps)),
      },
      total: subjects.total,
      pageSize,
      filters: filtersOf({
        subjects: review.kinds,
        namespace: [...new Set(places.flatMap(({ namespaces }) => namespaces))],
        defaults: review.defaults ? "shown" : undefined,
      }),
    });
  },
};

/** @returns the number of the last subject before a page; a reader of some clusters sees numbers with holes. */
async function numberBefore(
  page: number,
  read: (limit: number, after: number) => Promise<{ readonly items: readonly SubjectRow[] } | undefined>,
): Promise<number> {
  let after = 0;
  for (let before = 1; before < page; before++) after = (await read(pageSize, after))?.items.at(-1)?.number ?? after;
  return after;
}

type Means = Pick<Reading<"review">, "redactor" | "clusterName">;

function departedOf(place: ReviewPlace, { redactor, clusterName }: Means) {
  return place.departed.map(({ subject, decidedAt, carriedOut }) => ({
    cluster: clusterName(place),
    subject: { ...redactor.subject(subject) },
    state: carriedOut.state,
    decidedAt,
  }));
}

function itemOf(row: SubjectRow, { redactor, clusterName }: Means) {
  const { previous, gained, decision, note, decidedBy, decidedAt } = row;
  const counting = row.grants.filter(({ counts }) => counts);
  return {
    cluster: clusterName(row),
    subject: { ...redactor.subject(row.subject) },
    sentence: redactor.text(row.sentence),
    notAssessed: row.notAssessed,
    bindings: counting.slice(0, namedBindings).map(({ binding, role }) => bindingWords({ binding, role }, redactor)),
    moreBindings: Math.max(0, counting.length - namedBindings),
    ...(previous && { previous: { decision: previous.decision, at: previous.decidedAt, state: previous.carriedOut?.state } }),
    gained: gained ? gained.bindings.length + gained.roles.length + gained.dangers.length : 0,
    decision,
    note: redactor.written(note),
    ...(decidedBy !== undefined && { decidedBy: redactor.text(decidedBy) }),
    decidedAt: decidedAt?.toISOString(),
  };
}

/** A binding is often called like its subject. */
function bindingWords({ binding, role }: Pick<SubjectRow["grants"][number], "binding" | "role">, redactor: Redactor): string {
  const { kind, namespace, name } = binding;
  const resource = `${kind.toLowerCase()}s.rbac.authorization.k8s.io`;
  const at = redactor.at({ resource, kind, name, ...(namespace !== undefined && { namespace }) });
  const place = at.namespace === undefined ? "" : `${at.namespace}/`;
  return `${kind} ${place}${at.name} (${role.kind} ${redactor.text(role.name)})`;
}
