/**
 * What of a right works where a RoleBinding gives it: nothing of URLs and of what lives in no namespace, except for the Namespace
 * that the binding is in, by its name. Wildcards stay as they are: they mean what there is in the namespace.
 */
import { memo } from "../memo.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { groupsWithoutNamespace, withoutObject } from "../scope.ts";
import { coversWord, type Extent, extentOf, meet, without } from "./extent.ts";
import type { Right } from "./right.ts";

/** @returns the part of a right that works in a namespace. */
export type InNamespace = (right: Right, namespace: string) => readonly Right[];

const objectless = extentOf([...withoutObject], coversWord) as Extent;
const core = extentOf([""], coversWord) as Extent;

/** @returns what narrows rights to a namespace of the cluster. */
export function createInNamespace(discovery: RbacIndex["discovery"]): InNamespace {
  const scopedGroups = new Map<string, Extent | undefined>();
  const clusterScopedIn = (resource: string) => {
    if (!scopedGroups.has(resource))
      scopedGroups.set(resource, extentOf(groupsWithoutNamespace(discovery, resource), coversWord));
    return scopedGroups.get(resource);
  };
  const narrow = memo((right: Extract<Right, { about: "resources" }>) => split(right, clusterScopedIn));
  return (right, namespace) => {
    if (right.about === "urls") return [];
    if (right.resources.all) return [right];
    const { parts, namespaces } = narrow(right);
    return namespaces === undefined ? parts : [...parts, ...itself(namespaces, namespace)];
  };
}

interface Split {
  readonly parts: readonly Right[];
  /** What the right says of Namespaces. */
  readonly namespaces: Extract<Right, { about: "resources" }> | undefined;
}

function split(right: Extract<Right, { about: "resources" }>, clusterScopedIn: (resource: string) => Extent | undefined): Split {
  const { groups, resources } = right;
  const untouched: string[] = [];
  const parts: Right[] = [];
  const namespaces: string[] = [];
  for (const path of resources.of) {
    const parent = path.split("/")[0] as string;
    const scoped = parent === "*" ? undefined : clusterScopedIn(parent);
    if (scoped === undefined || meet(groups, scoped, coversWord) === undefined) {
      untouched.push(path);
      continue;
    }
    const left = without(groups, scoped, coversWord);
    if (left) parts.push({ ...right, groups: left, resources: { all: false, of: [path], except: [] } });
    if (parent === "namespaces" && meet(groups, core, coversWord)) namespaces.push(path);
  }
  if (untouched.length === resources.of.length) return { parts: [right], namespaces: undefined };
  if (untouched.length > 0) parts.unshift({ ...right, resources: { ...resources, of: untouched } });
  if (namespaces.length === 0) return { parts, namespaces: undefined };
  return { parts, namespaces: { ...right, groups: core, resources: { all: false, of: namespaces, except: [] } } };
}

function itself(right: Extract<Right, { about: "resources" }>, namespace: string): readonly Right[] {
  const verbs = without(right.verbs, objectless, coversWord);
  const names = meet(right.names, { all: false, of: [namespace], except: [] }, coversWord);
  return verbs && names ? [{ ...right, verbs, names }] : [];
}
