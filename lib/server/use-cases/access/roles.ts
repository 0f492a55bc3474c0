/** The roles of a scan, in windows: what each gives, who holds it, and whether anything uses it. */
import type { RoleItem, RoleList } from "../../../contracts/access/subjects.ts";
import { compareText } from "../../../core/inventory/gap.ts";
import { defaultsOf } from "../../../core/rbac/defaults.ts";
import { type ListedRole, rolesOf } from "../../../core/rbac/lookup/roles.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { type Access, accessOf } from "./access-index.ts";
import { subjectView } from "./access-view.ts";
import { dangersOfRules, seesRule } from "./role-detail.ts";

export interface RoleListQuery {
  readonly id: string;
  readonly q?: string;
  readonly kind?: "Role" | "ClusterRole";
  readonly namespace?: string;
  readonly show?: readonly ("unused" | "aggregated" | "dangerous")[];
  readonly defaults: "hide" | "show";
  readonly sort: "danger" | "name" | "holders";
  readonly offset: number;
  readonly limit: number;
}

interface Entry {
  readonly listed: ListedRole;
  readonly dangers: readonly string[];
  /** Those that the reader may know of. */
  readonly rules: number;
  readonly unused: boolean | undefined;
}

export const listRoles = defineUseCase<RoleListQuery, RoleList>("report:read", async (actor, query, services) => {
  const found = await accessOf(actor, query.id, services);
  if (!found.ok) return found;
  const access = found.value;
  const { namespace } = query;
  if (namespace !== undefined && access.namespaces !== "all" && !access.namespaces.has(namespace)) return refuse("notFound");
  const entries = await entriesOf(access, services);
  const all = entries.filter(createFilter(query));
  const kept = query.defaults === "show" ? all : all.filter(({ listed }) => listed.origin !== "default");
  const gaps = Object.values(access.index.gaps).flat();
  return ok({
    offset: query.offset,
    total: kept.length,
    known: entries.length,
    dangerous: kept.filter(({ dangers }) => dangers.length > 0).length,
    unused: kept.filter(({ unused }) => unused === true).length,
    hiddenDefaults: all.length - kept.length,
    items: inOrder(kept, query.sort)
      .slice(query.offset, query.offset + query.limit)
      .map(itemView),
    complete: gaps.length === 0,
    gaps,
  });
});

async function entriesOf(access: Access, { memory }: Pick<Services, "memory">): Promise<readonly Entry[]> {
  const kept = await memory.get(`roles ${access.key}`, async () => {
    const all = rolesOf(access.index, defaultsOf(access.minor)).map((listed) => ({
      listed,
      dangers: dangersOfRules(access, listed.rules),
      rules: listed.rules.filter((rule) => seesRule(access, rule)).length,
      unused: unusedFor(access, listed),
    }));
    // A role of the cluster that gives nothing in the reader's namespaces is not for them.
    const value = access.namespaces === "all" ? all : all.filter(({ listed, rules }) => rules > 0 || listed.bindings > 0);
    return { value, weight: value.length };
  });
  return kept ?? [];
}

/** Who sees some namespaces does not know what is bound in others. */
function unusedFor({ namespaces }: Access, { role, unused }: ListedRole): boolean | undefined {
  return unused === true && namespaces !== "all" && role.kind === "ClusterRole" ? undefined : unused;
}

function createFilter({ q = "", kind, namespace, show = [] }: RoleListQuery): (entry: Entry) => boolean {
  const text = q.toLowerCase();
  return ({ listed, dangers, unused }) =>
    nameOf(listed).toLowerCase().includes(text) &&
    (kind === undefined || listed.role.kind === kind) &&
    (namespace === undefined || listed.role.namespace === namespace || listed.boundIn.has(namespace)) &&
    (!show.includes("unused") || unused === true) &&
    (!show.includes("aggregated") || listed.aggregated) &&
    (!show.includes("dangerous") || dangers.length > 0);
}

function inOrder(entries: readonly Entry[], sort: RoleListQuery["sort"]): readonly Entry[] {
  const byName = (a: Entry, b: Entry) => compareText(nameOf(a.listed), nameOf(b.listed));
  if (sort === "name") return entries.toSorted(byName);
  if (sort === "holders") return entries.toSorted((a, b) => b.listed.holders.length - a.listed.holders.length || byName(a, b));
  return entries.toSorted((a, b) => b.dangers.length - a.dangers.length || byName(a, b));
}

function nameOf({ role: { namespace, name } }: ListedRole): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

const mostNamed = 3;

function itemView({ listed, dangers, rules, unused }: Entry): RoleItem {
  const { role, exists, origin, aggregated, feeds, bindings, holders } = listed;
  return {
    role: { ...role },
    ...(exists !== undefined && { exists }),
    ...{ origin, rules, aggregated, bindings },
    feeds: feeds.length,
    dangers: [...dangers],
    holders: holders.length,
    first: holders.slice(0, mostNamed).map(subjectView),
    ...(unused !== undefined && { unused }),
  };
}
