/** Words that people use for what Kubernetes calls by verbs and resources. */
import type { AskedResource } from "./question.ts";

/** What a word of everyday language stands for. */
export interface Action {
  readonly verbs: readonly string[];
  /** What it is done to, where nothing else is said. */
  readonly target?: AskedResource;
  /** The part of the object that it is done to. */
  readonly subresource?: string;
}

const everything: AskedResource = { resource: "*.*" };
const pods = (subresource: string): Pick<Action, "target" | "subresource"> => ({
  target: { resource: "pods", subresource },
  subresource,
});
const read = ["get", "list", "watch"];
const change = ["update", "patch"];

export const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ["read", { verbs: read }],
  ["view", { verbs: read }],
  ["see", { verbs: read }],
  ["write", { verbs: ["create", ...change, "delete", "deletecollection"] }],
  ["change", { verbs: change }],
  ["modify", { verbs: change }],
  ["edit", { verbs: change }],
  ["remove", { verbs: ["delete"] }],
  ["admin", { verbs: ["*"], target: everything }],
  ["admins", { verbs: ["*"], target: everything }],
  ["administrator", { verbs: ["*"], target: everything }],
  ["administer", { verbs: ["*"], target: everything }],
  ["manage", { verbs: ["*"], target: everything }],
  ["exec", { verbs: ["create"], ...pods("exec") }],
  ["attach", { verbs: ["create"], ...pods("attach") }],
  ["port-forward", { verbs: ["create"], ...pods("portforward") }],
  ["portforward", { verbs: ["create"], ...pods("portforward") }],
  ["evict", { verbs: ["create"], ...pods("eviction") }],
  ["debug", { verbs: change, ...pods("ephemeralcontainers") }],
  ["logs", { verbs: ["get"], ...pods("log") }],
  ["scale", { verbs: change, subresource: "scale" }],
]);

/** What the API calls a part of an object rather than an object's name. */
export const subresources: ReadonlySet<string> = new Set([
  "approval",
  "attach",
  "binding",
  "configz",
  "ephemeralcontainers",
  "eviction",
  "exec",
  "finalize",
  "healthz",
  "log",
  "metrics",
  "portforward",
  "proxy",
  "resize",
  "rollback",
  "scale",
  "spec",
  "stats",
  "status",
  "token",
]);

/** Verbs of Kubernetes itself; a phone begins them with a capital. */
export const verbsOfKubernetes: ReadonlySet<string> = new Set([
  "get",
  "list",
  "watch",
  "create",
  "update",
  "patch",
  "delete",
  "deletecollection",
  "bind",
  "escalate",
  "impersonate",
  "use",
  "approve",
  "sign",
  "attest",
]);

/** Kinds that are written as several words. */
const kindWords: readonly (readonly [words: readonly string[], resource: string])[] = [
  [["custom", "resource", "definition"], "customresourcedefinitions"],
  [["cluster", "role", "binding"], "clusterrolebindings"],
  [["persistent", "volume", "claim"], "persistentvolumeclaims"],
  [["service", "account", "token"], "serviceaccounts/token"],
  [["persistent", "volume"], "persistentvolumes"],
  [["service", "account"], "serviceaccounts"],
  [["cluster", "role"], "clusterroles"],
  [["role", "binding"], "rolebindings"],
  [["config", "map"], "configmaps"],
  [["network", "policy"], "networkpolicies"],
  [["network", "policies"], "networkpolicies"],
  [["stateful", "set"], "statefulsets"],
  [["daemon", "set"], "daemonsets"],
  [["replica", "set"], "replicasets"],
  [["cron", "job"], "cronjobs"],
  [["pod", "log"], "pods/log"],
];

/** Single words for what is a resource with a part of it, or all resources. */
export const synonyms: ReadonlyMap<string, string> = new Map([
  ["everything", "*.*"],
  ["anything", "*.*"],
  ["logs", "pods/log"],
]);

/** @returns the resource that several words or a word of everyday language mean, and how many words that are. */
export function spokenResource(keys: readonly string[]): { readonly resource: string; readonly words: number } | undefined {
  const [first = ""] = keys;
  const single = synonyms.get(first);
  if (single !== undefined) return { resource: single, words: 1 };
  const found = kindWords.find(([words]) => words.every((word, at) => keys[at] === word || keys[at] === `${word}s`));
  return found && { resource: found[1], words: found[0].length };
}
