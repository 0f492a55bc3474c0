/** What Ratify was given to verify with: without a verifier it verifies nothing, whatever constraints ask it. */
import type { Item } from "../../inventory/items.ts";
import type { ResourceId } from "../../inventory/resources.ts";
import { type Answer, whether } from "./answer.ts";

export const verifierResources = [
  "verifiers.config.ratify.deislabs.io",
  "namespacedverifiers.config.ratify.deislabs.io",
] as const satisfies readonly ResourceId[];

type VerifierResource = (typeof verifierResources)[number];

const stores = ["stores.config.ratify.deislabs.io", "namespacedstores.config.ratify.deislabs.io"] as const;
const policies = ["policies.config.ratify.deislabs.io", "namespacedpolicies.config.ratify.deislabs.io"] as const;

export const ratifyResources = [...verifierResources, ...stores, ...policies] as const satisfies readonly ResourceId[];

type ListOf<R extends ResourceId> = <K extends R>(resource: K) => readonly Item<K>[];

/**
 * @param isServed whether the cluster has these kinds at all: without them Ratify takes its verifiers from a file, or from an Executor of its second version.
 * @returns of a namespace whether Ratify has a verifier for its pods: one of its own, or one of the cluster.
 */
export function verifiesIn(
  list: ListOf<VerifierResource>,
  isServed: (resource: VerifierResource) => boolean,
): (namespace: string) => Answer {
  if (!verifierResources.some(isServed)) return () => "unknown";
  const ofCluster = list("verifiers.config.ratify.deislabs.io").length > 0;
  const own = new Set(list("namespacedverifiers.config.ratify.deislabs.io").map(({ meta }) => meta.namespace));
  return (namespace) => whether(ofCluster || own.has(namespace));
}

export interface RatifyStanding {
  readonly verifiers: readonly { readonly name: string; readonly type: string; readonly namespace?: string }[];
  /** Places where it looks for signatures, and rules by which it weighs what verifiers say. */
  readonly stores: number;
  readonly policies: number;
  /** The cluster has these kinds: without them Ratify takes its verifiers from a file or an Executor, which are not read. */
  readonly served: boolean;
  /** All of these were seen: one that is not counted is not there. */
  readonly complete: boolean;
}

type RatifyResource = (typeof ratifyResources)[number];

/** @returns undefined where nothing of Ratify is there. */
export function ratifyStanding(
  list: ListOf<RatifyResource>,
  { complete, served }: Record<"complete" | "served", (resource: RatifyResource) => boolean>,
): RatifyStanding {
  const verifiers = verifierResources.flatMap((resource) =>
    list(resource).map(({ meta, type }) => ({
      ...{ name: meta.name, type },
      ...(meta.namespace !== undefined && { namespace: meta.namespace }),
    })),
  );
  const count = (resources: readonly RatifyResource[]) => resources.reduce((all, one) => all + list(one).length, 0);
  return {
    ...{ verifiers, stores: count(stores), policies: count(policies) },
    ...{ served: verifierResources.some(served), complete: ratifyResources.every(complete) },
  };
}
