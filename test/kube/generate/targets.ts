/** What is asked for: the forms that a question can take, and how to make one of a form that a rule should allow. */
import type { NonResourceAttributes, ResourceAttributes } from "../review.ts";
import type { Grant } from "./grants.ts";
import type { Random } from "./random.ts";
import type { Rule } from "./rbac-objects.ts";
import { GROUPS, OBJECT_NAMES, RARE_VERBS, RESOURCES, SUBRESOURCES, URL_VERBS, URLS, VERBS } from "./vocabulary.ts";

/**
 * In a namespace, in none, of a subresource, of a named object, of a named object's subresource,
 * of a Namespace object, of a path that is no resource.
 */
export const FORMS = [
  "namespaced",
  "clusterWide",
  "subresource",
  "named",
  "namedSubresource",
  "namespaceObject",
  "nonResource",
] as const;
export type Form = (typeof FORMS)[number];

export type Target = { resourceAttributes: ResourceAttributes } | { nonResourceAttributes: NonResourceAttributes };

/** Whether a question of this form can be made that the grant allows. */
export function fits(form: Form, { rule, namespace }: Grant): boolean {
  if (form === "nonResource") return !namespace && (rule.nonResourceURLs?.length ?? 0) > 0;
  const resources = rule.resources ?? [];
  if (resources.length === 0 || (form === "clusterWide" && namespace)) return false;
  const isNamed = form === "named" || form === "namedSubresource" || form === "namespaceObject";
  if ((rule.resourceNames?.length ?? 0) > 0 && !isNamed) return false;
  if (form === "subresource" || form === "namedSubresource") return resources.some((name) => name === "*" || name.includes("/"));
  const whole = (name: string) => name === "*" || (form === "namespaceObject" ? name === "namespaces" : !name.includes("/"));
  return resources.some(whole) && (form !== "namespaceObject" || hasGroup(rule, ""));
}

function hasGroup({ apiGroups = [] }: Rule, group: string): boolean {
  return apiGroups.includes("*") || apiGroups.includes(group);
}

/** A target of this form that the grant's rule allows, if anything of the form does. */
export function fromRule(random: Random, form: Form, { rule, namespace }: Grant, namespaces: readonly string[]): Target {
  const verb = verbOf(random, rule);
  if (form === "nonResource")
    return { nonResourceAttributes: { verb, path: pathOf(random, random.pick(rule.nonResourceURLs ?? ["/"])) } };
  const place = form === "clusterWide" ? {} : { namespace: namespace ?? random.pick(namespaces) };
  if (form === "namespaceObject") return namespaceObject(random, verb, namespace ?? random.pick(namespaces), rule);
  const isSub = form === "subresource" || form === "namedSubresource";
  const [resource, subresource] = resourceOf(random, rule, isSub);
  const group = groupOf(random, rule, resource);
  const isNamed = form === "named" || form === "namedSubresource";
  const name = isNamed ? { name: random.pick(rule.resourceNames?.length ? rule.resourceNames : OBJECT_NAMES) } : {};
  return { resourceAttributes: { verb, group, resource, ...(subresource && { subresource }), ...place, ...name } };
}

/** A target of this form without any rule in mind. */
export function randomTarget(random: Random, form: Form, namespaces: readonly string[]): Target {
  const verb = random.chance(0.9) ? random.pick(VERBS) : random.pick(RARE_VERBS);
  const anything: Rule = { verbs: [verb], apiGroups: ["*"], resources: ["*"], nonResourceURLs: ["*"] };
  const grant = {
    rule: form === "nonResource" ? { ...anything, verbs: [random.pick(URL_VERBS)] } : anything,
    subjects: [],
    aggregated: false,
  };
  return fromRule(random, form, grant, namespaces);
}

function verbOf(random: Random, { verbs }: Rule): string {
  const verb = random.pick(verbs);
  if (verb !== "*") return verb;
  return random.chance(0.9) ? random.pick(VERBS) : random.pick(RARE_VERBS);
}

/** The request names its Namespace, and is made in it or, less often, in none: a review does not move it there. */
function namespaceObject(random: Random, verb: string, namespace: string, { resourceNames = [] }: Rule): Target {
  const name = resourceNames.length > 0 ? random.pick(resourceNames) : namespace;
  const place = random.chance(0.8) ? { namespace } : {};
  return { resourceAttributes: { verb, group: "", resource: "namespaces", name, ...place } };
}

function resourceOf(random: Random, { resources = [] }: Rule, isSub: boolean): [string, string?] {
  const spelled = random.pick(resources.filter((name) => name === "*" || name.includes("/") === isSub));
  if (spelled === "*") {
    const resource = random.pick(isSub ? Object.keys(SUBRESOURCES) : GROUPS.flatMap((group) => RESOURCES[group] ?? []));
    return isSub ? [resource, random.pick(SUBRESOURCES[resource] ?? [])] : [resource];
  }
  const [resource = "", subresource] = spelled.split("/");
  // It looks as if it meant every subresource.
  if (subresource === "*" && resource !== "*" && random.chance(0.5))
    return [resource, random.pick(SUBRESOURCES[resource] ?? ["scale"])];
  if (resource !== "*") return [resource, subresource];
  return [random.pick(Object.keys(SUBRESOURCES)), subresource];
}

function groupOf(random: Random, { apiGroups = [] }: Rule, resource: string): string {
  const real = GROUPS.find((group) => RESOURCES[group]?.includes(resource));
  if (apiGroups.includes("*")) return real ?? random.pick(GROUPS);
  return real !== undefined && apiGroups.includes(real) ? real : random.pick(apiGroups);
}

/** A path that a rule's URL means, or seems to mean: the folder itself, or a `*` in the middle. */
function pathOf(random: Random, spelled: string): string {
  if (spelled === "*") return random.pick(URLS);
  if (!spelled.endsWith("*") || random.chance(0.15)) return spelled;
  const prefix = spelled.slice(0, -1);
  if (random.chance(0.15)) return prefix.replace(/\/$/, "") || "/";
  return prefix + random.pick(["", "a", "v1", "a/b"]);
}
