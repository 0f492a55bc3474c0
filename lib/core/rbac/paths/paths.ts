/** Escalation paths of one cluster: who reaches which end, by which hops, and which bindings to take away. */
import { gapsOf } from "../../inventory/build.ts";
import { compareGaps, compareText, type Gap } from "../../inventory/gap.ts";
import type { Look } from "../../inventory/inventory.ts";
import { defaultsOf } from "../defaults.ts";
import { memo } from "../memo.ts";
import type { BindingEntry } from "../rbac-index.ts";
import { accountOf, identityOf, mastersGroup, type SubjectRef, userOfSubject } from "../subject.ts";
import { type BuildOptions, buildGraph } from "./build.ts";
import { cloudFact, cloudPlace } from "./consequences.ts";
import { type BestCut, bestCut, type Cut, cheapestCut, shortestOf } from "./cut.ts";
import type { Edge, PathGraph, Place } from "./graph.ts";
import { type Hop, hopsOf } from "./hops.ts";
import { type Reach, reachOf } from "./search.ts";
import { type Account, createWorld, type PathResource, type PathSource, type PathWorld, pathResources } from "./world.ts";

/** The ends, the worst first. */
export const sinks = ["cluster-admin", "masters", "node-root", "all-secrets", "cloud-identity"] as const;
export type SinkId = (typeof sinks)[number];

/** What no path of ours goes through, whatever was seen; said wherever paths are shown. */
export const notFollowed: readonly string[] = [
  "rights of different subjects put together, such as one who creates certificate requests and another who approves them",
  "constrained impersonation, and create rights that are limited to names",
  "traffic that is redirected through Services, endpoints, DNS or CRD conversion, and APIs that are taken over through APIServices",
  "what controllers of custom resources do for whoever writes the resources",
  "what the API server's own configuration adds: other authorizers, admission plugins and Pod Security defaults",
];

export type Verdict = "reached" | "none" | "notAssessed";

export interface SinkReach {
  readonly sink: SinkId;
  readonly verdict: Verdict;
  /** Of a shortest path; 0 for who is the end itself. */
  readonly hops?: number;
  /** There where it needs no escalation: a binding gives it, or it is the end itself. */
  readonly direct?: true;
}

export interface SubjectReach {
  readonly subject: SubjectRef;
  /** In the order of `sinks`. */
  readonly reaches: readonly SinkReach[];
  /** Kubernetes itself made it what it is, and nothing was added. */
  readonly ofKubernetes: boolean;
  /** What was not seen and may give it more. */
  readonly gaps: readonly Gap[];
}

export interface SinkPath extends SinkReach {
  readonly path: readonly Hop[];
  /** Absent where no removal of bindings ends it, as far as was tried. */
  readonly cut?: Cut;
}

/** The paths of one cluster. Answers are computed when they are asked for, and kept. */
export class Paths {
  readonly graph: PathGraph;
  readonly world: PathWorld;
  readonly #source: PathSource;
  readonly #reaches = new Map<SinkId, Reach>();
  readonly #best = new Map<SinkId, BestCut | undefined>();
  #subjects: readonly SubjectReach[] | undefined;
  #unseen: readonly { readonly gaps: readonly Gap[]; readonly reach: Reach }[] | undefined;
  readonly #defaults: ReturnType<typeof defaultsOf>;
  readonly #isOwnBinding: (binding: BindingEntry) => boolean;

  constructor(source: PathSource, options: BuildOptions = {}) {
    this.#source = source;
    this.world = createWorld(source);
    this.graph = buildGraph(this.world, options);
    this.#defaults = defaultsOf(source.minor);
    this.#isOwnBinding = memo((binding: BindingEntry) => this.#defaults.isDefaultBinding(binding));
  }

  /** @returns how every place reaches an end. */
  reach(sink: SinkId): Reach {
    const known = this.#reaches.get(sink) ?? reachOf(this.graph, this.#endsOf(sink));
    this.#reaches.set(sink, known);
    return known;
  }

  /** @returns how every place comes to administer a namespace. */
  reachOfNamespace(namespace: string): Reach {
    return reachOf(
      this.graph,
      [this.graph.find({ kind: "administration", namespace }) ?? -1].filter((end) => end >= 0),
    );
  }

