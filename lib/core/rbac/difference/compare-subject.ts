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

/** What a subject and the groups that it is in by nature hold on one side, by place. */
class Holdings {
  readonly own: SubjectGrants | undefined;
  readonly groups: readonly SubjectGrants[];
  readonly #index: RbacIndex;
  readonly #rules: RuleBook;

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
    return this.#rules.rulesOfGrants(this.grants(namespace));
  }

  rulesOfGroups(namespace: string): readonly ReadonlySet<HeldRule>[] {
    return this.groups.flatMap((grants) => {
      const found = grantsIn(grants, namespace);
      return found.length === 0 ? [] : [this.#rules.rulesOfGrants(found)];
    });
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

const none: readonly Grant[] = [];

function grantsIn(grants: SubjectGrants | undefined, namespace: string): readonly Grant[] {
  return (namespace === "" ? grants?.cluster : grants?.namespaces.get(namespace)) ?? none;
}

/** @returns what a subject holds on each of two sides and not on the other, by place and cause. */
export function compareSubject(
  subject: SubjectRef,
  { earlier, later }: { readonly earlier: Side; readonly later: Side },
  rules: RuleBook,
): { readonly gained: readonly Excess[]; readonly lost: readonly Excess[] } {
  const before = new Holdings(earlier.index, subject, rules);
  const after = new Holdings(later.index, subject, rules);
  return {
    gained: excessOf(later, subject, { here: after, there: before, rules }),
    lost: excessOf(earlier, subject, { here: before, there: after, rules }),
  };
}

interface Pair {
  readonly here: Holdings;
  readonly there: Holdings;
  readonly rules: RuleBook;
}

function excessOf(side: Side, subject: SubjectRef, { here, there, rules }: Pair): readonly Excess[] {
  const places = ["", ...(here.own?.namespaces.keys() ?? [])];
  return places.flatMap((namespace) => {
    if (sameRoles(here.grants(namespace), there.grants(namespace), rules)) return [];
    const others = othersIn(namespace, here, there);
    const beyond = rulesBeyond(here.rules(namespace), others);
    if (beyond.length === 0) return [];
    const found = partsOf(beyond, others);
    const parts = namespace === "" ? found.parts : found.parts.flatMap((right) => side.inNamespace(right, namespace));
    if (parts.length === 0) return [];
    const gaps = there.gaps(namespace);
    const unsureIn = namespace === "" ? there.unsureIn() : undefined;
    return groupByCause(side, subject, here.grants(namespace), parts).map(({ rights, causes }): Excess => {
      const held = namespace === "" ? heldInNamespaces(rights, there, side.inNamespace) : [];
      return { namespace, rights, atMost: found.atMost, held, causes, gaps, unsureIn };
    });
  });
}

function sameRoles(here: readonly Grant[], there: readonly Grant[], { contentOf }: RuleBook): boolean {
  const content = ({ binding: { role } }: Grant) => (role ? contentOf(role) : "");
  return here.length === there.length && here.every((grant, place) => content(grant) === content(there[place] as Grant));
}

/** What is no change in a place: what the other side holds there, and what stands with the whole cluster or with a group. */
function othersIn(namespace: string, here: Holdings, there: Holdings): readonly ReadonlySet<HeldRule>[] {
  const inPlace = [there.rules(namespace), ...here.rulesOfGroups(namespace), ...there.rulesOfGroups(namespace)];
  if (namespace === "") return inPlace;
  return [...inPlace, here.rules(""), there.rules(""), ...here.rulesOfGroups(""), ...there.rulesOfGroups("")];
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
    const left = remainder(right, candidates(right), told);
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
function groupByCause(side: Side, subject: SubjectRef, grants: readonly Grant[], parts: readonly Right[]): readonly Caused[] {
  const { rules } = side;
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
    const candidates = candidatesAmong([there.rules(namespace), ...there.rulesOfGroups(namespace)]);
    const held = rights.flatMap((right) =>
      [...candidates(right)].flatMap((other) => {
        const shared = common(right, other);
        return shared ? inNamespace(shared, namespace) : [];
      }),
    );
    return held.length === 0 ? [] : [{ namespace, rights: held }];
  });
}
