/** Whether a policy is about a pod. */
import type { PolicyMatch, PolicyScope } from "../../inventory/image-policy-items.ts";
import type { LabelSelector } from "../../inventory/items.ts";
import type { Owner } from "../../inventory/pod-owners.ts";
import { matchesSelector } from "../../inventory/selector.ts";
import { type Answer, allOf, anyOf, whether } from "./answer.ts";
import { fitsWildcard } from "./wildcard.ts";

type Labels = Readonly<Record<string, string>>;

/** A pod as admission sees it. */
export interface AdmittedPod {
  readonly namespace: string;
  /** Absent where the namespace was not seen. */
  readonly namespaceLabels?: Labels;
  readonly name: string;
  readonly labels: Labels;
  readonly workload: Owner;
  readonly createdAt?: string;
}

/** @returns whether `match` of a rule is about the pod; without one it is. */
export function inMatch(match: PolicyMatch | undefined, pod: AdmittedPod): Answer {
  if (match === undefined) return "yes";
  const answers = match.scopes.map((scope) => inScope(scope, pod));
  return match.how === "any" ? anyOf(answers) : allOf(answers);
}

export function inScope(scope: PolicyScope, pod: AdmittedPod): Answer {
  const { kinds, namespaces, names, namespaceSelector, selector, unread } = scope;
  return allOf([
    kinds ? whether(kinds.some((kind) => isAbout(kind, pod))) : "yes",
    namespaces ? whether(namespaces.some((pattern) => fitsWildcard(pattern, pod.namespace))) : "yes",
    names ? whether(names.some((pattern) => fitsWildcard(pattern, pod.name) || fitsWildcard(pattern, pod.workload.name))) : "yes",
    bySelector(namespaceSelector, pod),
    selector ? whether(matchesSelector(selector, pod.labels)) : "yes",
    unread ? "unknown" : "yes",
  ]);
}

/** @returns whether a selector of namespaces is about the pod's; a namespace has its name as a label. */
export function bySelector(selector: LabelSelector | undefined, { namespace, namespaceLabels }: AdmittedPod): Answer {
  if (selector === undefined || Object.keys(selector).length === 0) return "yes";
  if (namespaceLabels === undefined) return "unknown";
  return whether(matchesSelector(selector, { "kubernetes.io/metadata.name": namespace, ...namespaceLabels }));
}

/** Kinds and resources, with group and version before them where a policy has those: `Pod`, `v1/Pod`, `pods`, `*`. */
function isAbout(written: string, { workload }: AdmittedPod): boolean {
  const [name = "", ...below] = written.toLowerCase().split("/").toReversed();
  if (below.length > 0 && (name === "ephemeralcontainers" || name === "status")) return false;
  const kind = workload.kind.toLowerCase();
  return [name, name.replace(/s$/, "")].some((one) => one === "*" || one === "pod" || one === kind);
}
