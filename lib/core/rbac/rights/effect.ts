/** What a line of a role gives where a binding stands: everything by a ClusterRoleBinding, less by a RoleBinding. */
import type { BindingEntry, RbacIndex } from "../rbac-index.ts";
import { actsOnNamespace, isNamespaced } from "../scope.ts";
import { isUrlLine, lineKey, type NoLines, type ResourceLine, type RuleLine } from "./rule-lines.ts";

/** Why a rule gives nothing through a binding. */
export type NoEffect = NoLines | "urlInNamespace" | "clusterScoped";

export const noEffectWords: Readonly<Record<NoEffect, string>> = {
  matchesNothing: "it names no verb, group or resource that a request can carry",
  tooWide: "it names more than can be listed line by line",
  urlInNamespace: "a RoleBinding gives no URL",
  clusterScoped: "a RoleBinding gives nothing that lives outside of namespaces",
};

/** @returns the line as the binding gives it, or why it gives nothing. */
export function effectOf(index: RbacIndex, binding: BindingEntry, given: RuleLine): RuleLine | NoEffect {
  if (binding.kind === "ClusterRoleBinding") return given;
  const { line } = given;
  if (isUrlLine(line)) return "urlInNamespace";
  if (!livesOutside(index, line)) return given;
  return ownNamespace(binding, given, line) ?? "clusterScoped";
}

/** Whether nothing that the line can mean lives in namespaces. Of every group it means each that serves the resource. */
function livesOutside({ discovery }: RbacIndex, { group, resource }: ResourceLine): boolean {
  if (group !== "*") return isNamespaced(discovery, group, resource) === false;
  if (resource.includes("*")) return false;
  const served = discovery.resources.filter(({ plural }) => plural === resource);
  if (served.length === 0) return isNamespaced(discovery, "", resource) === false;
  return served.every(({ namespaced }) => !namespaced);
}

/** A request for a named Namespace is evaluated in that namespace, so that a RoleBinding acts on its own. */
function ownNamespace({ namespace }: BindingEntry, given: RuleLine, line: ResourceLine): RuleLine | undefined {
  if ((line.group !== "" && line.group !== "*") || line.resource.split("/")[0] !== "namespaces") return undefined;
  if (line.name !== undefined && line.name !== namespace) return undefined;
  const verbs = given.verbs.includes("*") ? [...actsOnNamespace] : given.verbs.filter((verb) => actsOnNamespace.has(verb));
  if (verbs.length === 0) return undefined;
  const own = { group: "", resource: line.resource, name: namespace };
  return { ...given, line: own, key: lineKey(own), verbs };
}
