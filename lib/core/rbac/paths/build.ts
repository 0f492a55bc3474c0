/** Builds the graph of a cluster's escalation paths: from every subject, through every right that leads on. */
import { memo } from "../memo.ts";
import { allowsEverything } from "../predicates.ts";
import type { BindingEntry, RoleEntry, SubjectGrants } from "../rbac-index.ts";
import { identityOf, mastersGroup, type SubjectRef, userOfSubject } from "../subject.ts";
import { type Combining, linkCombined } from "./combined.ts";
import { Consequences, cloudPlace } from "./consequences.ts";
import { type Giver, PathGraph, type PathRight, type Place } from "./graph.ts";
import { Held } from "./held.ts";
import { createRightsOfRole, type Given, type RightId, rightIds, rights } from "./rights.ts";
import { missingAccounts, type PathWorld } from "./world.ts";

/** Rights that lead nowhere by themselves. */
const onlyTogether: ReadonlySet<RightId> = new Set([
  ...([
    "createSecrets",
    "createAccounts",
    "createClaims",
    "changeNamespaces",
    "createRoleBindings",
    "changeRoleBindings",
  ] as const),
  ...(["bindRoles", "bindClusterRoles", "changeRoles", "escalateRoles", "createClusterRoleBindings"] as const),
  ...(["changeClusterRoleBindings", "changeClusterRoles", "escalateClusterRoles", "impersonateGroups", "createVolumes"] as const),
  ...(["createCertificates", "readCertificates", "approveCertificates", "approveSigners", "changeConfigMaps"] as const),
]);
const inNamespaces = rightIds.filter((right) => !rights[right].clusterOnly && !onlyTogether.has(right));

export interface BuildOptions {
  readonly mostEdges?: number;
}

/** @returns the graph of a world, and what of its rights it was made from. */
export function buildGraph(world: PathWorld, { mostEdges }: BuildOptions = {}): PathGraph {
  const graph = new PathGraph(mostEdges);
  const builder = new Builder(graph, world);
  for (const { subject } of world.index.subjects.values()) graph.at({ kind: "subject", subject });
  graph.at({ kind: "subject", subject: { kind: "Group", name: mastersGroup } });
  for (const place of [{ kind: "node" }, { kind: "clusterAdmin" }, { kind: "allSecrets" }] as const) graph.at(place);
  for (const account of [...world.accounts.values()].flat()) if (account.cloud) graph.at(cloudPlace(account));
  const admin = administratorsRole(world);
  if (admin) for (const namespace of world.namespaces) graph.at({ kind: "role", role: admin, namespace });
  for (const binding of world.index.bindings) builder.linkBinding(binding);
  // Places are found while others are followed.
  for (let number = 0; number < graph.places.length; number++) builder.follow(number, graph.places[number] as Place);
  return graph;
}

/** @returns the role that Kubernetes means for administrators of a namespace. */
export function administratorsRole({ index }: PathWorld): RoleEntry | undefined {
  return index.clusterRoles.get("admin");
}

class Builder {
  readonly #graph: PathGraph;
  readonly #world: PathWorld;
  readonly #rightsOf = createRightsOfRole();
  readonly #combining: Combining;
  readonly #consequences: Consequences;

  constructor(graph: PathGraph, world: PathWorld) {
    this.#graph = graph;
    this.#world = world;
    const missing = missingAccounts(world);
    const isEverything = memo((role: RoleEntry) => role.rules.some(allowsEverything));
    this.#combining = { graph, world, isEverything, missing, ...rolesOf(world, isEverything) };
    this.#consequences = new Consequences(graph, world, missing);
  }

  linkBinding(binding: BindingEntry): void {
    const { role, missing, namespace } = binding;
    const from = this.#graph.at({ kind: "binding", binding });
    if (role) this.#linkRole(from, role, namespace);
    if (missing === "unseen" || role?.partial)
      this.#link(from, { kind: "unseen", resource: `${binding.item.roleRef.kind.toLowerCase()}s.rbac.authorization.k8s.io` });
  }

  /** @param namespace empty for the whole cluster, `*` for each namespace. */
  #linkRole(from: number, role: RoleEntry, namespace: string): void {
    const given = this.#rightsOf(role);
    for (const one of given) this.#linkGiven(from, one, namespace);
    const starts = given.some(({ right }) => right === "startPods");
    const gives = given.find(({ right }) => right === "createRoleBindings");
    if (starts && gives)
      this.#link(from, { kind: "administration", namespace: namespace || "*" }, { ruleIndex: gives.ruleIndex });
    if (!this.#combining.isEverything(role)) return;
    const place: Place = namespace === "" ? { kind: "clusterAdmin" } : { kind: "namespace", namespace };
    this.#link(from, place, { hop: "holds", ruleIndex: role.rules.findIndex(allowsEverything) });
  }

