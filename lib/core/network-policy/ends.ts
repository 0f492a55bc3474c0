/** The two ends of a connection, as policies look at them. */
import type { Direction, Other } from "./evaluate.ts";
import type { PodGroup } from "./world.ts";

/** @returns whether the other end is pods, and no addresses outside. */
export function isGroup(other: Other): other is PodGroup {
  return !Array.isArray(other);
}

/** @returns the pods whose ports are meant; undefined of addresses outside. */
export function receiverOf(group: PodGroup, direction: Direction, other: Other): PodGroup | undefined {
  if (direction === "ingress") return group;
  return isGroup(other) ? other : undefined;
}

/** @returns pods of a namespace of which nothing else is said, to ask whether a policy is about all that may come. */
export function anyPodOf(namespace: string): PodGroup {
  return { index: -1, namespace, labels: {}, ports: [], hostNetwork: false, members: new Map() };
}
