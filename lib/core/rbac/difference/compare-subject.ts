/** What one subject gained or lost of itself: beyond what the groups that it is in by being what it is gained or lost. */
import { compareGaps, compareText, type Gap } from "../../inventory/gap.ts";
import { gapsOfRole } from "../can.ts";
import { isUnresolved } from "../grants.ts";
import { type Grant, gapsIn, type RbacIndex, type SubjectGrants } from "../rbac-index.ts";
import { identityOf, type SubjectRef, userOfSubject } from "../subject.ts";
import { candidatesAmong, type HeldRule, type RuleBook, rulesBeyond } from "./held.ts";
import type { InNamespace } from "./in-namespace.ts";
import { type Cause, causesOf, objectKey, type Side } from "./objects.ts";
import { common, type Right, remainder } from "./right.ts";

/** What a subject holds on one side and not on the other, in one place. */
export interface Excess {
  /** Empty for the whole cluster. */
  readonly namespace: string;
  readonly rights: readonly Right[];
  /** There were too many parts: no more than these rights, and perhaps less. */
  readonly atMost: boolean;
  /** Of rights in the whole cluster: what the other side holds of them in single namespaces. */
  readonly held: readonly { readonly namespace: string; readonly rights: readonly Right[] }[];
  readonly causes: readonly Cause[];
  /** What was not seen of the other side and may hold the same there: then nobody can say that it is new, or gone. */
  readonly gaps: readonly Gap[];
  /** Of rights in the whole cluster: the namespaces of which not everything was seen, and what was not. */
  readonly unsureIn: Unsure | undefined;
}

export interface Unsure {
  readonly namespaces: "all" | readonly string[];
  readonly gaps: readonly Gap[];
}

/** What a comparison of two clusters needs to know for each subject. */
export interface Comparing {
  readonly rules: RuleBook;
  readonly inNamespace: InNamespace;
}

const none: ReadonlySet<HeldRule> = new Set();

/** The rules of a subject, and of the groups that it is in by nature, by place. */
class Holdings {
  readonly own: SubjectGrants | undefined;
  readonly groups: readonly SubjectGrants[];
  readonly #index: RbacIndex;
  readonly #rules: RuleBook;
  readonly #known = new Map<string, ReadonlySet<HeldRule>>();

  constructor(index: RbacIndex, subject: SubjectRef, rules: RuleBook) {
    this.#index = index;
    this.#rules = rules;
    this.own = index.subjects.get(identityOf(subject));
    const groups = subject.kind === "Group" ? [] : userOfSubject(subject).groups;
    this.groups = groups.flatMap((name) => index.subjects.get(identityOf({ kind: "Group", name })) ?? []);
  }

  grants(namespace: string): readonly Grant[] {
    return grantsIn(this.own, namespace);
  }

  rules(namespace: string): ReadonlySet<HeldRule> {
    return this.#once(`own ${namespace}`, () => this.#rules.rulesOfGrants(this.grants(namespace)));
  }

