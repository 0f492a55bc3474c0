/** A path as a person reads it: one hop after the other, each with the bindings, roles and rules, and the facts that it rests on. */
import type { PolicyRule } from "../../inventory/items.ts";
import { type Chain, chainOf } from "../chain.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { formatSubject, identityOf, resolveSubject, type SubjectRef } from "../subject.ts";
import { type Edge, type Giver, type HopKind, isPosition, type PathGraph, type Place, placeName } from "./graph.ts";

export interface Hop {
  readonly kind: HopKind;
  readonly from: Place;
  readonly to: Place;
  /** What is done, as the end of "User jane …". */
  readonly does: string;
  /** Where the rights that it needs come from: each chain once, though it may give several of them. */
  readonly chains: readonly Chain[];
  /** What it rests on beside bindings, as sentences without an end. */
  readonly facts: readonly string[];
}

/** @returns the hops of a path that was found from a place. */
export function hopsOf(index: RbacIndex, graph: PathGraph, path: readonly Edge[]): readonly Hop[] {
  const hops: Hop[] = [];
  let walk = new Walk(graph, index, path[0]?.from ?? 0);
  for (const edge of path) {
    walk.step(edge);
    if (edge.hop === undefined) continue;
    hops.push(walk.hop(edge.hop, edge.to));
    walk = new Walk(graph, index, edge.to);
  }
  const last = path.at(-1);
  if (last && last.hop === undefined && walk.moved) hops.push(walk.hop("holds", last.to));
  return hops;
}

/** What is gathered between two hops. */
class Walk {
  readonly #graph: PathGraph;
  readonly #index: RbacIndex;
  #from: Place;
  #who: SubjectRef | undefined;
  readonly #chains: Chain[] = [];
  readonly #given = new Set<string>();
  readonly #facts: string[] = [];
  #right: Place | undefined;
  moved = false;

  constructor(graph: PathGraph, index: RbacIndex, from: number) {
    this.#graph = graph;
    this.#index = index;
    this.#from = graph.places[from] as Place;
    if (this.#from.kind === "subject") this.#who = this.#from.subject;
  }

  step(edge: Edge): void {
    const from = this.#graph.places[edge.from] as Place;
    const to = this.#graph.places[edge.to] as Place;
    this.moved = true;
    if (to.kind === "subject" && edge.hop === undefined) this.#who = to.subject;
    else if (isPosition(to) && edge.hop === undefined) this.#from = to;
    if (to.kind === "right") this.#right = to;
    if (from.kind === "binding" && edge.ruleIndex !== undefined)
      this.#add({ binding: from.binding, subject: this.#who, ruleIndex: edge.ruleIndex });
    if (from.kind === "role" && edge.ruleIndex !== undefined) this.#facts.push(`${placeName(from)}, rule ${edge.ruleIndex + 1}`);
    for (const part of edge.parts ?? []) this.#add(part[0] as Giver);
    this.#facts.push(...(edge.facts ?? []));
  }

  #add({ binding, subject, ruleIndex }: Giver): void {
    const rule = binding?.role?.rules[ruleIndex];
    const who = subject ?? this.#who;
    if (binding === undefined || rule === undefined || who === undefined) return;
    const subjectIndex = binding.item.subjects.findIndex((named) => {
      const resolved = resolveSubject(named, binding.namespace);
      return resolved !== undefined && identityOf(resolved) === identityOf(who);
    });
    const given = `${binding.kind} ${binding.namespace}/${binding.item.meta.name} ${subjectIndex} ${ruleIndex}`;
    if (this.#given.has(given)) return;
    this.#given.add(given);
    this.#chains.push(chainOf(this.#index, { binding, subject: who, subjectIndex }, rule as PolicyRule, ruleIndex));
  }

  hop(kind: HopKind, end: number): Hop {
    const to = this.#graph.places[end] as Place;
    const does = sentenceOf(kind, to, this.#right);
    return { kind, from: this.#from, to, does, chains: this.#chains, facts: this.#facts };
  }
}

function objectOf(to: Place): string {
  return to.kind === "subject" ? formatSubject(to.subject) : placeName(to);
}

function sentenceOf(kind: HopKind, to: Place, right: Place | undefined): string {
  const object = objectOf(to);
  const where = right?.kind === "right" && right.namespace !== "*" ? ` in namespace ${right.namespace}` : "";
  switch (kind) {
    case "holds":
      return to.kind === "allSecrets" ? "may read every Secret" : `holds ${object}`;
    case "startPods":
      if (to.kind === "node") return `may start a privileged pod${where} on a node that it chooses`;
      if (to.kind === "allSecrets") return "may start pods in every namespace, which mount its Secrets";
      return `may start a pod${where} that runs as ${object}`;
    case "enterPods":
      return to.kind === "node"
        ? `may run code in a pod${where} that has the node`
        : `may run code in a pod${where} of ${object}`;
    case "createToken":
      return `may ask for a token of ${object}`;
    case "legacyToken":
      return `may read a token of ${object} from a Secret`;
    case "tokenSecret":
      return `may make a Secret that is filled with a token of ${object}, and read it`;
    case "recreateAccount":
      return `may create ${object}, and act as it`;
    case "impersonate":
      return `may act as ${object}`;
    case "bindRole":
      return `may give itself ${object}`;
    case "rewriteRole":
      return `may write any right into a role that it is bound to, and so has ${object}`;
    case "certificate":
      return `may have a client certificate of ${object} signed`;
    case "proxyNodes":
      return `may run code in every pod through the kubelet, and so has ${object}`;
    case "createVolume":
      return "may mount the file system of a node through a volume";
    case "relaxNamespace":
      return "may lift Pod Security from the namespace and start a privileged pod in it";
    case "webhook":
      return to.kind === "allSecrets"
        ? "may have every Secret that is written sent to a webhook"
        : "may change what administrators write through a webhook";
    case "awsAuth":
      return `may write itself into ${object}`;
    case "podsOfNode":
      return `finds a token of ${object}`;
    case "controlPlane":
      return `finds the keys of the control plane, and so is ${object}`;
    case "cloudOfNode":
      return `has the ${object}`;
    case "workloadIdentity":
      return `has the ${object}`;
    case "masters":
      return "is let pass by the API server without asking RBAC";
    case "administrator":
      return `may do everything, and so has ${object}`;
  }
}
