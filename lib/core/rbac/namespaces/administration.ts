/** Who administers a namespace, by what bindings give and not by what roles are called, and what such a one can do beyond it. */
import { compareText, type Gap } from "../../inventory/gap.ts";
import { administratorsRole } from "../paths/build.ts";
import type { Hop } from "../paths/hops.ts";
import { hopsOf } from "../paths/hops.ts";
import { type Paths, type SinkId, type SinkReach, type SubjectReach, sinks } from "../paths/paths.ts";
import { createRightsOfRole, type RightId } from "../paths/rights.ts";
import { reachOf } from "../paths/search.ts";
import type { EnforcedLevel } from "../paths/world.ts";
import { allowsEverything } from "../predicates.ts";
import type { BindingEntry, Grant } from "../rbac-index.ts";
import type { SubjectRef } from "../subject.ts";

/** `everything`: every right. `administers`: runs workloads and gives rights away. `runs`: runs workloads, as any account there. */
export const administrationLevels = ["everything", "administers", "runs"] as const;
export type AdministrationLevel = (typeof administrationLevels)[number];

export interface LocalAdministrator {
  readonly subject: SubjectRef;
  readonly level: AdministrationLevel;
  /** The RoleBindings that make it so. */
  readonly bindings: readonly BindingEntry[];
}

export interface OutsideAdministrator {
  readonly subject: SubjectRef;
  readonly ofKubernetes: boolean;
  /** One: by a binding of the whole cluster. More: by a path. */
  readonly path: readonly Hop[];
}

export interface NamespaceSummary {
  readonly namespace: string;
  /** Undefined where the namespace was not seen. */
  readonly enforced: EnforcedLevel | undefined;
  readonly local: Readonly<Record<AdministrationLevel, number>>;
  /** Subjects that Kubernetes itself made are not counted. */
  readonly outside: number;
  /** What its administrators reach beyond it. */
  readonly beyond: readonly SinkReach[];
}

export interface Beyond extends SinkReach {
  readonly path: readonly Hop[];
}

export interface NamespaceAccount {
  readonly subject: SubjectRef;
  /** The ends that it reaches, and so whoever runs a pod in the namespace. */
  readonly ends: readonly SinkId[];
}

/** The administration of a cluster's namespaces. */
export class Administration {
  readonly #paths: Paths;
  readonly #rightsOf = createRightsOfRole();
  #everywhere: Uint8Array | undefined;
  #known: readonly NamespaceSummary[] | undefined;

  constructor(paths: Paths) {
    this.#paths = paths;
  }

  /** @returns each namespace in short, by name. */
  summaries(): readonly NamespaceSummary[] {
    this.#known ??= this.#paths.world.namespaces.map((namespace) => this.#summary(namespace));
    return this.#known;
  }

  #summary(namespace: string): NamespaceSummary {
    const local = this.local(namespace);
    const count = (level: AdministrationLevel) => local.filter((one) => one.level === level).length;
    return {
      namespace,
      enforced: this.#paths.world.enforced(namespace),
      local: { everything: count("everything"), administers: count("administers"), runs: count("runs") },
      outside: this.#outsiders(namespace).filter(({ ofKubernetes }) => !ofKubernetes).length,
      beyond: sinks.map((sink) => this.#beyond(namespace, sink)),
    };
  }

  /** @returns whom RoleBindings of the namespace make its administrators, the mightiest first. */
  local(namespace: string): readonly LocalAdministrator[] {
    const found: LocalAdministrator[] = [];
    for (const { subject, namespaces } of this.#paths.world.index.subjects.values()) {
      const grants = namespaces.get(namespace) ?? [];
      const level = this.#levelOf(grants);
      if (level === undefined) continue;
      const bindings = grants.filter((grant) => this.#rightsIn([grant]).size > 0).map(({ binding }) => binding);
      found.push({ subject, level, bindings });
    }
    const rank = ({ level }: LocalAdministrator) => administrationLevels.indexOf(level);
    return found.sort((a, b) => rank(a) - rank(b) || compareSubjects(a.subject, b.subject));
  }

  #levelOf(grants: readonly Grant[]): AdministrationLevel | undefined {
    if (grants.some(({ binding }) => binding.role?.rules.some(allowsEverything))) return "everything";
    const held = this.#rightsIn(grants);
    if (!held.has("startPods")) return undefined;
    return held.has("createRoleBindings") ? "administers" : "runs";
  }

