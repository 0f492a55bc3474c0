/** Which dangerous rights are among some rights, in the place where they hold. */
import { combinedResource, type ResourceAttributes } from "../attributes.ts";
import { type DangerId, dangers, dangersAt } from "../dangers.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { actsOnNamespace, isNamespaced } from "../scope.ts";
import { allows, type Right } from "./right.ts";

/** @param namespace empty for the whole cluster @returns the dangers that any of the rights brings, in their order. */
export type DangerFinder = (rights: readonly Right[], namespace: string) => readonly DangerId[];

interface Wanted {
  readonly id: DangerId;
  readonly requests: readonly ResourceAttributes[];
  /** Requests for the Namespace that a binding is in. */
  readonly ofItself: readonly ResourceAttributes[];
}

/** @returns what finds the dangers in a cluster of this minor that serves these resources. */
export function createDangerFinder({ discovery, minor }: Pick<RbacIndex, "discovery" | "minor">): DangerFinder {
  const everywhere = dangersAt(minor).map(({ id, requests }): Wanted => ({ id, requests, ofItself: [] }));
  const inNamespaces = everywhere
    .filter((_, place) => dangers[place]?.namespaced)
    .map(({ id, requests }): Wanted => {
      const isInside = ({ group, resource }: ResourceAttributes) => isNamespaced(discovery, group, resource) !== false;
      return { id, requests: requests.filter(isInside), ofItself: requests.filter(isAboutItself) };
    });
  return (rights, namespace) => {
    const found = rights.filter(isSuspect);
    if (found.length === 0) return [];
    const gives = (request: ResourceAttributes) => found.some((right) => allows(right, request));
    return (namespace === "" ? everywhere : inNamespaces)
      .filter(
        ({ requests, ofItself }) => requests.some(gives) || ofItself.some((request) => gives({ ...request, name: namespace })),
      )
      .map(({ id }) => id);
  };
}

const suspects: ReadonlySet<string> = new Set(dangers.flatMap(({ requests }) => requests.map(combinedResource)));

/** Most rights are about nothing that can be dangerous, and told so at once. */
function isSuspect(right: Right): boolean {
  if (right.about === "urls") return false;
  return right.resources.all || right.resources.of.some((path) => suspects.has(path) || path.startsWith("*/"));
}

function isAboutItself({ group, resource, verb }: ResourceAttributes): boolean {
  return group === "" && resource === "namespaces" && actsOnNamespace.has(verb);
}
