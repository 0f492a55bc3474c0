/** From a finding about a binding to the chain behind it. */
import { chainOf } from "../../../core/rbac/chain.ts";
import { allowsEverything } from "../../../core/rbac/predicates.ts";
import type { BindingEntry, RbacIndex } from "../../../core/rbac/rbac-index.ts";
import { identityOf, resolveSubject, type SubjectRef } from "../../../core/rbac/subject.ts";
import type { FindingDetailRow } from "../../database/rows.ts";
import { type ChainView, chainView } from "./access-view.ts";

/** @returns the chain by which a finding's binding reaches a subject; undefined where the finding is about no rule of a binding. */
export type ChainFinder = (finding: FindingDetailRow, subject: SubjectRef) => ChainView | undefined;

/** @returns a finder over an index, which is what its reader may see. */
export function createChainFinder(index: RbacIndex): ChainFinder {
  const bindings = new Map(index.bindings.map((binding) => [keyOf(binding.kind, binding.item.meta), binding]));
  return (finding, subject) => {
    const binding = bindings.get(keyOf(finding.at.kind, finding.at));
    const ruleIndex = binding && ruleIndexOf(finding, binding);
    const rule = ruleIndex === undefined ? undefined : binding?.role?.rules[ruleIndex];
    if (binding === undefined || ruleIndex === undefined || rule === undefined) return undefined;
    const subjectIndex = placeOf(binding, subject);
    return subjectIndex < 0 ? undefined : chainView(chainOf(index, { binding, subject, subjectIndex }, rule, ruleIndex), subject);
  };
}

function keyOf(kind: string, { namespace = "", name }: { readonly namespace?: string; readonly name: string }): string {
  return JSON.stringify([kind, namespace, name]);
}

/** Findings count rules from one; full rights come by whichever rule gives everything. */
function ruleIndexOf({ data, checkId }: FindingDetailRow, { role }: BindingEntry): number | undefined {
  if (typeof data.rule === "number") return data.rule - 1;
  const full = checkId === "rbac/cluster-admin-binding" ? (role?.rules.findIndex(allowsEverything) ?? -1) : -1;
  return full < 0 ? undefined : full;
}

function placeOf({ item, namespace }: BindingEntry, subject: SubjectRef): number {
  return item.subjects.findIndex((named) => {
    const resolved = resolveSubject(named, namespace);
    return resolved !== undefined && identityOf(resolved) === identityOf(subject);
  });
}