  #rightsIn(grants: readonly Grant[]): ReadonlySet<RightId> {
    const rights = grants.flatMap(({ binding }) => (binding.role ? this.#rightsOf(binding.role) : []));
    return new Set(
      rights.filter(({ right }) => right === "startPods" || right === "createRoleBindings").map(({ right }) => right),
    );
  }

  /** @returns who comes to administer the namespace from outside it, the shortest way first. */
  outside(namespace: string): readonly OutsideAdministrator[] {
    const reach = this.#paths.reachOfNamespace(namespace);
    const { index } = this.#paths.world;
    return this.#outsiders(namespace)
      .flatMap(({ subject, ofKubernetes }) => {
        const start = this.#paths.startsOf(subject).find((place) => reach.distance(place) !== undefined);
        const path = start === undefined ? undefined : reach.pathFrom(start);
        return path ? [{ subject, ofKubernetes, path: hopsOf(index, this.#paths.graph, path) }] : [];
      })
      .sort((a, b) => a.path.length - b.path.length || compareSubjects(a.subject, b.subject));
  }

  /** Who reaches every namespace is found once for all of them; the rest of a search is then small. */
  #outsiders(namespace: string): readonly SubjectReach[] {
    const { graph } = this.#paths;
    this.#everywhere ??= this.#searchEverywhere();
    const everywhere = this.#everywhere;
    const end = graph.find({ kind: "administration", namespace });
    const within = everywhere.map((reached) => 1 - reached);
    const reach = end === undefined ? undefined : reachOf(graph, [end], { within });
    const local = new Set(
      this.local(namespace).flatMap(({ subject, level }) => (level === "runs" ? [] : this.#paths.startsOf(subject))),
    );
    return this.#paths.subjects().filter(({ subject }) => {
      const starts = this.#paths.startsOf(subject);
      if (starts.some((start) => local.has(start))) return false;
      return starts.some((start) => everywhere[start] === 1 || reach?.distance(start) !== undefined);
    });
  }

  #searchEverywhere(): Uint8Array {
    const { graph } = this.#paths;
    const ends = [graph.find({ kind: "administration", namespace: "*" }), graph.find({ kind: "clusterAdmin" })];
    const reach = reachOf(
      graph,
      ends.filter((end) => end !== undefined),
    );
    return Uint8Array.from(graph.places, (_, place) => (reach.distance(place) === undefined ? 0 : 1));
  }

  /** @returns what whoever holds the role admin in the namespace reaches beyond it, one entry an end. */
  beyond(namespace: string): readonly Beyond[] {
    const place = this.#adminIn(namespace);
    return sinks.map((sink) => ({
      ...this.#beyond(namespace, sink),
      path: (place && this.#paths.pathOfPlace(place, sink)) ?? [],
    }));
  }

  #beyond(namespace: string, sink: SinkId): SinkReach {
    const place = this.#adminIn(namespace);
    return place ? this.#paths.reachOfPlace(place, sink) : { sink, verdict: "notAssessed" };
  }

  /** @returns what was not seen and may change what is said of the namespace. */
  gaps(namespace: string): readonly Gap[] {
    const place = this.#adminIn(namespace);
    return place ? this.#paths.gapsOfPlace(place) : this.#paths.gaps;
  }

  #adminIn(namespace: string) {
    const role = administratorsRole(this.#paths.world);
    return role && { kind: "role" as const, role, namespace };
  }

  /** @returns the service accounts of the namespace that reach an end, and with them whoever may start a pod there. */
  mightyAccounts(namespace: string): readonly NamespaceAccount[] {
    return this.#paths
      .subjects()
      .filter(({ subject }) => subject.kind === "ServiceAccount" && subject.namespace === namespace)
      .map(({ subject, reaches }) => ({
        subject,
        ends: reaches.filter(({ verdict }) => verdict === "reached").map(({ sink }) => sink),
      }))
      .filter(({ ends }) => ends.length > 0);
  }

  /** @returns the nodes on which pods of the namespace run beside those of others. */
  sharedNodes(namespace: string): readonly string[] {
    const own = new Set((this.#paths.world.pods.get(namespace) ?? []).flatMap(({ node }) => node ?? []));
    const shared = new Set<string>();
    for (const [other, pods] of this.#paths.world.pods)
      if (other !== namespace) for (const { node } of pods) if (node !== undefined && own.has(node)) shared.add(node);
    return [...shared].sort();
  }
}

function compareSubjects(a: SubjectRef, b: SubjectRef): number {
  return compareText(a.kind, b.kind) || compareText(a.namespace ?? "", b.namespace ?? "") || compareText(a.name, b.name);
}
