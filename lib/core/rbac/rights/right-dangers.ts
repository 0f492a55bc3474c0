/** Which rights of a list lead further than they look, and where. */
import { type DangerId, dangersAt } from "../dangers.ts";
import { ruleAllows } from "../predicates.ts";
import type { Right, RightsOfPlace } from "./list-rights.ts";
import { isUrlLine, type Line } from "./rule-lines.ts";

export interface HeldDanger {
  readonly id: DangerId;
  readonly may: string;
  /** Whether it holds everywhere. */
  readonly everywhere: boolean;
  /** Where it holds by RoleBinding, in the order of the places. */
  readonly namespaces: readonly string[];
}

/** @returns the dangers of a list's places in a cluster of this minor, in the order of `dangers`. */
export function dangersOfPlaces(places: readonly RightsOfPlace[], minor: string | undefined): readonly HeldDanger[] {
  const held = places.map(({ namespace, rights }) => ({
    namespace,
    ids: new Set(rights.flatMap((right) => dangersOfRight(right, minor))),
  }));
  return dangersAt(minor).flatMap(({ id, may, namespaced }) => {
    const everywhere = held.some(({ namespace, ids }) => namespace === undefined && ids.has(id));
    const namespaces = namespaced
      ? held.flatMap(({ namespace, ids }) => (namespace !== undefined && ids.has(id) ? [namespace] : []))
      : [];
    return everywhere || namespaces.length > 0 ? [{ id, may, everywhere, namespaces }] : [];
  });
}

/** @returns the dangers of one right; a right to objects by name is another, smaller one. */
export function dangersOfRight({ line, verbs }: Pick<Right, "line" | "verbs">, minor: string | undefined): readonly DangerId[] {
  if (isUrlLine(line) || line.name !== undefined) return [];
  const rule = { verbs, apiGroups: [line.group], resources: [line.resource] };
  return dangersAt(minor)
    .filter(({ requests }) => requests.some((request) => ruleAllows(request, rule)))
    .map(({ id }) => id);
}

/** @returns whether a line and its verbs are everything that has a resource. */
export function isEverything({ line, verbs }: { readonly line: Line; readonly verbs: readonly string[] }): boolean {
  return !isUrlLine(line) && line.group === "*" && line.resource === "*" && line.name === undefined && verbs.includes("*");
}
