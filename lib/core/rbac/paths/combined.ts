/** Edges that need several rights of the same requester at once. Rights of different subjects are not put together. */
import { type BindingEntry, type RoleEntry, roleKey } from "../rbac-index.ts";
import type { Giver, HopKind, Part, PathGraph, Place } from "./graph.ts";
import type { BoundRole, Held } from "./held.ts";
import { changeable, type RightId } from "./rights.ts";
import type { PathWorld } from "./world.ts";

export interface Combining {
  readonly graph: PathGraph;
  readonly world: PathWorld;
  isEverything(role: RoleEntry): boolean;
  /** The roles that may be bound in a namespace, or in the cluster where it is empty; those that give everything apart. */
  roles(
    kind: RoleEntry["kind"],
    namespace: string,
  ): { readonly all: readonly RoleEntry[]; readonly everything: readonly RoleEntry[] };
  /** The bindings that refer to a role in a namespace, or in the cluster where it is empty. */
  bindingsTo(role: RoleEntry, namespace: string): readonly BindingEntry[];
  /** Accounts that bindings name and that are not there. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
}

const changes = changeable.map((resource) => [`change ${resource}`, resource] as const);

const clientSigner = "kubernetes.io/kube-apiserver-client";
const anySigner = "kubernetes.io/*";

/** Links a place with where its rights lead together. Nobody without a key right gets anything by its combination. */
export function linkCombined(combining: Combining, from: number, held: Held): void {
  const combiner = new Combiner(combining, from, held);
  for (const [keys, combine] of combinations) if (!combining.graph.bounded && held.hasAny(keys)) combine(combiner);
}

const combinations: readonly (readonly [keys: readonly RightId[], combine: (combiner: Combiner) => void])[] = [
  [["changeNamespaces"], (combiner) => combiner.relaxNamespaces()],
  [["createVolumes"], (combiner) => combiner.createVolumes()],
  [["createSecrets"], (combiner) => combiner.makeTokens()],
  [["createAccounts"], (combiner) => combiner.recreateAccounts()],
  [["impersonateGroups"], (combiner) => combiner.impersonateGroups()],
  [["approveSigners"], (combiner) => combiner.signCertificates()],
  [["bindClusterRoles"], (combiner) => combiner.bindInCluster()],
  [["bindClusterRoles", "bindRoles"], (combiner) => combiner.bindInNamespaces()],
  [["escalateClusterRoles"], (combiner) => combiner.rewriteClusterRoles()],
  [["escalateRoles"], (combiner) => combiner.rewriteRoles()],
];

interface Way {
  readonly place: Place;
  readonly parts: readonly Part[];
  readonly hop: HopKind;
  readonly facts: readonly string[];
}

class Combiner {
  readonly #combining: Combining;
  readonly #from: number;
  readonly #held: Held;
  readonly #numbers = new Map<Giver, number>();

  constructor(combining: Combining, from: number, held: Held) {
    this.#combining = combining;
    this.#from = from;
    this.#held = held;
  }

  #link(place: Place, parts: readonly Part[], more: { hop?: HopKind; facts?: readonly string[] } = {}): void {
    if (parts.some((part) => part.length === 0)) return;
    const { graph } = this.#combining;
    graph.link(this.#from, graph.at(place), { ...more, parts });
  }

  /** Links for each namespace; those in which the same bindings give the same are alike, and one stands for them. */
  #linkInEach(namespaces: Iterable<string>, way: (namespace: string) => Way): void {
    const met = new Set<string>();
    for (const namespace of namespaces) {
      const { place, parts, hop, facts } = way(namespace);
      const key = parts.map((part) => part.map((giver) => this.#numberOf(giver)).join()).join("/");
      if (met.has(key)) continue;
      met.add(key);
      this.#link(place, parts, { hop, facts });
    }
  }

  #numberOf(giver: Giver): number {
    const known = this.#numbers.get(giver) ?? this.#numbers.size;
    this.#numbers.set(giver, known);
    return known;
  }

  /** The namespaces in which a right is held, or all where it is held in the cluster. */
  #places(right: RightId): readonly string[] {
    const { namespaces } = this.#combining.world;
    if (this.#held.givers(right, "").length > 0) return namespaces;
    return this.#held.namespacesOf([right]).filter((namespace) => namespaces.includes(namespace));
  }

