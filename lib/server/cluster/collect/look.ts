/** Reads one resource as well as the credential lets it: the whole cluster, else namespace by namespace. */
import type { Gap } from "#core/inventory/gap.ts";
import type { Coverage, Look } from "#core/inventory/inventory.ts";
import type { Item, NamespaceItem } from "#core/inventory/items.ts";
import { definitionOf, type ResourceId } from "#core/inventory/resources.ts";
import { askJson } from "./ask.ts";
import type { CollectContext, Miss } from "./context.ts";
import { type Discovery, servedAs } from "./discovery.ts";
import { collectionPath, type Listed, listCollection, type Part, type Target } from "./list.ts";
import type { MayList } from "./rules.ts";

/** The namespaces that a refused list is tried in. */
export interface KnownNamespaces {
  readonly names: readonly string[];
  /** They are all that the cluster has, and not only those that somebody named. */
  readonly all: boolean;
}

export interface LookContext extends CollectContext {
  readonly discovery: Discovery;
  readonly namespaces: () => Promise<KnownNamespaces>;
  readonly mayList: (namespace: string) => Promise<MayList>;
}

/** @returns the look at one resource, or at a part of it; whatever was not read is in its gaps. */
export async function lookAt(context: LookContext, resource: ResourceId, part?: Part): Promise<Look> {
  const definition = definitionOf(resource);
  const served = servedAs(context.discovery, definition);
  if (served.state === "absent") return { resource, coverage: { state: "absent" }, items: [] };
  if (served.state === "unreadable") return unseen(resource, { reason: "notServed", detail: served.detail });
  const apiVersion = served.state === "served" ? served.apiVersion : newestOf(resource);
  const target = { resource, apiVersion, ...(part && { part }) };
  const listed = await listCollection(context, target);
  if (served.state === "unknown" && listed.miss && listed.items.length === 0)
    return unseen(resource, { reason: "discoveryFailed", detail: served.detail });
  if (listed.miss?.reason !== "forbidden" || listed.items.length > 0) return lookOf(target, listed);
  if (definition.namespaced) return lookByNamespace(context, target, listed.miss);
  return resource === "namespaces" ? lookAtNamed(context, target, listed.miss) : unseen(resource, listed.miss);
}

function newestOf(resource: ResourceId): string {
  const { group, versions } = definitionOf(resource);
  return group === "" ? (versions[0] ?? "v1") : `${group}/${versions[0]}`;
}

function lookOf({ resource, apiVersion }: Target, { items, gaps, miss, mixed, resourceVersion }: Listed): Look {
  const all = miss ? [...gaps, gapOf(resource, miss)] : gaps;
  if (all.length === 0) {
    const coverage = {
      state: "complete" as const,
      ...(resourceVersion !== undefined && { resourceVersion }),
      ...(mixed && { mixed }),
    };
    return { resource, apiVersion, coverage, items };
  }
  return {
    resource,
    ...(items.length > 0 && { apiVersion }),
    coverage: { state: items.length > 0 ? "partial" : "unseen", gaps: all },
    items,
  };
}

async function lookByNamespace(context: LookContext, target: Target, refusal: Miss): Promise<Look> {
  const { resource, apiVersion } = target;
  const { names, all } = await context.namespaces();
  const items: Item[] = [];
  const gaps: Gap[] = [];
  let read = 0;
  for (const namespace of names) {
    if ((await context.mayList(namespace))(resource) === "no") {
      gaps.push({ resource, reason: "forbidden", namespace });
      continue;
    }
    const listed = await listCollection(context, { ...target, namespace });
    for (const item of listed.items) items.push(item);
    gaps.push(...listed.gaps);
    if (listed.miss) gaps.push({ ...gapOf(resource, listed.miss), namespace });
    else read += 1;
  }
  if (read === 0 && items.length === 0) return unseen(resource, refusal);
  if (!all) gaps.push({ resource, reason: "notNamespaceComplete", detail: "only the named namespaces were read" });
  const coverage: Coverage = gaps.length === 0 ? { state: "complete", mixed: true } : { state: "partial", gaps };
  return { resource, apiVersion, coverage, items };
}

/** Namespaces that may not be listed may still be read one by one, where somebody named them. */
async function lookAtNamed(context: LookContext, target: Target, refusal: Miss): Promise<Look> {
  const { resource, apiVersion } = target;
  const items: NamespaceItem[] = [];
  for (const namespace of (await context.namespaces()).names) {
    const answer = await askJson(context, `${collectionPath(target)}/${encodeURIComponent(namespace)}`);
    const projection = answer.ok ? context.projector.project("namespaces", answer.value) : undefined;
    if (projection?.ok) items.push(projection.item);
  }
  if (items.length === 0) return unseen(resource, refusal);
  return { resource, apiVersion, coverage: { state: "partial", gaps: [gapOf(resource, refusal)] }, items };
}

function unseen(resource: ResourceId, miss: Miss): Look {
  return { resource, coverage: { state: "unseen", gaps: [gapOf(resource, miss)] }, items: [] };
}

function gapOf(resource: ResourceId, { reason, detail }: Miss): Gap {
  return { resource, reason, ...(detail !== undefined && { detail }) };
}
