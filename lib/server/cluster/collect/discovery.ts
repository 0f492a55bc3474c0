/** What the cluster serves. A group whose discovery fails is a gap of that group; the others are read as ever. */
import { z } from "zod";
import type { Gap } from "#core/inventory/gap.ts";
import { compareText } from "#core/inventory/gap.ts";
import { reasonWords } from "#core/inventory/gap-words.ts";
import type { DiscoveredResource } from "#core/inventory/inventory.ts";
import type { ResourceDefinition } from "#core/inventory/resources.ts";
import { askJson, type Told } from "./ask.ts";
import type { CollectContext } from "./context.ts";

export interface Discovery {
  readonly resources: readonly DiscoveredResource[];
  /** `*` is the core group, `*.GROUP` another one, `*.*` every other one. */
  readonly gaps: readonly Gap[];
}

/** Where to read a resource, or why it cannot be read. */
export type Served =
  | { readonly state: "served"; readonly apiVersion: string }
  /** Discovery answered for the whole group, and does not list it. */
  | { readonly state: "absent" }
  | { readonly state: "unknown"; readonly detail: string }
  | { readonly state: "unreadable"; readonly detail: string };

const ACCEPT = [
  "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
  "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList",
  "application/json",
].join(",");

const name = z.string().max(512);
const verbs = z.array(name).nullish();
const responseKind = z.object({ kind: name.nullish() }).nullish();
const aggregatedResource = z.object({
  resource: name,
  responseKind,
  scope: z.string(),
  verbs,
  subresources: z.array(z.object({ subresource: name, responseKind, verbs })).nullish(),
});
const aggregatedVersion = z.object({
  version: name,
  freshness: z.string().nullish(),
  resources: z.array(aggregatedResource).nullish(),
});
const aggregatedList = z.object({
  kind: z.literal("APIGroupDiscoveryList"),
  items: z
    .array(z.object({ metadata: z.object({ name: name.nullish() }).nullish(), versions: z.array(aggregatedVersion).nullish() }))
    .nullish(),
});
const coreVersions = z.object({ kind: z.literal("APIVersions"), versions: z.array(name) });
const groupList = z.object({
  kind: z.literal("APIGroupList"),
  groups: z.array(z.object({ name, versions: z.array(z.object({ version: name })) })),
});
const resourceList = z.object({
  kind: z.literal("APIResourceList"),
  resources: z.array(
    z.object({ name, kind: name, namespaced: z.boolean(), verbs, group: z.string().nullish(), version: z.string().nullish() }),
  ),
});

class Findings {
  readonly resources: DiscoveredResource[] = [];
  readonly gaps: Gap[] = [];

  miss(resource: string, { reason, status = 0, detail }: Told): void {
    const words = status >= 500 ? "its API does not answer" : reasonWords(reason);
    const why = [reason === "discoveryFailed" ? undefined : words, detail].filter(Boolean).join(": ");
    this.gaps.push({ resource, reason: "discoveryFailed", ...(why !== "" && { detail: why }) });
  }
}

/** Asks for everything that is served: two requests where discovery is aggregated, one a group version where it is not. */
export async function discover(context: CollectContext): Promise<Discovery> {
  const findings = new Findings();
  await discoverUnder(context, "/api", findings);
  await discoverUnder(context, "/apis", findings);
  const order = (one: DiscoveredResource) => `${one.group} ${one.version} ${one.plural}`;
  return { resources: findings.resources.toSorted((a, b) => compareText(order(a), order(b))), gaps: findings.gaps };
}

async function discoverUnder(context: CollectContext, root: "/api" | "/apis", findings: Findings): Promise<void> {
  const everything = root === "/api" ? "*" : "*.*";
  const answer = await askJson(context, root, { accept: ACCEPT });
  if (!answer.ok) return findings.miss(everything, answer.error);
  const aggregated = aggregatedList.safeParse(answer.value);
  if (aggregated.success) return takeAggregated(aggregated.data, findings);
  const versions = versionsOf(root, answer.value);
  if (!versions) return findings.miss(everything, { reason: "decodeError", detail: "the answer is not a list of APIs" });
  for (const { group, version } of versions) await discoverVersion(context, { group, version }, findings);
}

function takeAggregated({ items }: z.infer<typeof aggregatedList>, findings: Findings): void {
  for (const { metadata, versions } of items ?? []) {
    const group = metadata?.name ?? "";
    for (const { version, freshness, resources } of versions ?? []) {
      if (freshness === "Stale")
        findings.miss(wholeOf(group), { reason: "discoveryFailed", detail: `${version} is stale: its API does not answer` });
      for (const one of resources ?? []) {
        const common = { group, version, namespaced: one.scope === "Namespaced" };
        findings.resources.push({ ...common, plural: one.resource, kind: one.responseKind?.kind ?? "", verbs: one.verbs ?? [] });
        for (const sub of one.subresources ?? [])
          findings.resources.push({
            ...common,
            plural: `${one.resource}/${sub.subresource}`,
            kind: sub.responseKind?.kind ?? "",
            verbs: sub.verbs ?? [],
          });
      }
    }
  }
}

interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

function versionsOf(root: "/api" | "/apis", answer: object): readonly GroupVersion[] | undefined {
  if (root === "/api") return coreVersions.safeParse(answer).data?.versions.map((version) => ({ group: "", version }));
  return groupList
    .safeParse(answer)
    .data?.groups.flatMap(({ name: group, versions }) => versions.map(({ version }) => ({ group, version })));
}

async function discoverVersion(context: CollectContext, { group, version }: GroupVersion, findings: Findings): Promise<void> {
  const path =
    group === "" ? `/api/${encodeURIComponent(version)}` : `/apis/${encodeURIComponent(group)}/${encodeURIComponent(version)}`;
  const answer = await askJson(context, path);
  if (!answer.ok) return findings.miss(wholeOf(group), answer.error);
  const list = resourceList.safeParse(answer.value);
  if (!list.success)
    return findings.miss(wholeOf(group), { reason: "decodeError", detail: `${version} is not a list of resources` });
  for (const { name: plural, kind, namespaced, verbs: can } of list.data.resources)
    findings.resources.push({ group, version, plural, kind, namespaced, verbs: can ?? [] });
}

function wholeOf(group: string): string {
  return group === "" ? "*" : `*.${group}`;
}

/** @returns at which version to read a resource: the first of ours that the cluster serves. */
export function servedAs({ resources, gaps }: Discovery, { group, plural, versions }: ResourceDefinition): Served {
  const found = resources.filter((one) => one.group === group && one.plural === plural);
  const version = versions.find((ours) => found.some((one) => one.version === ours && one.verbs.includes("list")));
  if (version !== undefined) return { state: "served", apiVersion: group === "" ? version : `${group}/${version}` };
  const failed = gaps.find(({ resource }) => resource === wholeOf(group) || (group !== "" && resource === "*.*"));
  if (failed) return { state: "unknown", detail: failed.detail ?? "discovery failed" };
  if (found.length === 0) return { state: "absent" };
  return {
    state: "unreadable",
    detail: `it is served as ${found.map((one) => one.version).join(", ")} only, or cannot be listed`,
  };
}