  /** Who starts pods in a namespace, be it by changing a controller that is there. */
  #podStarters(namespace: string): Part {
    const { world } = this.#combining;
    const changers = changes.flatMap(([right, resource]) => {
      const there = world.workloads(resource, namespace);
      if (there.length === 0) return [];
      const named = this.#held.names(right, namespace).filter((name) => there.includes(name));
      return [undefined, ...named].flatMap((name) => this.#held.givers(right, namespace, name));
    });
    return [...new Set([...this.#held.givers("startPods", namespace), ...changers])];
  }

  relaxNamespaces(): void {
    const named = this.#held.names("changeNamespaces", "");
    const strict = [...new Set([...this.#places("changeNamespaces"), ...named])].filter((namespace) => {
      const level = this.#combining.world.enforced(namespace);
      return level === "baseline" || level === "restricted";
    });
    this.#linkInEach(strict, (namespace) => ({
      place: { kind: "node" },
      parts: [this.#held.givers("changeNamespaces", namespace, namespace), this.#podStarters(namespace)],
      hop: "relaxNamespace",
      facts: [`namespace ${namespace} enforces ${this.#combining.world.enforced(namespace)}, and its label can be changed`],
    }));
  }

  createVolumes(): void {
    this.#linkInEach(this.#places("createClaims"), (namespace) => ({
      place: { kind: "node" },
      parts: [this.#held.givers("createVolumes", ""), this.#held.givers("createClaims", namespace), this.#podStarters(namespace)],
      hop: "createVolume",
      facts: [`a volume of the node's files is claimed and mounted in namespace ${namespace}`],
    }));
  }

  makeTokens(): void {
    for (const namespace of ["", ...this.#held.namespacesOf(["createSecrets", "readSecrets"])])
      this.#link({ kind: "right", right: "tokenSecrets", namespace: namespace || "*" }, [
        this.#held.givers("createSecrets", namespace),
        this.#held.giversOfSome("readSecrets", namespace),
      ]);
  }

  recreateAccounts(): void {
    const everywhere = this.#held.givers("createAccounts", "").length > 0;
    const places = everywhere ? this.#combining.missing.keys() : this.#held.namespacesOf(["createAccounts"]);
    for (const namespace of places)
      this.#link({ kind: "right", right: "recreateAccounts", namespace }, [
        this.#held.givers("createAccounts", namespace),
        [...this.#held.givers("createTokens", namespace), ...this.#podStarters(namespace)],
      ]);
  }

  /** A request names a user beside the groups. */
  impersonateGroups(): void {
    const accounts = this.#held
      .namespacesOf(["impersonateAccounts"])
      .flatMap((namespace) => this.#held.giversOfSome("impersonateAccounts", namespace));
    const someUser = [
      ...this.#held.giversOfSome("impersonateUsers", ""),
      ...this.#held.giversOfSome("impersonateAccounts", ""),
      ...accounts,
    ];
    for (const name of [undefined, ...this.#held.names("impersonateGroups", "")])
      this.#link({ kind: "right", right: "impersonateGroups", namespace: "*", ...(name === undefined ? {} : { name }) }, [
        this.#held.givers("impersonateGroups", "", name),
        someUser,
      ]);
  }

  signCertificates(): void {
    if (this.#combining.world.eks) return;
    const approvers = [
      ...this.#held.givers("approveSigners", "", clientSigner),
      ...this.#held.givers("approveSigners", "", anySigner),
    ];
    this.#link({ kind: "right", right: "certificates", namespace: "*" }, [
      this.#held.givers("createCertificates", ""),
      this.#held.giversOfSome("approveCertificates", ""),
      approvers,
      this.#held.giversOfSome("readCertificates", ""),
    ]);
  }

  bindInCluster(): void {
    const creators = this.#held.givers("createClusterRoleBindings", "");
    for (const role of this.#bindable("bindClusterRoles", "")) {
      const place: Place = this.#combining.isEverything(role) ? { kind: "clusterAdmin" } : { kind: "role", role, namespace: "" };
      this.#bindRole(role, { place, namespace: "", creators, change: "changeClusterRoleBindings" });
    }
  }

  bindInNamespaces(): void {
    const { world } = this.#combining;
    const rights = ["createRoleBindings", "changeRoleBindings", "bindClusterRoles", "bindRoles"] as const;
    const holds = (right: RightId, namespace: string) => this.#held.giversOfSome(right, namespace).length > 0;
    const changing = this.#onlyChanging("changeRoleBindings", "", this.#held.givers("createRoleBindings", ""));
    const changesEverywhere = changing.length > 0 && (holds("bindClusterRoles", "") || holds("bindRoles", ""));
    const own = changesEverywhere ? world.namespaces : this.#held.namespacesOf(rights);
    for (const namespace of ["", ...own]) {
      if (!holds("bindClusterRoles", namespace) && !holds("bindRoles", namespace)) continue;
      const creators = this.#held.givers("createRoleBindings", namespace);
      for (const role of this.#bindable("bindClusterRoles", namespace)) this.#bindInNamespace(role, namespace, creators);
      for (const role of namespace === "" ? [] : this.#bindable("bindRoles", namespace))
        this.#bindInNamespace(role, namespace, creators);
    }
    if (holds("bindRoles", "") && !changesEverywhere) this.#bindRolesEverywhere(new Set(own));
  }

  #bindRolesEverywhere(done: ReadonlySet<string>): void {
    const creators = this.#held.givers("createRoleBindings", "");
    if (creators.length === 0) return;
    for (const role of this.#combining.world.index.roles.values()) {
      const namespace = role.item.meta.namespace ?? "";
      if (!done.has(namespace)) this.#bindInNamespace(role, namespace, creators);
    }
  }

  #bindInNamespace(role: RoleEntry, namespace: string, creators: Part): void {
    const place: Place = this.#combining.isEverything(role)
      ? { kind: "namespace", namespace: namespace || "*" }
      : { kind: "role", role, namespace: namespace || "*" };
    this.#bindRole(role, { place, namespace, creators, change: "changeRoleBindings" });
  }

