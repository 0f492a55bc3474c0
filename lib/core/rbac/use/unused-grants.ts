/** Bindings of which a subject used nothing while an audit log was written: by each request that its rules allow. */
import { isUrl } from "../attributes.ts";
import { isMasters } from "../grants.ts";
import { ruleAllows } from "../predicates.ts";
import type { BindingEntry, Grant, RbacIndex } from "../rbac-index.ts";
import { identityOf, type SubjectRef } from "../subject.ts";
import type { AuditUses, PersonalUse } from "./audit-uses.ts";

export interface UnusedGrant {
  readonly grant: Grant;
  /** RFC 3339: since when the log could have shown a use; the binding may be younger than the log. */
  readonly since: string;
  /** Whether the subject, or a member of the group, is in the log at all. */
  readonly active: boolean;
}

export interface GrantsByUse {
  readonly unused: readonly UnusedGrant[];
  /** Grants of which the log cannot tell: made after its end, or of whom it names more requests than are kept. */
  readonly untold: number;
}

/**
 * @param counts whether a binding is asked about
 * @returns the grants that a log shows unused. Members of system:masters are let past RBAC and are left out.
 */
export function grantsByUse(index: RbacIndex, uses: AuditUses, counts: (binding: BindingEntry) => boolean): GrantsByUse {
  const byIdentity = usesByIdentity(uses);
  const unused: UnusedGrant[] = [];
  let untold = 0;
  for (const { subject, cluster, namespaces } of index.subjects.values()) {
    if (isMasters(subject)) continue;
    const found = byIdentity.get(identityOf(subject)) ?? [];
    const unclear = found.some(({ cut }) => cut) || (uses.cut === true && (subject.kind === "Group" || found.length === 0));
    for (const grant of [...cluster, ...[...namespaces.values()].flat()]) {
      const since = sinceOf(grant.binding, uses);
      if (!givesAnything(grant.binding) || !counts(grant.binding) || isUsed(grant.binding, found)) continue;
      if (unclear || since === undefined || grant.binding.role?.partial) untold += 1;
      else unused.push({ grant, since, active: found.length > 0 });
    }
  }
  return { unused, untold };
}

/** A role that is missing or empty has findings of its own. */
function givesAnything({ role }: BindingEntry): boolean {
  return role !== undefined && (role.rules.length > 0 || role.partial);
}

function usesByIdentity({ users }: AuditUses): ReadonlyMap<string, readonly PersonalUse[]> {
  const found = new Map<string, PersonalUse[]>();
  const add = (subject: SubjectRef, use: PersonalUse) => {
    const identity = identityOf(subject);
    const known = found.get(identity);
    if (known) known.push(use);
    else found.set(identity, [use]);
  };
  for (const use of users) {
    add({ kind: "User", name: use.user }, use);
    for (const name of use.groups) add({ kind: "Group", name }, use);
  }
  return found;
}

/** @returns undefined where the binding was made after the log's end. */
function sinceOf({ item: { meta } }: BindingEntry, { period: { from, to } }: AuditUses): string | undefined {
  // Objects carry whole seconds, events parts of them.
  if (meta.createdAt === undefined || Date.parse(meta.createdAt) < Date.parse(from)) return from;
  return Date.parse(meta.createdAt) > Date.parse(to) ? undefined : meta.createdAt;
}

function isUsed({ namespace, role }: BindingEntry, uses: readonly PersonalUse[]): boolean {
  const rules = role?.rules ?? [];
  return uses.some(({ actions }) =>
    actions.some(
      (action) =>
        (namespace === "" || (action.namespace === namespace && !isUrl(action.attributes))) &&
        rules.some((rule) => ruleAllows(action.attributes, action.manyNames ? { ...rule, resourceNames: [] } : rule)),
    ),
  );
}
