/**
 * What the checks of RBAC share: the index of the bindings, which of them Kubernetes itself made, and which roles give
 * everything, so that one fault is told once.
 */
import type { PolicyRule } from "../../inventory/items.ts";
import { combinedResource, type ResourceAttributes } from "../../rbac/attributes.ts";
import { type Defaults, defaultsOf, minorsWithDefaults } from "../../rbac/defaults.ts";
import { memo } from "../../rbac/memo.ts";
import { createPowers, type Powers } from "../../rbac/powers.ts";
import { allowsEverything, ruleAllows } from "../../rbac/predicates.ts";
import { type BindingEntry, buildRbacIndex, type RbacIndex, type RoleEntry } from "../../rbac/rbac-index.ts";
import { isNamespaced } from "../../rbac/scope.ts";
import { formatSubject, resolveSubject } from "../../rbac/subject.ts";
import { type Check, type CheckContext, defineView, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";

export const rbacResources = [
  "clusterrolebindings.rbac.authorization.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
  "roles.rbac.authorization.k8s.io",
] as const;
export type RbacResource = (typeof rbacResources)[number];

export interface Access {
  readonly index: RbacIndex;
  readonly defaults: Defaults;
  /** The numbers of the rules that a binding gives beyond what Kubernetes itself gives by it; all, for other bindings. */
  addedRules(binding: BindingEntry): readonly number[];
  /** Whether a role allows every verb on every resource of every group. */
  isEverything(role: RoleEntry): boolean;
  /** The other roles by their rules: the same rule stands in many roles, and is judged once. */
  readonly rolesByRule: ReadonlyMap<PolicyRule, readonly RoleEntry[]>;
  /** The keys of `rolesByRule` by what their `resources` say, as it is written there. */
  readonly rulesByResource: ReadonlyMap<string, readonly PolicyRule[]>;
  readonly bindingsByRole: ReadonlyMap<RoleEntry, readonly PlacedBinding[]>;
  readonly powers: Powers;
}

interface PlacedBinding {
  readonly binding: BindingEntry;
  /** Its number among all bindings. */
  readonly place: number;
}

export const access = defineView({
  name: "access",
  reads: rbacResources,
  build({ look, minor, source }): Access {
    const index = buildRbacIndex({
      source,
      cluster: { discovery: { resources: [], gaps: [] } },
      looks: {
        "clusterrolebindings.rbac.authorization.k8s.io": look("clusterrolebindings.rbac.authorization.k8s.io"),
        "clusterroles.rbac.authorization.k8s.io": look("clusterroles.rbac.authorization.k8s.io"),
        "rolebindings.rbac.authorization.k8s.io": look("rolebindings.rbac.authorization.k8s.io"),
        "roles.rbac.authorization.k8s.io": look("roles.rbac.authorization.k8s.io"),
      },
    });
    const defaults = defaultsOf(minor);
    const isEverything = memo((role: RoleEntry) => role.rules.some(allowsEverything));
    const limited = [...index.clusterRoles.values(), ...index.roles.values()].filter((role) => !isEverything(role));
    const rolesByRule = byRule(limited);
    return {
      index,
      defaults,
      addedRules: addedRulesOf(defaults),
      isEverything,
      rolesByRule,
      rulesByResource: byResource(rolesByRule.keys()),
      bindingsByRole: byRole(index.bindings),
      powers: createPowers(index),
    };
  },
});

function byRule(roles: readonly RoleEntry[]): Access["rolesByRule"] {
  const found = new Map<PolicyRule, RoleEntry[]>();
  for (const role of roles)
    for (const rule of role.rules) {
      const known = found.get(rule);
      if (known === undefined) found.set(rule, [role]);
      else known.push(role);
    }
  return found;
}

function byResource(rules: Iterable<PolicyRule>): Access["rulesByResource"] {
  const found = new Map<string, PolicyRule[]>();
  for (const rule of rules)
    for (const resource of new Set(rule.resources)) {
      const known = found.get(resource);
      if (known === undefined) found.set(resource, [rule]);
      else known.push(rule);
    }
  return found;
}

function byRole(bindings: readonly BindingEntry[]): Access["bindingsByRole"] {
  const found = new Map<RoleEntry, PlacedBinding[]>();
  for (const [place, binding] of bindings.entries()) {
    if (binding.role === undefined) continue;
    const known = found.get(binding.role);
    if (known === undefined) found.set(binding.role, [{ binding, place }]);
    else known.push({ binding, place });
  }
  return found;
}

/** Every check asks about every binding. */
function addedRulesOf(defaults: Defaults): Access["addedRules"] {
  const ofDefaults = memo((role: RoleEntry) => defaults.addedRules(role));
  const ofOthers = memo(({ rules }: RoleEntry): readonly number[] => rules.map((_, number) => number));
  return memo((binding: BindingEntry) => {
    const { role } = binding;
    if (role === undefined) return [];
    return defaults.isDefaultBinding(binding) ? ofDefaults(role) : ofOthers(role);
  });
}

/** For checks that leave out what Kubernetes itself made: of the oldest known minor, or of all of them together. */
export const byDefaults: NonNullable<Check["byMinor"]> = {
  known: minorsWithDefaults,
  tries: [minorsWithDefaults[0] as string, minorsWithDefaults.at(-1) as string],
};

/**
 * @returns whether a rule allows any of the requests for some objects by their names: for requests that carry none, and so are
 *   only allowed by rules that name none.
 */
export function allowsNamed(requests: readonly ResourceAttributes[]): (rule: PolicyRule) => boolean {
  return (rule) =>
    !!rule.resourceNames?.length && requests.some((request) => ruleAllows(request, { ...rule, resourceNames: [] }));
}

/** A binding that gives a right, with the rule that does. */
export interface Holding {
  readonly binding: BindingEntry;
  readonly role: RoleEntry;
  readonly rule: PolicyRule;
  readonly ruleIndex: number;
}

export interface HoldingFilter {
  /** Any of these requests is the right. */
  readonly requests: readonly ResourceAttributes[];
  /** A further condition of the rule. */
  readonly allows?: (rule: PolicyRule) => boolean;
}

/**
 * @returns the bindings with subjects that give one of the rights, once each: not what Kubernetes itself gives, and not roles
 *   that give everything, which `rbac/cluster-admin-binding` reports.
 */
export function* holdings(held: Access, filter: HoldingFilter): Iterable<Holding> {
  const { index, addedRules, bindingsByRole } = held;
  const given = givenByRoles(held, filter);
  const bindings = [...given.keys()].flatMap((role) => bindingsByRole.get(role) ?? []).sort((a, b) => a.place - b.place);
  for (const { binding } of bindings) {
    const role = binding.role as RoleEntry;
    const byRule = given.get(role);
    const gives = (number: number) =>
      byRule?.get(role.rules[number] as PolicyRule)?.some((request) => reaches(index, binding, request));
    const ruleIndex = addedRules(binding).find(gives);
    if (ruleIndex === undefined || subjectsOf(binding).length === 0) continue;
    yield { binding, role, rule: role.rules[ruleIndex] as PolicyRule, ruleIndex };
  }
}

type GivenByRule = Map<PolicyRule, readonly ResourceAttributes[]>;

/** @returns for each role that gives any of the requests, which ones each of its rules gives. */
function givenByRoles(held: Access, { requests, allows }: HoldingFilter): ReadonlyMap<RoleEntry, GivenByRule> {
  const { rolesByRule } = held;
  const found = new Map<RoleEntry, GivenByRule>();
  for (const rule of allows ? rolesByRule.keys() : rulesAbout(held, requests)) {
    const given = requests.filter((request) => (allows ? allows(rule) : ruleAllows(request, rule)));
    if (given.length === 0) continue;
    for (const role of rolesByRule.get(rule) ?? []) {
      const known = found.get(role) ?? new Map();
      found.set(role, known.set(rule, given));
    }
  }
  return found;
}

/** @returns the rules whose resources can match one of the requests; no other rule allows any of them. */
function rulesAbout({ rulesByResource }: Access, requests: readonly ResourceAttributes[]): ReadonlySet<PolicyRule> {
  const written = new Set(
    requests.flatMap((request) => ["*", combinedResource(request), ...(request.subresource ? [`*/${request.subresource}`] : [])]),
  );
  return new Set([...written].flatMap((resource) => rulesByResource.get(resource) ?? []));
}

/**
 * A RoleBinding gives nothing of what has no namespace, except the Namespace that it is in, and bind on cluster roles: the API
 * server asks for that verb in the namespace of the binding that is written.
 */
function reaches(index: RbacIndex, binding: BindingEntry, { verb, group, resource }: ResourceAttributes): boolean {
  if (binding.kind === "ClusterRoleBinding" || verb === "bind") return true;
  return isNamespaced(index.discovery, group, resource) !== false || (group === "" && resource === "namespaces");
}

const named = new WeakMap<BindingEntry, readonly string[]>();

/** @returns whom a binding means, as sentences name them; many checks ask it of the same binding. */
export function subjectsOf(binding: BindingEntry): readonly string[] {
  const known = named.get(binding) ?? namesOfSubjects(binding);
  named.set(binding, known);
  return known;
}

function namesOfSubjects({ item, namespace }: BindingEntry): readonly string[] {
  return item.subjects.flatMap((name) => {
    const subject = resolveSubject(name, namespace);
    return subject === undefined ? [] : [formatSubject(subject)];
  });
}

/** @returns `ClusterRole edit`, `Role deployer`. */
export function formatRole({ kind, item }: RoleEntry): string {
  return `${kind} ${item.meta.name}`;
}

/** @returns the resource of a binding. */
export function resourceOfBinding({ kind }: BindingEntry): RbacResource {
  return kind === "ClusterRoleBinding"
    ? "clusterrolebindings.rbac.authorization.k8s.io"
    : "rolebindings.rbac.authorization.k8s.io";
}

export function resourceOfRole({ kind }: RoleEntry): RbacResource {
  return kind === "ClusterRole" ? "clusterroles.rbac.authorization.k8s.io" : "roles.rbac.authorization.k8s.io";
}

/** The two places where a right may hold; severity goes by it. */
export type Place = "everywhere" | "inNamespace";

/** @returns for each binding that gives a right one finding: `everywhere`, or `inNamespace`. */
export function* reportHoldings(context: CheckContext<RbacResource>, filter: HoldingFilter): Iterable<Report<Place>> {
  for (const holding of holdings(context.view(access), filter)) yield reportHolding(holding, placeOf(holding));
}

export function placeOf({ binding }: Holding): Place {
  return binding.kind === "ClusterRoleBinding" ? "everywhere" : "inNamespace";
}

/** @returns the same, but `byDefaultRole` for what Kubernetes' own roles, such as edit, are meant to give in a namespace. */
export function* reportTeamHoldings(
  context: CheckContext<RbacResource>,
  filter: HoldingFilter,
): Iterable<Report<Place | "byDefaultRole">> {
  const found = context.view(access);
  for (const holding of holdings(found, filter))
    yield reportHolding(holding, isByDefaultRole(found, holding) ? "byDefaultRole" : placeOf(holding));
}

/** @returns the same, without what Kubernetes' own roles are meant to give in a namespace. */
export function* reportOwnHoldings(context: CheckContext<RbacResource>, filter: HoldingFilter): Iterable<Report<Place>> {
  const found = context.view(access);
  for (const holding of holdings(found, filter))
    if (!isByDefaultRole(found, holding)) yield reportHolding(holding, placeOf(holding));
}

/** @returns whether a RoleBinding gives the right by a rule that Kubernetes itself wrote. */
export function isByDefaultRole({ defaults }: Access, { binding, role, ruleIndex }: Holding): boolean {
  return binding.kind === "RoleBinding" && defaults.knowsRole(role) && !defaults.addedRules(role).includes(ruleIndex);
}

/** @returns a finding about a binding, with its subjects (or those of them that are given), its role and the rule, counted from one. */
export function reportHolding<M extends string>(
  { binding, role, rule, ruleIndex }: Holding,
  message: M,
  subjects = subjectsOf(binding),
): Report<M> {
  return {
    at: refTo(resourceOfBinding(binding), binding.item, "roleRef"),
    message,
    data: {
      subjects,
      role: formatRole(role),
      rule: ruleIndex + 1,
      verbs: rule.verbs,
      ...(binding.namespace === "" ? {} : { namespace: binding.namespace }),
    },
  };
}