  /** By a binding of one's own, or as one more subject of a binding that already refers to the role. */
  #bindRole(
    role: RoleEntry,
    {
      place,
      namespace,
      creators,
      change,
    }: { place: Place; namespace: string; creators: Part; change: "changeRoleBindings" | "changeClusterRoleBindings" },
  ): void {
    const right = role.kind === "Role" ? "bindRoles" : "bindClusterRoles";
    const binders = this.#held.givers(right, namespace, role.item.meta.name);
    this.#link(place, [creators, binders], { hop: "bindRole" });
    if (this.#onlyChanging(change, namespace, creators).length === 0) return;
    for (const binding of this.#combining.bindingsTo(role, namespace)) {
      const { name } = binding.item.meta;
      const parts = [this.#held.givers(change, namespace, name), binders, [{ binding, ruleIndex: -1 }]];
      this.#link(place, parts, { hop: "bindRole", facts: [`${binding.kind} ${name} refers to the role already`] });
    }
  }

  /** @returns who may change bindings by something that does not let them create bindings anyway. */
  #onlyChanging(change: "changeRoleBindings" | "changeClusterRoleBindings", namespace: string, creators: Part): Part {
    const creating = new Set(creators.map(({ binding }) => binding));
    return this.#held.giversOfSome(change, namespace).filter(({ binding }) => !creating.has(binding));
  }

  /** The roles that are worth binding: of any role that one may bind those that give everything, and each that a rule names. */
  #bindable(right: "bindRoles" | "bindClusterRoles", namespace: string): readonly RoleEntry[] {
    const { index } = this.#combining.world;
    const find = (name: string) =>
      right === "bindClusterRoles" ? index.clusterRoles.get(name) : index.roles.get(roleKey(namespace, name));
    const named = this.#held.names(right, namespace).flatMap((name) => find(name) ?? []);
    if (this.#held.givers(right, namespace).length === 0) return named;
    const { all, everything } = this.#combining.roles(right === "bindRoles" ? "Role" : "ClusterRole", namespace);
    return [...new Set([...(everything.length > 0 ? everything : all), ...named])];
  }

  rewriteClusterRoles(): void {
    this.#rewrite("ClusterRole", "");
  }

  rewriteRoles(): void {
    for (const namespace of new Set(this.#held.bound.map(({ namespace: place }) => place)))
      if (namespace !== "") this.#rewrite("Role", namespace);
  }

  /** Who may write any rule into a role that they are bound to gives themselves everything where they are bound. */
  #rewrite(kind: RoleEntry["kind"], namespace: string): void {
    const [change, escalate] =
      kind === "Role" ? (["changeRoles", "escalateRoles"] as const) : (["changeClusterRoles", "escalateClusterRoles"] as const);
    if (this.#held.giversOfSome(escalate, namespace).length === 0) return;
    const own = this.#held.bound.filter(
      ({ role, namespace: place }) => role.kind === kind && (kind === "ClusterRole" || place === namespace),
    );
    const limited = this.#held.names(change, namespace).length + this.#held.names(escalate, namespace).length > 0;
    const groups = Map.groupBy(own, ({ role, namespace: place }) => (limited ? `${place} ${role.item.meta.name}` : place));
    for (const bound of groups.values()) this.#rewriteOne(bound, { change, escalate, namespace });
  }

  #rewriteOne(
    bound: readonly BoundRole[],
    { change, escalate, namespace }: { change: RightId; escalate: RightId; namespace: string },
  ): void {
    const [first] = bound;
    if (first === undefined) return;
    const { name } = first.role.item.meta;
    const place: Place = first.namespace === "" ? { kind: "clusterAdmin" } : { kind: "namespace", namespace: first.namespace };
    const parts = [
      this.#held.givers(change, namespace, name),
      this.#held.givers(escalate, namespace, name),
      bound.map(({ giver }) => giver),
    ];
    this.#link(place, parts, { hop: "rewriteRole" });
  }
}