  /** @returns whom bindings name, and accounts with an identity in the cloud; the worst first. */
  subjects(): readonly SubjectReach[] {
    this.#subjects ??= this.#everybody()
      .map((subject) => this.#reachOfSubject(subject))
      .sort(compareReaches);
    return this.#subjects;
  }

  /** @returns one subject's verdict for each end, also of a subject that no binding names. */
  subject(subject: SubjectRef): SubjectReach {
    return this.#reachOfSubject(subject);
  }

  /** @returns one subject's shortest path to an end, and the fewest bindings that end all of them. */
  path(subject: SubjectRef, sink: SinkId, withCut = true): SinkPath {
    const starts = this.startsOf(subject);
    const found = this.#reachOfSubject(subject).reaches.find((reach) => reach.sink === sink) as SinkReach;
    const path = shortestOf(this.reach(sink), starts);
    if (path === undefined) return { ...found, path: [] };
    const question = { starts, ends: this.#endsOf(sink), cuttable: this.cuttable };
    const cut = withCut ? cheapestCut(this.graph, question, this.reach(sink)) : undefined;
    return { ...found, path: this.#hops(subject, path), ...(cut && { cut }) };
  }

  /** @returns the places of a subject's shortest path to an end, without the subject's own. */
  wayOf(subject: SubjectRef, sink: SinkId): readonly Place[] {
    const path = shortestOf(this.reach(sink), this.startsOf(subject)) ?? [];
    return path.flatMap(({ hop, to }) => (hop === undefined ? [] : [this.graph.places[to] as Place]));
  }

  /** @returns the shortest path of a place that is no subject, such as the rights of a role in a namespace. */
  pathOfPlace(place: Place, sink: SinkId): readonly Hop[] | undefined {
    const start = this.graph.find(place);
    const path = start === undefined ? undefined : this.reach(sink).pathFrom(start);
    return path && hopsOf(this.#source.index, this.graph, path);
  }

  /** @returns how a place that is no subject reaches an end. */
  reachOfPlace(place: Place, sink: SinkId): SinkReach {
    const start = this.graph.find(place);
    const path = start === undefined ? undefined : this.reach(sink).pathFrom(start);
    if (path) return reachedBy(sink, path);
    return { sink, verdict: start === undefined || this.#gapsOf([start]).length > 0 ? "notAssessed" : "none" };
  }

  /** @returns what was not seen and may lead a place that is no subject further. */
  gapsOfPlace(place: Place): readonly Gap[] {
    const start = this.graph.find(place);
    return start === undefined ? this.gaps : this.#gapsOf([start]);
  }

  /** @returns the one binding whose removal ends the paths of most subjects to an end. */
  bestCut(sink: SinkId): BestCut | undefined {
    if (!this.#best.has(sink)) {
      const starts = this.#everybody().flatMap((subject) => this.startsOf(subject));
      const question = { starts, ends: this.#endsOf(sink), cuttable: this.cuttable };
      this.#best.set(sink, bestCut(this.graph, question, this.reach(sink)));
    }
    return this.#best.get(sink);
  }

  /** @returns the gaps that leave open whether anybody has more. */
  get gaps(): readonly Gap[] {
    const { clusterRoleBindings, roleBindings } = this.#source.index.gaps;
    const bound: Gap[] = this.graph.bounded
      ? [{ resource: "paths", reason: "truncated", detail: `The graph was left at ${this.graph.edges} edges.` }]
      : [];
    return [...clusterRoleBindings, ...roleBindings, ...bound, ...(this.#source.outside ?? [])];
  }

  /** What Kubernetes itself bound is not taken away. */
  readonly cuttable = (binding: BindingEntry): boolean => !this.#isOwnBinding(binding);

  /** @returns the places at which a subject stands: itself, and what it is in the cloud. */
  startsOf(subject: SubjectRef): readonly number[] {
    const groups = userOfSubject(subject).groups.map((name): SubjectRef => ({ kind: "Group", name }));
    const own = this.graph.find({ kind: "subject", subject });
    const account = this.#accountOf(subject);
    const cloud = account?.cloud === undefined ? undefined : this.graph.find(cloudPlace(account));
    const places = own === undefined ? groups.map((group) => this.graph.find({ kind: "subject", subject: group })) : [own];
    return [...places, cloud].filter((place) => place !== undefined);
  }

  #accountOf(subject: SubjectRef): Account | undefined {
    if (subject.kind === "Group") return undefined;
    const { namespace = "", name } = accountOf(identityOf(subject).slice("User:".length)) ?? { name: "" };
    return this.world.accounts.get(namespace)?.find((account) => account.name === name);
  }

  #everybody(): readonly SubjectRef[] {
    const found = new Map<string, SubjectRef>();
    for (const { subject } of this.#source.index.subjects.values()) found.set(identityOf(subject), subject);
    for (const { namespace, name, cloud } of [...this.world.accounts.values()].flat()) {
      const subject: SubjectRef = { kind: "ServiceAccount", namespace, name };
      if (cloud !== undefined && !found.has(identityOf(subject))) found.set(identityOf(subject), subject);
    }
    return [...found.values()];
  }

  #reachOfSubject(subject: SubjectRef): SubjectReach {
    const starts = this.startsOf(subject);
    const gaps = this.#gapsOf(starts);
    const reaches = sinks.map((sink): SinkReach => {
      const path = shortestOf(this.reach(sink), starts);
      if (path === undefined) return { sink, verdict: gaps.length > 0 ? "notAssessed" : "none" };
      return reachedBy(sink, path);
    });
    return { subject, reaches, ofKubernetes: this.#isOfKubernetes(subject), gaps };
  }

  #gapsOf(starts: readonly number[]): readonly Gap[] {
    this.#unseen ??= this.#searchUnseen();
    const found = this.#unseen.filter(({ reach }) => starts.some((start) => reach.distance(start) !== undefined));
    return [...new Set([...this.gaps, ...found.flatMap(({ gaps }) => gaps)])].sort(compareGaps);
  }

  #searchUnseen() {
    return this.graph.places.flatMap((place, number) =>
      place.kind === "unseen" ? [{ gaps: this.#gapsOfResource(place.resource), reach: reachOf(this.graph, [number]) }] : [],
    );
  }

  #gapsOfResource(resource: string): readonly Gap[] {
    const { index, looks } = this.#source;
    if (resource === "roles.rbac.authorization.k8s.io") return index.gaps.roles;
    if (resource === "clusterroles.rbac.authorization.k8s.io") return index.gaps.clusterRoles;
    const gaps = (pathResources as readonly string[]).includes(resource) ? gapsOf(looks[resource as PathResource] as Look) : [];
    return gaps.length > 0 ? gaps : [{ resource, reason: "notCollected" }];
  }

  #isOfKubernetes(subject: SubjectRef): boolean {
    if (subject.kind === "Group" && subject.name === mastersGroup) return true;
    const grants = this.#source.index.subjects.get(identityOf(subject));
    if (grants === undefined) return false;
    const bindings = [...grants.cluster, ...[...grants.namespaces.values()].flat()].map(({ binding }) => binding);
    return bindings.every((binding) => this.#isOwnBinding(binding) && this.#isUnchanged(binding));
  }

  #isUnchanged({ role }: BindingEntry): boolean {
    return role === undefined || this.#defaults.addedRules(role).length === 0;
  }

  #hops(subject: SubjectRef, path: readonly Edge[]): readonly Hop[] {
    const from: Place = { kind: "subject", subject };
    const [first, ...rest] = hopsOf(this.#source.index, this.graph, path);
    // Who is bound by nothing stands in its groups.
    if (first) return [{ ...first, from }, ...rest];
    const account = this.#accountOf(subject);
    return account?.cloud === undefined ? [] : [cloudHop(from, account)];
  }

  #endsOf(sink: SinkId): readonly number[] {
    const { graph } = this;
    switch (sink) {
      case "cluster-admin":
        return [graph.at({ kind: "clusterAdmin" })];
      case "masters":
        return [graph.at({ kind: "subject", subject: { kind: "Group", name: mastersGroup } })];
      case "all-secrets":
        return [graph.at({ kind: "allSecrets" })];
      case "node-root":
        return graph.places.flatMap(({ kind }, number) => (kind === "node" ? [number] : []));
      case "cloud-identity":
        return graph.places.flatMap(({ kind }, number) => (kind === "cloud" ? [number] : []));
    }
  }
}

/** An account is by itself what it is in the cloud. */
function reachedBy(sink: SinkId, path: readonly Edge[]): SinkReach {
  const kinds = path.flatMap(({ hop }) => hop ?? []);
  const hops = path.length === 0 && sink === "cloud-identity" ? 1 : kinds.length;
  const direct = kinds.every((kind) => kind === "holds" || kind === "masters") && hops <= 1;
  return { sink, verdict: "reached", hops, ...(direct && { direct }) };
}

function cloudHop(from: Place, account: Account): Hop {
  const to = cloudPlace(account);
  return {
    kind: "workloadIdentity",
    from,
    to,
    does: `has the cloud identity ${account.cloud}`,
    chains: [],
    facts: [cloudFact(account)],
  };
}

function compareReaches(a: SubjectReach, b: SubjectReach): number {
  return (
    worstOf(a) - worstOf(b) ||
    compareText(a.subject.kind, b.subject.kind) ||
    compareText(a.subject.namespace ?? "", b.subject.namespace ?? "") ||
    compareText(a.subject.name, b.subject.name)
  );
}

/** The worst end counts, then the shorter way to it. */
function worstOf({ reaches }: SubjectReach): number {
  const place = reaches.findIndex(({ verdict }) => verdict === "reached");
  if (place >= 0) return place * 1000 + (reaches[place]?.hops ?? 0);
  return reaches.some(({ verdict }) => verdict === "notAssessed") ? 10_000 : 20_000;
}
