/** Changes of single fields of a pod, and the one patch that they make. */
import type { ContainerItem } from "../../inventory/items.ts";

/** What a change is made in: the pod's spec, its annotations, a container or a volume by name. */
export type Place =
  | { readonly kind: "spec" }
  | { readonly kind: "annotations" }
  | { readonly kind: "container"; readonly type: ContainerItem["type"]; readonly name: string }
  | { readonly kind: "volume"; readonly name: string };

export interface Change {
  readonly place: Place;
  /** Below the place: `["securityContext", "privileged"]`; of annotations the key alone. */
  readonly path: readonly string[];
  /** Null takes the field away. */
  readonly value: unknown;
  /** What only a person can know of it: what else has to be done, or is lost. */
  readonly decide?: string;
}

/** A strategic merge patch of a pod, or of the template of one. */
export interface PodPatch {
  readonly metadata?: Fields;
  readonly spec?: Fields;
}

type Fields = Readonly<Record<string, unknown>>;
type Node = { [key: string]: unknown };

const lists = { container: "containers", init: "initContainers", ephemeral: "ephemeralContainers" } as const;

/** @returns `spec.containers[web].securityContext.privileged`; names stand where numbers may change. */
export function fieldOf({ place, path }: Change): string {
  if (place.kind === "annotations") return `metadata.annotations[${path.join(".")}]`;
  if (place.kind === "spec") return ["spec", ...path].join(".");
  const list = place.kind === "volume" ? "volumes" : lists[place.type];
  return [`spec.${list}[${place.name}]`, ...path].join(".");
}

/** @returns the patch that makes all the changes; undefined where there are none. */
export function patchOf(changes: readonly Change[]): PodPatch | undefined {
  const patch: Node = {};
  for (const { place, path, value } of changes) setAt(nodeOf(patch, place), path, value);
  return changes.length === 0 ? undefined : patch;
}

function nodeOf(patch: Node, place: Place): Node {
  if (place.kind === "annotations") return childOf(childOf(patch, "metadata"), "annotations");
  const spec = childOf(patch, "spec");
  if (place.kind === "spec") return spec;
  const key = place.kind === "volume" ? "volumes" : lists[place.type];
  const list = (spec[key] ?? []) as Node[];
  spec[key] = list;
  const known = list.find(({ name }) => name === place.name);
  if (known !== undefined) return known;
  const node: Node = { name: place.name };
  list.push(node);
  return node;
}

function childOf(node: Node, key: string): Node {
  const child = (node[key] ?? {}) as Node;
  node[key] = child;
  return child;
}

function setAt(node: Node, path: readonly string[], value: unknown): void {
  const last = path.at(-1);
  if (last === undefined) return;
  path.slice(0, -1).reduce(childOf, node)[last] = value;
}
