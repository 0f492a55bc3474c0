/**
 * Where one can stand in a cluster and what leads from one place to another. A graph of "or": an edge that needs several rights
 * at once lists who gives each of them, and holds while each is given.
 */
import type { BindingEntry, RoleEntry } from "../rbac-index.ts";
import { formatSubject, identityOf, type SubjectRef } from "../subject.ts";
import type { RightId } from "./rights.ts";

/** `*` stands for each namespace, where no namespace is named. */
export type Place =
  | { readonly kind: "subject"; readonly subject: SubjectRef }
  | { readonly kind: "binding"; readonly binding: BindingEntry }
  | { readonly kind: "right"; readonly right: PathRight; readonly namespace: string; readonly name?: string }
  /** The rights of a role that one has taken: in the whole cluster where `namespace` is empty. */
  | { readonly kind: "role"; readonly role: RoleEntry; readonly namespace: string }
  /** Every right in a namespace. */
  | { readonly kind: "namespace"; readonly namespace: string }
  /** Whoever may manage a namespace's workloads and give rights in it away. */
  | { readonly kind: "administration"; readonly namespace: string }
  /** Root on a node; on any where no name is given. */
  | { readonly kind: "node"; readonly name?: string }
  | { readonly kind: "clusterAdmin" }
  | { readonly kind: "allSecrets" }
  | { readonly kind: "cloud"; readonly of: string; readonly identity: string }
  /** What was not seen, and might lead further. */
  | { readonly kind: "unseen"; readonly resource: string };

/** Rights, and what several of them are together. */
export type PathRight = RightId | "certificates" | "tokenSecrets" | "recreateAccounts" | "awsAuth";

export const hopKinds = [
  "holds",
  "startPods",
  "enterPods",
  "createToken",
  "legacyToken",
  "tokenSecret",
  "recreateAccount",
  "impersonate",
  "bindRole",
  "rewriteRole",
  "certificate",
  "proxyNodes",
  "createVolume",
  "relaxNamespace",
  "webhook",
  "awsAuth",
  "podsOfNode",
  "controlPlane",
  "cloudOfNode",
  "workloadIdentity",
  "masters",
  "administrator",
] as const;
export type HopKind = (typeof hopKinds)[number];

/** Who gives one of the rights that an edge needs. */
export interface Giver {
  /** Absent where it comes with the place itself, as with a role that one has taken. */
  readonly binding?: BindingEntry;
  readonly subject?: SubjectRef;
  readonly ruleIndex: number;
}
export type Part = readonly Giver[];

export interface Edge {
  readonly from: number;
  readonly to: number;
  /** Absent where it is the same place seen otherwise: a group that one is in, a binding that one is named by. */
  readonly hop?: HopKind;
  /** Of an edge out of a binding or a role: the number of its rule. */
  readonly ruleIndex?: number;
  /** All of them are needed, and of each part any giver. */
  readonly parts?: readonly Part[];
  /** What of the cluster beside its rights it rests on, as sentences without an end. */
  readonly facts?: readonly string[];
}

/** A bound, so that no cluster can fill the memory: six times what the largest that is known needs. */
const mostEdges = 1_000_000;

export class PathGraph {
  readonly places: Place[] = [];
  readonly out: Edge[][] = [];
  readonly in: Edge[][] = [];
  /** Whether the bound was met: what is not found may be there. */
  bounded = false;
  edges = 0;
  readonly #numbers = new Map<string, number>();
  readonly #bindings = new Map<BindingEntry, number>();
  readonly #most: number;

  constructor(most = mostEdges) {
    this.#most = most;
  }

  /** @returns the number of a place, which is made where it is new. */
  at(place: Place): number {
    if (place.kind === "binding") return this.#atBinding(place);
    const key = placeKey(place);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const made = this.#add(place);
    this.#numbers.set(key, made);
    return made;
  }

  /** Several bindings may have one name and namespace in a file; each is itself. */
  #atBinding(place: Extract<Place, { kind: "binding" }>): number {
    const known = this.#bindings.get(place.binding);
    if (known !== undefined) return known;
    const made = this.#add(place);
    this.#bindings.set(place.binding, made);
    return made;
  }

  #add(place: Place): number {
    this.places.push(place);
    this.out.push([]);
    this.in.push([]);
    return this.places.length - 1;
  }

  /** @returns the number of a place, or undefined where nothing is known of it. */
  find(place: Place): number | undefined {
    return place.kind === "binding" ? this.#bindings.get(place.binding) : this.#numbers.get(placeKey(place));
  }

  link(from: number, to: number, more: Omit<Edge, "from" | "to"> = {}): void {
    if (from === to) return;
    if (this.edges >= this.#most) {
      this.bounded = true;
      return;
    }
    this.edges += 1;
    const edge: Edge = { from, to, ...more };
    this.out[from]?.push(edge);
    this.in[to]?.push(edge);
  }
}

function placeKey(place: Place): string {
  switch (place.kind) {
    case "subject":
      return `s ${identityOf(place.subject)}`;
    case "right":
      return `r ${place.right} ${place.namespace}${place.name === undefined ? "" : ` ${place.name}`}`;
    case "role":
      return `o ${place.role.kind} ${place.role.item.meta.namespace ?? ""}/${place.role.item.meta.name} ${place.namespace}`;
    case "namespace":
    case "administration":
      return `${place.kind} ${place.namespace}`;
    case "node":
      return place.name === undefined ? "any node" : `n ${place.name}`;
    case "cloud":
      return `c ${place.of} ${place.identity}`;
    case "unseen":
      return `u ${place.resource}`;
    default:
      return place.kind;
  }
}

/** @returns a place as a column of a path names it. */
export function placeName(place: Place): string {
  switch (place.kind) {
    case "subject":
      return formatSubject(place.subject);
    case "node":
      return place.name === undefined ? "root on any node" : `root on node ${place.name}`;
    case "namespace":
      return place.namespace === "*" ? "every right in every namespace" : `every right in namespace ${place.namespace}`;
    case "administration":
      return `administration of namespace ${place.namespace}`;
    case "role": {
      const { kind, item } = place.role;
      const name = `${kind} ${item.meta.namespace === undefined ? "" : `${item.meta.namespace}/`}${item.meta.name}`;
      if (place.namespace === "") return `the rights of ${name}`;
      return `the rights of ${name} in ${place.namespace === "*" ? "every namespace" : `namespace ${place.namespace}`}`;
    }
    case "clusterAdmin":
      return "cluster-admin";
    case "allSecrets":
      return "every Secret";
    case "cloud":
      return `cloud identity ${place.identity}`;
    case "binding":
      return `${place.binding.kind} ${place.binding.item.meta.name}`;
    case "right":
      return place.right;
    case "unseen":
      return `what ${place.resource} would show`;
  }
}

/** @returns whether one stands there, rather than passing through: each is a column of a path. */
export function isPosition({ kind }: Place): boolean {
  return kind !== "binding" && kind !== "right" && kind !== "unseen" && kind !== "administration";
}
