/**
 * What admission lets whoever may create pods in a namespace do to the node that they run on, by the level that its labels
 * enforce. `baseline` keeps pods from the node; `privileged`, and no level at all, do not.
 */
import type { NamespaceItem } from "../inventory/items.ts";
import type { Level } from "./level.ts";
import { namespacePolicy } from "./namespace-policy.ts";

export type Takeover =
  /** Pods may take over the node: no level is enforced, or `privileged`. */
  | "node"
  /** A level keeps pods from the node. */
  | "kept"
  /** The namespace's labels were not seen. */
  | "unknown";

export interface Takeovers {
  of(namespace: string): Takeover;
  /** How many of the namespaces that were seen let pods take over the node. */
  readonly open: number;
  /** How many of them enforce `restricted`, where pods do not run as root. */
  readonly rootless: number;
  readonly seen: number;
}

/** @returns for each namespace what its labels let pods do; one that is not in the list was not seen. */
export function takeoversOf(namespaces: readonly NamespaceItem[]): Takeovers {
  const enforced = new Map(namespaces.map(({ meta }) => [meta.name, namespacePolicy(meta.labels).enforce.level]));
  const count = (level: Level) => [...enforced.values()].filter((one) => one === level).length;
  return {
    of: (namespace) => takeoverAt(enforced.get(namespace)),
    open: count("privileged"),
    rootless: count("restricted"),
    seen: enforced.size,
  };
}

function takeoverAt(level: Level | undefined): Takeover {
  if (level === undefined) return "unknown";
  return level === "privileged" ? "node" : "kept";
}
