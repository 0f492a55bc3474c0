/** Differences of access as the API shows them. */
import type { z } from "zod";
import type { AccessChangeView, changeCountsSchema, RightView, SubjectChangesView } from "../../../contracts/access/changes.ts";
import { dangerOf } from "../../../core/rbac/dangers.ts";
import type { AccessChange, AccessDifference, SubjectDifference } from "../../../core/rbac/difference/difference.ts";
import type { Extent } from "../../../core/rbac/difference/extent.ts";
import type { Right } from "../../../core/rbac/difference/right.ts";
import { formatRight } from "../../../core/rbac/difference/right-words.ts";
import { type SubjectKind, subjectKey } from "../../../core/rbac/subject.ts";
import { subjectView } from "./access-view.ts";

const mostRights = 100;
const mostCauses = 50;

function extentView({ all, of, except }: Extent) {
  return { all, of: [...of], except: [...except] };
}

function rightView(right: Right): RightView {
  const words = formatRight(right);
  const verbs = extentView(right.verbs);
  if (right.about === "urls") return { words, verbs, urls: extentView(right.urls) };
  const { groups, resources, names } = right;
  return { words, verbs, groups: extentView(groups), resources: extentView(resources), names: extentView(names) };
}

function changeView(change: AccessChange): AccessChangeView {
  const { direction, certain, scope, atMost, rights, causes, unsureIn } = change;
  return {
    ...{ direction, certain, atMost },
    scope: scope === "cluster" ? scope : [...scope],
    heldIn: change.held.map(({ namespace }) => namespace),
    ...(unsureIn && { unsureIn: unsureIn.namespaces === "all" ? ("all" as const) : [...unsureIn.namespaces] }),
    rights: rights.slice(0, mostRights).map(rightView),
    moreRights: Math.max(0, rights.length - mostRights),
    dangers: change.dangers.map((id) => ({ id, may: dangerOf(id).may })),
    causes: causes.slice(0, mostCauses).map((cause) => ({ ...cause })),
    moreCauses: Math.max(0, causes.length - mostCauses),
    gaps: [...change.gaps],
  };
}

/** @returns what a subject gained and lost. */
export function subjectChangesView({ subject, presence, changes }: SubjectDifference): SubjectChangesView {
  return { subject: subjectView(subject), presence, changes: changes.map(changeView) };
}

/** @returns how many subjects change, and how. */
export function countChanges(subjects: readonly SubjectDifference[]): z.infer<typeof changeCountsSchema> {
  const having = (is: (change: AccessChange) => boolean) => subjects.filter(({ changes }) => changes.some(is)).length;
  return {
    subjects: subjects.length,
    gained: having(({ direction }) => direction === "gained"),
    lost: having(({ direction }) => direction === "lost"),
    dangerous: having(({ direction, dangers }) => direction === "gained" && dangers.length > 0),
    unsure: having(({ certain }) => !certain),
  };
}

export interface ChangesFilter {
  readonly q?: string | undefined;
  readonly kind?: readonly SubjectKind[] | undefined;
  readonly namespace?: string | undefined;
  readonly direction?: AccessChange["direction"] | undefined;
  readonly risky?: boolean | undefined;
}

/** @returns the subjects, each with the changes that the filter keeps. */
export function filterChanges({ subjects }: AccessDifference, filter: ChangesFilter): readonly SubjectDifference[] {
  const text = filter.q?.toLowerCase() ?? "";
  const keeps = ({ direction, dangers, scope }: AccessChange) =>
    (filter.direction === undefined || direction === filter.direction) &&
    (!filter.risky || dangers.length > 0) &&
    (filter.namespace === undefined || scope === "cluster" || scope.includes(filter.namespace));
  const narrowed = filter.direction !== undefined || filter.risky || filter.namespace !== undefined;
  return subjects.flatMap((one) => {
    if (filter.kind && !filter.kind.includes(one.subject.kind)) return [];
    if (!subjectKey(one.subject).toLowerCase().includes(text)) return [];
    const changes = one.changes.filter(keeps);
    return changes.length === 0 && narrowed ? [] : [{ ...one, changes }];
  });
}
