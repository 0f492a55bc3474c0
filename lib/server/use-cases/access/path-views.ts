/** Paths as the API shows them. */
import type { BindingName, Hop as HopView, Position } from "../../../contracts/access/paths.ts";
import type { Place } from "../../../core/rbac/paths/graph.ts";
import { placeName } from "../../../core/rbac/paths/graph.ts";
import type { Hop } from "../../../core/rbac/paths/hops.ts";
import type { BindingEntry } from "../../../core/rbac/rbac-index.ts";
import type { SubjectRef } from "../../../core/rbac/subject.ts";
import { accountOf } from "../../../core/rbac/subject.ts";
import { chainView } from "./access-view.ts";

/** @returns a place as a kind and a name; what is no object has the sentence as its name. */
export function positionView(place: Place): Position {
  switch (place.kind) {
    case "subject": {
      const { kind, name, namespace } = (place.subject.kind === "User" && accountOf(place.subject.name)) || place.subject;
      return { kind, name, ...(namespace === undefined ? {} : { namespace }) };
    }
    case "node":
      return place.name === undefined ? { kind: "Nodes", name: "root on any node" } : { kind: "Node", name: place.name };
    case "cloud":
      return { kind: "Cloud", name: place.identity };
    case "clusterAdmin":
    case "allSecrets":
      return { kind: "End", name: placeName(place) };
    default:
      return { kind: "Rights", name: placeName(place) };
  }
}

export function bindingView({ kind, item }: BindingEntry): BindingName {
  const { namespace, name } = item.meta;
  return { kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

export function hopView({ kind, from, to, does, chains, facts }: Hop): HopView {
  return {
    kind,
    from: positionView(from),
    to: positionView(to),
    does,
    chains: chains.map((chain) => chainView(chain, askerOf(from, chain.subject))),
    facts: [...facts],
  };
}

/** Rights of a role that was taken have nobody who asks. */
function askerOf(from: Place, subject: SubjectRef): SubjectRef {
  return from.kind === "subject" ? from.subject : subject;
}
