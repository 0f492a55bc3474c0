/** The columns of the matrix: what can be asked for, from discovery and from what rules name. */
import { compareText } from "../inventory/gap.ts";
import { resources } from "../inventory/resources.ts";
import type { RbacIndex } from "./rbac-index.ts";
import { isNamespaced } from "./scope.ts";

export interface Column {
  readonly group: string;
  /** `pods`, or `pods/exec`. */
  readonly resource: string;
  /** Undefined where nobody knows; it is then treated as namespaced, which hides nothing. */
  readonly namespaced: boolean | undefined;
  /** Whether the cluster's discovery lists it; a rule may name what is not served. */
  readonly discovered: boolean;
}

const alwaysThere: readonly (readonly [group: string, resource: string])[] = [
  ...Object.values(resources).map(({ group, plural }): [string, string] => [group, plural]),
  ["", "pods/exec"],
  ["", "pods/attach"],
  ["", "pods/portforward"],
  ["", "pods/log"],
  ["", "pods/ephemeralcontainers"],
  ["", "pods/eviction"],
  ["", "serviceaccounts/token"],
  ["", "nodes/proxy"],
  ["", "persistentvolumeclaims"],
  ["", "endpoints"],
  ["", "events"],
];

/** @returns the columns, core first, then by group; subresources follow their resource. */
export function columnsOf(index: RbacIndex): readonly Column[] {
  const found = new Map<string, Column>();
  const add = (group: string, resource: string, discovered: boolean) => {
    const key = `${group}/${resource}`;
    if (!found.has(key))
      found.set(key, { group, resource, namespaced: isNamespaced(index.discovery, group, resource), discovered });
  };
  for (const { group, plural } of index.discovery.resources) add(group, plural, true);
  if (found.size === 0) for (const [group, resource] of alwaysThere) add(group, resource, false);
  for (const [group, resource] of namedByRules(index)) add(group, resource, false);
  return [...found.values()].sort(
    (a, b) => compareText(a.group, b.group) || compareText(sortName(a.resource), sortName(b.resource)),
  );
}

/** Sorts a slash before every other character, so that `pods/exec` follows `pods` and not `podtemplates`. */
function sortName(resource: string): string {
  return resource.replace("/", "\u0000");
}

/** A rule may name as many things as it likes; more than these are no columns that anybody could read. */
const mostNamed = 2000;

function* namedByRules(index: RbacIndex): Generator<readonly [string, string], void> {
  const met = new Set<string>();
  for (const roles of [index.clusterRoles, index.roles])
    for (const role of roles.values())
      for (const { apiGroups = [], resources: names = [] } of role.rules)
        for (const group of apiGroups)
          for (const resource of names) {
            const key = `${group}/${resource}`;
            if (group.includes("*") || resource.includes("*") || resource === "" || met.has(key)) continue;
            if (met.size >= mostNamed) return;
            met.add(key);
            yield [group, resource];
          }
}
