/**
 * The subjects that a review decides about, each with what it holds as plain data: a review keeps it, so that what was decided
 * can be read and compared when the scan is gone. By RBAC alone.
 */
import type { DangerId } from "../dangers.ts";
import { allGrants, grantsOfSubject, isMasters, isUnresolved } from "../grants.ts";
import type { MatrixRow } from "../matrix-rows.ts";
import type { BindingEntry, Grant, RbacIndex } from "../rbac-index.ts";
import { identityOf, resolveSubject, type SubjectKind, type SubjectRef } from "../subject.ts";
import { createRoleJudge, type RoleJudge } from "./capabilities.ts";
import { sentenceOf } from "./sentence.ts";

export interface ReviewedGrant {
  readonly binding: { readonly kind: string; readonly namespace?: string; readonly name: string };
  readonly role: { readonly kind: string; readonly name: string };
  /** The group by which it is held; absent where the binding names the subject itself. */
  readonly through?: string;
  /** Where the binding's list of `subjects` entries names the subject, and as what; empty where it is held by a group. */
  readonly entries: readonly { readonly place: number; readonly name: string }[];
  readonly subjects: number;
  /** Stands for the role's rules; absent where the role was not seen, or is not there. */
  readonly digest?: string;
  /** It gives what the review is about; where that is whatever a subject holds, what it holds itself and not by a group. */
  readonly counts: boolean;
}

export interface Reviewed {
  readonly subject: SubjectRef;
  /** What it may do, as a sentence. */
  readonly sentence: string;
  readonly dangers: readonly DangerId[];
  /** At most `mostGrants`, those that count and are its own first. */
  readonly grants: readonly ReviewedGrant[];
  readonly grantCount: number;
  /** Some of its bindings or roles may not have been seen. */
  readonly seenInFull: boolean;
}

export interface ReviewFilter {
  /** One of `capabilities`. */
  readonly capability?: string | undefined;
  readonly kinds: readonly SubjectKind[];
  /** Also subjects that hold only what Kubernetes itself created; system:masters is always among them. */
  readonly defaults: boolean;
}

export const mostGrants = 100;

/**
 * @param dangersOf the dangers of a row that the reader may know of
 * @returns the subjects of a filter, in the order of the rows. One whose role was not seen is in it: it may hold what is asked.
 */
export function reviewedSubjects(
  index: RbacIndex,
  rows: readonly MatrixRow[],
  { filter, dangersOf }: { readonly filter: ReviewFilter; readonly dangersOf: (row: MatrixRow) => readonly DangerId[] },
): readonly Reviewed[] {
  const judge = createRoleJudge(index);
  return rows.flatMap((row) => {
    if (filter.kinds.length > 0 && !filter.kinds.includes(row.subject.kind)) return [];
    if (row.isDefault && !filter.defaults && !isMasters(row.subject)) return [];
    const found = grantsOfSubject(index, row.subject).flatMap(allGrants);
    if (!isAsked(row.subject, found, { judge, capability: filter.capability })) return [];
    return [reviewedOf(row, found, { judge, capability: filter.capability, dangers: dangersOf(row) })];
  });
}

interface Asked {
  readonly judge: RoleJudge;
  readonly capability: string | undefined;
}

function isAsked(subject: SubjectRef, grants: readonly Grant[], { judge, capability }: Asked): boolean {
  if (capability === undefined || isMasters(subject)) return true;
  return grants.some((grant) => judge.gives(grant.binding, capability) || isUnresolved(grant));
}

function reviewedOf(
  { subject, seenInFull }: MatrixRow,
  found: readonly Grant[],
  { judge, capability, dangers }: Asked & { readonly dangers: readonly DangerId[] },
): Reviewed {
  const own = identityOf(subject);
  const grants = found.map((grant) => grantOf(grant, own, { judge, capability })).sort((a, b) => rankOf(a) - rankOf(b));
  return {
    subject,
    sentence: sentenceOf({ subject, grants: found, dangers }, judge),
    dangers,
    grants: grants.slice(0, mostGrants),
    grantCount: grants.length,
    seenInFull,
  };
}

function rankOf({ counts, through }: ReviewedGrant): number {
  return Number(!counts) * 2 + Number(through !== undefined);
}

function grantOf({ binding, subject }: Grant, own: string, { judge, capability }: Asked): ReviewedGrant {
  const { kind, item, role } = binding;
  const isOwn = identityOf(subject) === own;
  return {
    binding: { kind, name: item.meta.name, ...(binding.namespace !== "" && { namespace: binding.namespace }) },
    role: { kind: item.roleRef.kind, name: item.roleRef.name },
    ...(!isOwn && { through: subject.name }),
    entries: isOwn ? entriesOf(binding, own) : [],
    subjects: item.subjects.length,
    ...(role && { digest: judge.digestOf(role) }),
    counts: capability === undefined ? isOwn : judge.gives(binding, capability),
  };
}

/** A binding may name a subject more than once. */
function entriesOf({ item, namespace }: BindingEntry, own: string): ReviewedGrant["entries"] {
  return item.subjects.flatMap((named, place) => {
    const subject = resolveSubject(named, namespace);
    return subject !== undefined && identityOf(subject) === own ? [{ place, name: named.name }] : [];
  });
}

/** @returns a text that is the same for the same binding of the same role, whoever holds it and however. */
export function grantKey({ binding, role }: Pick<ReviewedGrant, "binding" | "role">): string {
  return JSON.stringify([binding.kind, binding.namespace ?? "", binding.name, role.kind, role.name]);
}

/** @returns `RoleBinding payments/oncall (ClusterRole edit)`. */
export function grantWords({ binding, role }: Pick<ReviewedGrant, "binding" | "role">): string {
  const place = binding.namespace === undefined ? "" : `${binding.namespace}/`;
  return `${binding.kind} ${place}${binding.name} (${role.kind} ${role.name})`;
}
