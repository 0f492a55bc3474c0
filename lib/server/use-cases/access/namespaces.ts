/** Namespace administration: who administers each namespace, what such a one reaches beyond it, and a manifest that delegates it. */
import { stringify } from "yaml";
import type { NamespaceDetail, NamespaceRow, Namespaces } from "../../../contracts/access/namespaces.ts";
import type { NamespaceSummary } from "../../../core/rbac/namespaces/administration.ts";
import { delegationObjects } from "../../../core/rbac/namespaces/delegation.ts";
import { parseSubjectKey } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { subjectView } from "./access-view.ts";
import { bindingView, hopView } from "./path-views.ts";
import { type PathsOfScan, pathsOf } from "./paths-index.ts";

export interface NamespacesQuery {
  readonly id: string;
  readonly q?: string;
  /** Only those whose administrators reach something beyond. */
  readonly open?: boolean;
  readonly offset: number;
  readonly limit: number;
}

export const listNamespaces = defineUseCase<NamespacesQuery, Namespaces>("report:read", async (actor, query, services) => {
  const found = await pathsOf(actor, query.id, services);
  if (!found.ok) return found;
  const all = summariesFor(found.value);
  const text = query.q?.toLowerCase() ?? "";
  const rows = all.filter((row) => row.namespace.includes(text) && (!query.open || isOpen(row)));
  const { gaps } = found.value.paths;
  return ok({
    scanId: query.id,
    rows: rows.slice(query.offset, query.offset + query.limit).map(rowView),
    total: rows.length,
    namespaces: all.length,
    withoutLocal: all.filter(({ local }) => local.everything + local.administers === 0).length,
    open: all.filter(isOpen).length,
    complete: gaps.length === 0 && all.every(({ enforced }) => enforced !== undefined),
    gaps: [...gaps],
  });
});

/** A reader of some namespaces sees those. */
function summariesFor({ administration, access: { namespaces } }: PathsOfScan): readonly NamespaceSummary[] {
  const all = administration.summaries();
  return namespaces === "all" ? all : all.filter(({ namespace }) => namespaces.has(namespace));
}

function isOpen({ beyond }: NamespaceSummary): boolean {
  return beyond.some(({ verdict }) => verdict === "reached");
}

function rowView({ namespace, enforced, local, outside, beyond }: NamespaceSummary): NamespaceRow {
  return { namespace, enforced, local: { ...local }, outside, beyond: beyond.map((reach) => ({ ...reach })) };
}

const mostOutside = 100;

export interface NamespaceQuery {
  readonly id: string;
  readonly namespace: string;
}

export const getNamespace = defineUseCase<NamespaceQuery, NamespaceDetail>("report:read", async (actor, query, services) => {
  const found = await pathsOf(actor, query.id, services);
  if (!found.ok) return found;
  const { namespace } = query;
  const { administration, paths } = found.value;
  if (!summariesFor(found.value).some((row) => row.namespace === namespace)) return refuse("notFound");
  const outside = administration.outside(namespace);
  const others = outside.filter(({ ofKubernetes }) => !ofKubernetes);
  const gaps = administration.gaps(namespace);
  return ok({
    namespace,
    enforced: paths.world.enforced(namespace),
    local: administration.local(namespace).map(({ subject, level, bindings }) => ({
      subject: subjectView(subject),
      level,
      bindings: bindings.map(bindingView),
    })),
    outside: {
      total: outside.length,
      ofKubernetes: outside.length - others.length,
      subjects: others
        .slice(0, mostOutside)
        .map(({ subject, path }) => ({ subject: subjectView(subject), path: path.map(hopView) })),
    },
    beyond: administration.beyond(namespace).map(({ path, ...reach }) => ({ ...reach, path: path.map(hopView) })),
    mightyAccounts: administration
      .mightyAccounts(namespace)
      .map(({ subject, ends }) => ({ subject: subjectView(subject), ends: [...ends] })),
    sharedNodes: administration.sharedNodes(namespace).length,
    complete: gaps.length === 0,
    gaps: [...gaps],
  });
});

export interface DelegationQuery {
  readonly id: string;
  readonly namespace: string;
  readonly subject: string;
  readonly level: "baseline" | "restricted";
  readonly quota: boolean;
  readonly network: boolean;
}

export const getDelegation = defineUseCase<DelegationQuery, { yaml: string }>("report:read", async (actor, query, services) => {
  const subject = parseSubjectKey(query.subject);
  if (subject === undefined) return refuse("badRequest");
  const found = await pathsOf(actor, query.id, services);
  if (!found.ok) return found;
  if (found.value.access.namespaces !== "all" && !found.value.access.namespaces.has(query.namespace)) return refuse("notFound");
  const { namespace, level: podSecurity, quota, network: networkPolicy } = query;
  const objects = delegationObjects({ namespace, subjects: [subject], podSecurity, quota, networkPolicy });
  return ok({ yaml: objects.map((object) => stringify(object, { lineWidth: 0 })).join("---\n") });
});
