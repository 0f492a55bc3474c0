/** Who holds a right in each namespace, by the bindings of the whole cluster and by those of the namespace. */
import { memo } from "../../rbac/memo.ts";
import { givesRight, type Right } from "../../rbac/powers.ts";
import type { RoleEntry } from "../../rbac/rbac-index.ts";
import { type Access, subjectsOf } from "./access.ts";

/** Kubernetes' own components do what they have to. */
const ofTheSystem =
  /^(User|Group) system:(?!authenticated$|unauthenticated$|anonymous$|serviceaccounts)|^ServiceAccount kube-system\//;

/** @returns the subjects that hold the right in a namespace, as sentences name them, sorted, without those of Kubernetes itself. */
export function holdersByNamespace({ index }: Access, right: Right): (namespace: string) => readonly string[] {
  const gives = memo((role: RoleEntry) => role.rules.some((rule) => givesRight(rule, right)));
  const found = new Map<string, Set<string>>();
  for (const binding of index.bindings) {
    if (binding.role === undefined || !gives(binding.role)) continue;
    const holders = found.get(binding.namespace) ?? new Set();
    found.set(binding.namespace, holders);
    for (const subject of subjectsOf(binding)) if (!ofTheSystem.test(subject)) holders.add(subject);
  }
  return (namespace) => [...new Set([...(found.get("") ?? []), ...(found.get(namespace) ?? [])])].sort();
}
