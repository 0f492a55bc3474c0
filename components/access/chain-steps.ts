import type { Chain } from "#contracts/access.ts";
import type { SubjectName } from "./subject-words.ts";

/** One hop of a chain, as it is shown: what it is, its name, and one line about it. */
export interface Step {
  readonly what: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly note?: string | undefined;
  /** Whether taking this away ends the chain. */
  readonly cut: boolean;
}

function bindingName(binding: NonNullable<Chain["binding"]>): string {
  return binding.namespace === undefined ? binding.name : `${binding.namespace}/${binding.name}`;
}

function subjectStep(chain: Chain, holder: SubjectName): Step {
  const reached =
    chain.via.kind === "direct" && chain.binding !== undefined ? `subjects[${chain.binding.subjectIndex}]` : undefined;
  return { what: holder.kind, namespace: holder.namespace, name: holder.name, note: reached, cut: false };
}

function groupStep(chain: Chain): Step[] {
  if (chain.via.group === undefined || chain.via.kind === "direct") return [];
  const note = {
    implicitGroup: "every such subject is in it",
    explicitGroup: "the group that was asked about",
    bypass: "the API server allows it before RBAC",
  }[chain.via.kind];
  return [{ what: "Group", name: chain.via.group, note, cut: false }];
}

/** @returns the hops of a chain from the subject that was asked about to the rule, in order. */
export function chainSteps(chain: Chain, holder: SubjectName = chain.subject): readonly Step[] {
  const steps: Step[] = [subjectStep(chain, holder), ...groupStep(chain)];
  if (chain.binding !== undefined) {
    const { kind, namespace, name, subjectIndex } = chain.binding;
    const note = chain.via.kind === "direct" ? undefined : `subjects[${subjectIndex}]`;
    steps.push({ what: kind, namespace, name, note, cut: true });
  }
  if (chain.role !== undefined) {
    const { kind, namespace, name } = chain.role;
    const note = chain.aggregatedFrom === undefined ? ruleNote(chain) : "aggregated";
    steps.push({ what: kind, namespace, name, note, cut: false });
  }
  if (chain.aggregatedFrom !== undefined) {
    steps.push({ what: "aggregated from", name: chain.aggregatedFrom, note: ruleNote(chain), cut: false });
  }
  return steps;
}

function ruleNote(chain: Chain): string | undefined {
  return chain.ruleIndex === undefined ? undefined : `rules[${chain.ruleIndex}]`;
}

/** @returns `everywhere`, or the namespace in which the chain holds. */
export function chainScope(chain: Chain): string {
  return chain.scope === "cluster" ? "everywhere" : `namespace ${chain.scope}`;
}

/** @returns a text that is the same for the same way in. */
export function chainKey(chain: Chain): string {
  const { binding, role } = chain;
  return JSON.stringify([
    chain.via.kind,
    chain.via.group ?? "",
    chain.scope,
    binding && [binding.kind, binding.namespace ?? "", binding.name, binding.subjectIndex],
    role && [role.kind, role.namespace ?? "", role.name],
    chain.aggregatedFrom ?? "",
    chain.ruleIndex ?? -1,
  ]);
}

/** @returns the bindings that the chains rest on, each once, as `RoleBinding payments/oncall`. */
export function bindingsOf(chains: readonly Chain[]): readonly string[] {
  return [
    ...new Set(chains.flatMap(({ binding }) => (binding === undefined ? [] : [`${binding.kind} ${bindingName(binding)}`]))),
  ];
}

/** @returns whether a way in needs no binding, so that none can be removed to end it. */
export function hasBypass(chains: readonly Chain[]): boolean {
  return chains.some((chain) => chain.via.kind === "bypass");
}

export interface ChainWithVerbs {
  readonly chain: Chain;
  readonly verbs: readonly string[];
}

/** @returns each way in once, with all verbs that it gives, in the order in which they were found. */
export function chainsOfVerbs(verbs: readonly { verb: string; chains: readonly Chain[] }[]): readonly ChainWithVerbs[] {
  const found = new Map<string, { chain: Chain; verbs: string[] }>();
  for (const { verb, chains } of verbs) {
    for (const chain of chains) {
      const key = chainKey(chain);
      const known = found.get(key);
      if (known === undefined) found.set(key, { chain, verbs: [verb] });
      else known.verbs.push(verb);
    }
  }
  return [...found.values()];
}