  #linkGiven(from: number, { right, names, ruleIndex }: Given, scope: string): void {
    if (right === "changeConfigMaps") this.#linkAwsAuth(from, { names, ruleIndex }, scope);
    if (onlyTogether.has(right) || (rights[right].clusterOnly && scope !== "")) return;
    for (const name of names ?? [undefined]) this.#link(from, rightPlace(right, scope || "*", name), { ruleIndex });
  }

  #linkAwsAuth(from: number, { names, ruleIndex }: Pick<Given, "names" | "ruleIndex">, scope: string): void {
    if (!["", "*", "kube-system"].includes(scope) || (names && !names.includes("aws-auth"))) return;
    this.#link(from, rightPlace("awsAuth", "*"), { ruleIndex });
  }

  follow(from: number, place: Place): void {
    switch (place.kind) {
      case "subject":
        this.#followSubject(from, place.subject);
        break;
      case "right":
        this.#consequences.ofRight(from, place);
        break;
      case "role":
        this.#linkRole(from, place.role, place.namespace);
        this.#combineRole(from, place.role, place.namespace);
        break;
      case "namespace":
        this.#followNamespace(from, place.namespace);
        break;
      case "administration":
        if (place.namespace !== "*") break;
        for (const namespace of this.#world.namespaces) this.#link(from, { kind: "administration", namespace });
        break;
      case "node":
        this.#consequences.ofNode(from, place.name);
        break;
      case "clusterAdmin":
        this.#followAdministrator(from);
        break;
    }
  }

  #followSubject(from: number, subject: SubjectRef): void {
    const { index } = this.#world;
    if (subject.kind === "Group" && subject.name === mastersGroup) this.#link(from, { kind: "clusterAdmin" }, { hop: "masters" });
    const groups = groupsOf(subject).flatMap((group) => index.subjects.get(identityOf(group)) ?? []);
    const own = index.subjects.get(identityOf(subject));
    for (const grant of own ? grantsOf(own) : []) this.#link(from, { kind: "binding", binding: grant });
    for (const group of groups) this.#link(from, { kind: "subject", subject: group.subject });
    const sources = [...(own ? [own] : []), ...groups];
    // A group puts its own rights together itself.
    if (own || sources.length > 1) linkCombined(this.#combining, from, this.#heldBy(sources));
  }

  #heldBy(sources: readonly SubjectGrants[]): Held {
    const held = new Held();
    const met = new Set<BindingEntry>();
    for (const { subject, cluster, namespaces } of sources)
      for (const { binding } of [...cluster, ...[...namespaces.values()].flat()]) {
        const { role, namespace } = binding;
        // Who has everything anyway puts nothing together.
        if (role === undefined || met.has(binding) || (namespace === "" && this.#combining.isEverything(role))) continue;
        met.add(binding);
        const giver: Giver = { binding, subject, ruleIndex: 0 };
        held.add({ role, namespace, giver }, this.#rightsOf(role));
      }
    return held;
  }

  #combineRole(from: number, role: RoleEntry, namespace: string): void {
    const held = new Held();
    held.add(
      { role, namespace: namespace === "*" ? "" : namespace, giver: { ruleIndex: 0 } },
      this.#rightsOfScope(role, namespace),
    );
    linkCombined(this.#combining, from, held);
  }

  #rightsOfScope(role: RoleEntry, namespace: string): readonly Given[] {
    const given = this.#rightsOf(role);
    return namespace === "" ? given : given.filter(({ right }) => !rights[right].clusterOnly);
  }

  #followNamespace(from: number, namespace: string): void {
    if (namespace === "*") for (const one of this.#world.namespaces) this.#link(from, { kind: "namespace", namespace: one });
    for (const right of [...inNamespaces, "tokenSecrets" as const]) this.#link(from, rightPlace(right, namespace));
    this.#link(from, { kind: "administration", namespace });
    if (namespace === "*") return;
    this.#link(from, rightPlace("recreateAccounts", namespace));
    if (namespace === "kube-system") this.#link(from, rightPlace("awsAuth", "*"));
    this.#link(from, { kind: "node" }, { hop: "relaxNamespace", facts: [`the label of namespace ${namespace} can be changed`] });
  }

  /** Who may do everything may do all that the other ends are. */
  #followAdministrator(from: number): void {
    const masters: Place = { kind: "subject", subject: { kind: "Group", name: mastersGroup } };
    for (const place of [masters, { kind: "node" }, { kind: "allSecrets" }] as const)
      this.#link(from, place, { hop: "administrator" });
    this.#link(from, rightPlace("startPods", "*"));
    this.#link(from, { kind: "namespace", namespace: "*" });
  }

  #link(from: number, to: Place, more: Parameters<PathGraph["link"]>[2] = {}): void {
    this.#graph.link(from, this.#graph.at(to), more);
  }
}

type Roles = ReturnType<Combining["roles"]>;

function rolesOf({ index }: PathWorld, isEverything: Combining["isEverything"]): Pick<Combining, "roles" | "bindingsTo"> {
  const split = (all: readonly RoleEntry[]): Roles => ({ all, everything: all.filter(isEverything) });
  const clusterRoles = split([...index.clusterRoles.values()]);
  const inNamespace = Map.groupBy(index.roles.values(), ({ item }) => item.meta.namespace ?? "");
  const roles = new Map([...inNamespace].map(([namespace, all]) => [namespace, split(all)]));
  const bindings = new Map<RoleEntry, Map<string, BindingEntry[]>>();
  for (const binding of index.bindings) {
    if (binding.role === undefined) continue;
    const places = bindings.get(binding.role) ?? new Map<string, BindingEntry[]>();
    bindings.set(binding.role, places);
    const known = places.get(binding.namespace);
    if (known === undefined) places.set(binding.namespace, [binding]);
    else known.push(binding);
  }
  return {
    roles: (kind, namespace) => (kind === "ClusterRole" ? clusterRoles : (roles.get(namespace) ?? { all: [], everything: [] })),
    bindingsTo: (role, namespace) => bindings.get(role)?.get(namespace) ?? [],
  };
}

function rightPlace(right: PathRight, namespace: string, name?: string): Place {
  return { kind: "right", right, namespace, ...(name === undefined ? {} : { name }) };
}

function groupsOf(subject: SubjectRef): readonly SubjectRef[] {
  if (subject.kind === "Group") return [];
  return userOfSubject(subject).groups.map((name) => ({ kind: "Group", name }));
}

function grantsOf({ cluster, namespaces }: SubjectGrants): readonly BindingEntry[] {
  return [...cluster, ...[...namespaces.values()].flat()].map(({ binding }) => binding);
}