  rulesOfGroups(namespace: string): ReadonlySet<HeldRule> {
    if (this.groups.length === 0) return none;
    return this.#once(`groups ${namespace}`, () =>
      this.#rules.rulesOfGrants(this.groups.flatMap((grants) => grantsIn(grants, namespace))),
    );
  }

  #once(key: string, make: () => ReadonlySet<HeldRule>): ReadonlySet<HeldRule> {
    const known = this.#known.get(key) ?? make();
    this.#known.set(key, known);
    return known;
  }

  /** Namespaces in which bindings give something to the subject or its groups. */
  namespaces(): readonly string[] {
    const found = new Set<string>();
    for (const grants of [this.own, ...this.groups])
      for (const namespace of grants?.namespaces.keys() ?? []) found.add(namespace);
    return [...found].sort(compareText);
  }

  /** What was not seen and may give something in a place. */
  gaps(namespace: string): readonly Gap[] {
    const { gaps } = this.#index;
    const ofBindings = namespace === "" ? [] : gapsIn(gaps.roleBindings, namespace);
    const places = namespace === "" ? [""] : ["", namespace];
    return unique([...gaps.clusterRoleBindings, ...ofBindings, ...this.#gapsOfRoles(places)]);
  }

  /** @returns the namespaces in which something that was not seen may give more; undefined for none. */
  unsureIn(): Unsure | undefined {
    const ofBindings = this.#index.gaps.roleBindings;
    const unresolved = this.namespaces().filter((namespace) => this.#gapsOfRoles([namespace]).length > 0);
    const gaps = unique([...ofBindings, ...this.#gapsOfRoles(unresolved)]);
    if (gaps.length === 0) return undefined;
    if (ofBindings.some(({ namespace }) => namespace === undefined)) return { namespaces: "all", gaps };
    const namespaces = new Set([...ofBindings.flatMap(({ namespace }) => namespace ?? []), ...unresolved]);
    return { namespaces: [...namespaces].sort(compareText), gaps };
  }

  #gapsOfRoles(places: readonly string[]): readonly Gap[] {
    const grants = places.flatMap((place) => [this.own, ...this.groups].flatMap((held) => grantsIn(held, place)));
    return grants.filter(isUnresolved).flatMap(({ binding }) => gapsOfRole(this.#index.gaps, binding));
  }
}

function unique(gaps: readonly Gap[]): readonly Gap[] {
  return [...new Set(gaps)].sort(compareGaps);
}

function grantsIn(grants: SubjectGrants | undefined, namespace: string): readonly Grant[] {
  return (namespace === "" ? grants?.cluster : grants?.namespaces.get(namespace)) ?? [];
}

/** @returns what a subject holds on a side and not on the other, by place and cause. */
export function excessOf(side: Side, subject: SubjectRef, { rules, inNamespace }: Comparing): readonly Excess[] {
  const here = new Holdings(side.index, subject, rules);
  const there = new Holdings(side.other, subject, rules);
  const places = ["", ...(here.own?.namespaces.keys() ?? [])];
  return places.flatMap((namespace) => {
    const wide = namespace === "" ? [] : [here.rules(""), there.rules(""), here.rulesOfGroups(""), there.rulesOfGroups("")];
    const others = [...wide, there.rules(namespace), here.rulesOfGroups(namespace), there.rulesOfGroups(namespace)];
    const beyond = rulesBeyond(here.rules(namespace), others);
    if (beyond.length === 0) return [];
    const found = partsOf(beyond, others);
    const parts = namespace === "" ? found.parts : found.parts.flatMap((right) => inNamespace(right, namespace));
    if (parts.length === 0) return [];
    const byCause = groupByCause(side, subject, here.grants(namespace), parts, rules);
    const gaps = there.gaps(namespace);
    const unsureIn = namespace === "" ? there.unsureIn() : undefined;
    return byCause.map(({ rights, causes }): Excess => {
      const held = namespace === "" ? heldInNamespaces(rights, there, inNamespace) : [];
      return { namespace, rights, atMost: found.atMost, held, causes, gaps, unsureIn };
    });
  });
}

function partsOf(
  beyond: readonly HeldRule[],
  others: readonly ReadonlySet<HeldRule>[],
): { readonly parts: readonly Right[]; readonly atMost: boolean } {
  const candidates = candidatesAmong(others);
  const parts: Right[] = [];
  const told: Right[] = [];
  let atMost = false;
  for (const right of beyond.flatMap(({ rights }) => rights)) {
    const left = remainder(right, [...candidates(right), ...told]);
    atMost ||= left === undefined;
    parts.push(...(left ?? [right]));
    told.push(right);
  }
  return { parts, atMost };
}

interface Caused {
  readonly rights: Right[];
  readonly causes: readonly Cause[];
}

/** The grants that give a part are what it comes from; what of them is the same on both sides is no cause. */
function groupByCause(
  side: Side,
  subject: SubjectRef,
  grants: readonly Grant[],
  parts: readonly Right[],
  rules: RuleBook,
): readonly Caused[] {
  const causes = grants.map(({ binding }) => ({
    causes: causesOf(side, binding, subject),
    rights: binding.role ? rules.rulesOf(binding.role).flatMap(({ rights }) => rights) : [],
  }));
  const changed = causes.filter((grant) => grant.causes.length > 0);
  const found = new Map<string, Caused>();
  for (const part of parts) {
    const giving = changed.filter(({ rights }) => changed.length === 1 || rights.some((right) => common(part, right)));
    const unique = new Map(giving.flatMap((grant) => grant.causes).map((cause) => [objectKey(cause), cause]));
    const key = [...unique.keys()].join("\n");
    const group = found.get(key) ?? { rights: [], causes: [...unique.values()] };
    found.set(key, group);
    group.rights.push(part);
  }
  return [...found.values()];
}

function heldInNamespaces(rights: readonly Right[], there: Holdings, inNamespace: InNamespace): Excess["held"] {
  return there.namespaces().flatMap((namespace) => {
    const candidates = candidatesAmong([there.rules(namespace), there.rulesOfGroups(namespace)]);
    const held = rights.flatMap((right) =>
      [...candidates(right)].flatMap((other) => {
        const shared = common(right, other);
        return shared ? inNamespace(shared, namespace) : [];
      }),
    );
    return held.length === 0 ? [] : [{ namespace, rights: held }];
  });
}
