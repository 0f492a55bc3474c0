/** Roles of one name that give something else in another cluster, and bindings that one cluster alone has. */
import { compareText } from "../../inventory/gap.ts";
import { defaultsOf } from "../defaults.ts";
import { type BindingEntry, gapsIn, type RbacIndex, type RoleEntry } from "../rbac-index.ts";
import { candidatesAmong, createRuleBook, type HeldRule, type RuleBook } from "./held.ts";
import { joinRights } from "./join.ts";
import { type Right, remainder } from "./right.ts";

/** A cluster of a fleet. */
export interface DriftSide {
  readonly id: string;
  readonly index: RbacIndex;
  /** `1.37`, where it is known. */
  readonly minor?: string | undefined;
}

export interface RoleVariant {
  /** Ids of the clusters that have it. */
  readonly sides: readonly string[];
  /** Kubernetes itself gives these rules in each of them. */
  readonly isDefault: boolean;
  /** Beyond the first variant, and less than it. */
  readonly more: readonly Right[];
  readonly less: readonly Right[];
}

export interface RoleDrift {
  readonly kind: RoleEntry["kind"];
  readonly namespace?: string;
  readonly name: string;
  /** The one that most clusters have stands first. */
  readonly variants: readonly RoleVariant[];
}

export interface LoneBinding {
  readonly side: string;
  readonly binding: BindingEntry;
  readonly isDefault: boolean;
}

interface Found {
  readonly side: DriftSide;
  readonly role: RoleEntry;
}

/** @returns the roles of one name that differ in what they give, by kind, namespace and name. */
export function driftOfRoles(sides: readonly DriftSide[]): readonly RoleDrift[] {
  const rules = createRuleBook();
  const byName = new Map<string, Found[]>();
  for (const side of sides)
    for (const roles of [side.index.clusterRoles, side.index.roles])
      for (const role of roles.values()) {
        const { namespace = "", name } = role.item.meta;
        const key = `${role.kind} ${namespace}/${name}`;
        byName.set(key, [...(byName.get(key) ?? []), { side, role }]);
      }
  return [...byName]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, found]) => {
      const groups = [...Map.groupBy(found, ({ role }) => rules.contentOf(role)).values()];
      return groups.length < 2
        ? []
        : driftOf(
            groups.sort((a, b) => b.length - a.length),
            rules,
          );
    });
}

function driftOf(groups: readonly (readonly Found[])[], rules: RuleBook): readonly RoleDrift[] {
  const [first, ...others] = groups as [readonly Found[], ...(readonly Found[])[]];
  const [example] = first as [Found];
  const base = new Set(rules.rulesOf(example.role));
  const same = [...first];
  const variants = others.flatMap((group): RoleVariant[] => {
    const own = new Set(rules.rulesOf((group[0] as Found).role));
    const [more, less] = [beyond(own, base), beyond(base, own)];
    if (more.length + less.length > 0) return [variantOf(group, more, less)];
    same.push(...group);
    return [];
  });
  if (variants.length === 0) return [];
  const { kind, item } = example.role;
  const { namespace, name } = item.meta;
  return [{ kind, name, ...(namespace === undefined ? {} : { namespace }), variants: [variantOf(same, [], []), ...variants] }];
}

function variantOf(found: readonly Found[], more: readonly Right[], less: readonly Right[]): RoleVariant {
  const isDefault = found.every(({ side, role }) => {
    const defaults = defaultsOf(side.minor);
    return defaults.knowsRole(role) && defaults.addedRules(role).length === 0;
  });
  return { sides: found.map(({ side }) => side.id).sort(compareText), isDefault, more, less };
}

function beyond(rules: ReadonlySet<HeldRule>, others: ReadonlySet<HeldRule>): readonly Right[] {
  const candidates = candidatesAmong([others]);
  const told: Right[] = [];
  const rest = [...rules.difference(others)].flatMap(({ rights }) =>
    rights.flatMap((right) => {
      const left = remainder(right, candidates(right), told) ?? [right];
      told.push(right);
      return left;
    }),
  );
  return joinRights(rest);
}

/** @returns the bindings of a name that one cluster alone has, where all the others were seen well enough to say so. */
export function loneBindings(sides: readonly DriftSide[]): readonly LoneBinding[] {
  if (sides.length < 2) return [];
  const byName = new Map<string, { side: DriftSide; binding: BindingEntry }[]>();
  for (const side of sides)
    for (const binding of side.index.bindings) {
      const key = `${binding.kind} ${binding.namespace}/${binding.item.meta.name}`;
      byName.set(key, [...(byName.get(key) ?? []), { side, binding }]);
    }
  return [...byName]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, found]): LoneBinding[] => {
      const [only] = found;
      if (only === undefined || found.length > 1) return [];
      const { side, binding } = only;
      if (sides.some((other) => other !== side && mayHave(other, binding))) return [];
      return [{ side: side.id, binding, isDefault: defaultsOf(side.minor).isDefaultBinding(binding) }];
    });
}

function mayHave({ index: { gaps } }: DriftSide, { kind, namespace }: BindingEntry): boolean {
  return (kind === "ClusterRoleBinding" ? gaps.clusterRoleBindings : gapsIn(gaps.roleBindings, namespace)).length > 0;
}
