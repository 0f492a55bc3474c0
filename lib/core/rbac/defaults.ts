/**
 * What Kubernetes itself creates, known by content and never by name: anybody may create a role called `system:foo`.
 * The API server only ever adds to its roles at an upgrade, so that what an earlier minor gave is still its own.
 */
import catalogue from "../catalogues/rbac-defaults.json" with { type: "json" };
import type { ClusterRoleItem, LabelSelector, PolicyRule } from "../inventory/items.ts";
import { aggregateRules } from "./aggregation.ts";
import type { BindingEntry, RoleEntry } from "./rbac-index.ts";

interface Variant {
  readonly minors: readonly string[];
  readonly rules?: readonly PolicyRule[];
  readonly aggregation?: readonly LabelSelector[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

const objects = catalogue.objects as unknown as Readonly<Record<string, readonly Variant[]>>;

/** The minors whose defaults are known, oldest first. */
export const minorsWithDefaults: readonly string[] = catalogue.versions.map((version) =>
  version.split(".").slice(0, 2).join("."),
);

/** What the catalogue says of itself, for whoever asks what this release knows. */
export const defaultsCatalogue = {
  name: "Roles and bindings that Kubernetes creates",
  asOf: `Kubernetes ${catalogue.versions.at(-1)}`,
  reaches: spansOf(minorsWithDefaults),
};

/** The names of the roles that Kubernetes creates, of every known minor. */
export const defaultRoleNames: readonly string[] = Object.keys(objects).flatMap((key) => {
  const [, name] = /^(?:Cluster)?Role\/[^/]*\/(.+)$/.exec(key) ?? [];
  return name === undefined ? [] : [name];
});

/** @returns `1.24, 1.29–1.37`: consecutive minors as one span. */
function spansOf(minors: readonly string[]): string {
  const spans: [string, string][] = [];
  for (const minor of minors) {
    const last = spans.at(-1);
    if (last && numberOf(last[1]) + 1 === numberOf(minor)) last[1] = minor;
    else spans.push([minor, minor]);
  }
  return spans.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join(", ");
}

function numberOf(minor: string): number {
  return Number(minor.split(".")[1]);
}

export interface Defaults {
  /** @returns whether Kubernetes creates a role of this name. */
  knowsRole(role: RoleEntry): boolean;
  /** @returns the numbers of the rules that give more than Kubernetes itself gives this role; all of them for other roles. */
  addedRules(role: RoleEntry): readonly number[];
  /** @returns whether Kubernetes itself creates this binding, with this role and with no other subject. */
  isDefaultBinding(binding: BindingEntry): boolean;
  /** @returns whether Kubernetes creates a binding of this name. */
  knowsBinding(binding: BindingEntry): boolean;
}

const built = new Map<string, Defaults>();

/** @returns whether the defaults of a minor are known. */
function hasDefaults(minor: string | undefined): minor is string {
  return minor !== undefined && minorsWithDefaults.includes(minor);
}

/**
 * @returns the defaults of a minor and those before it. Of every known minor where the minor is unknown or not in the
 *   catalogue: what goes beyond them is no default of any, and what does not may still be none of this one.
 */
export function defaultsOf(minor: string | undefined): Defaults {
  const key = hasDefaults(minor) ? minor : "";
  const known = built.get(key) ?? buildDefaults(key);
  built.set(key, known);
  return known;
}

function buildDefaults(minor: string): Defaults {
  const last = minor === "" ? minorsWithDefaults.length - 1 : minorsWithDefaults.indexOf(minor);
  const minors = minorsWithDefaults.slice(0, last + 1);
  const roles = roleAtoms(minors);
  const bindings = bindingAtoms(minors);
  const atomsOf = (role: RoleEntry) => roles.get(keyOf(role.kind, role.item.meta));
  return {
    knowsRole: (role) => atomsOf(role) !== undefined,
    addedRules: (role) => {
      const known = atomsOf(role);
      const all = role.rules.map((_, index) => index);
      return known === undefined ? all : all.filter((index) => goesBeyond(role.rules[index] as PolicyRule, known));
    },
    knowsBinding: ({ kind, item }) => bindings.has(keyOf(kind, item.meta)),
    isDefaultBinding: ({ kind, item }) => {
      const known = bindings.get(keyOf(kind, item.meta));
      const { roleRef } = item;
      return (
        known?.role === `${roleRef.kind}/${roleRef.name}` &&
        item.subjects.every((subject) => known.subjects.has(subjectAtom(subject)))
      );
    },
  };
}

function keyOf(kind: string, { namespace = "", name }: { readonly namespace?: string; readonly name: string }): string {
  return `${kind}/${namespace}/${name}`;
}

function roleAtoms(minors: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const atoms = new Map<string, Set<string>>();
  const add = (key: string, rules: readonly PolicyRule[]) => {
    const known = atoms.get(key) ?? new Set<string>();
    atoms.set(key, known);
    for (const rule of rules) for (const atom of atomsOfRule(rule)) known.add(atom);
  };
  const entries = Object.entries(objects);
  for (const [key, variants] of entries)
    for (const variant of variants)
      if (!variant.roleRef && variant.minors.some((minor) => minors.includes(minor))) add(key, variant.rules ?? []);
  for (const minor of minors) {
    const clusterRoles = new Map<string, ClusterRoleItem>();
    for (const [key, variants] of entries)
      for (const variant of variants) {
        if (!variant.minors.includes(minor) || variant.roleRef || !key.startsWith("ClusterRole/")) continue;
        const name = key.split("/").slice(2).join("/");
        clusterRoles.set(name, { meta: { name, labels: variant.labels }, ...rulesOf(variant) });
      }
    for (const [name, rules] of aggregateRules(clusterRoles))
      if (clusterRoles.get(name)?.aggregation) add(`ClusterRole//${name}`, rules);
  }
  return atoms;
}

function rulesOf({ rules = [], aggregation }: Variant): Pick<ClusterRoleItem, "rules" | "aggregation"> {
  return { rules, aggregation };
}

interface KnownBinding {
  readonly role: string;
  readonly subjects: Set<string>;
}

function bindingAtoms(minors: readonly string[]): ReadonlyMap<string, KnownBinding> {
  const bindings = new Map<string, KnownBinding>();
  for (const [key, variants] of Object.entries(objects))
    for (const { roleRef, subjects = [], minors: own } of variants) {
      if (roleRef === undefined || !own.some((minor) => minors.includes(minor))) continue;
      const known = bindings.get(key) ?? { role: `${roleRef.kind}/${roleRef.name}`, subjects: new Set<string>() };
      bindings.set(key, known);
      for (const subject of subjects) known.subjects.add(subjectAtom(subject));
    }
  return bindings;
}

function subjectAtom({
  kind,
  name,
  namespace = "",
}: {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}): string {
  return JSON.stringify([kind, namespace, name]);
}

/** A rule's single rights. Lists are made unique first, so that going through them ends with the first one that is unknown. */
function* atomsOfRule(rule: PolicyRule): Generator<string, void> {
  for (const verb of new Set(rule.verbs)) {
    for (const url of new Set(rule.nonResourceURLs)) yield JSON.stringify([verb, url]);
    for (const group of new Set(rule.apiGroups))
      for (const resource of new Set(rule.resources))
        for (const name of rule.resourceNames?.length ? new Set(rule.resourceNames) : [null])
          yield JSON.stringify([verb, group, resource, name]);
  }
}

function goesBeyond(rule: PolicyRule, known: ReadonlySet<string>): boolean {
  for (const atom of atomsOfRule(rule)) if (!known.has(atom)) return true;
  return false;
}
