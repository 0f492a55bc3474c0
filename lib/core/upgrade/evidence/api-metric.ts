/**
 * What the processes of the API server count of requests for deprecated versions, each since it started. The metric names no
 * client, and what one process has not seen another may have: it proves use, and never that there is none.
 */
import type { Gap } from "../../inventory/gap.ts";
import type { DiscoveredResource } from "../../inventory/inventory.ts";
import { definitionOf, resourceIds } from "../../inventory/resources.ts";

/** A version that somebody asked for. */
export interface CountedUse {
  readonly group: string;
  readonly version: string;
  /** The plural, such as `cronjobs`. */
  readonly resource: string;
  readonly subresource?: string;
  /** The minor without it, as the server declares it. */
  readonly removedRelease?: string;
}

export interface ApiServerCounts {
  /** RFC 3339: when the process started; absent where it does not say, and then it cannot be told from others. */
  readonly startedAt?: string;
  readonly uses: readonly CountedUse[];
}

/** `servers` has one entry for each process that answered. */
export type ApiMetric =
  | {
      readonly state: "read";
      readonly servers: readonly ApiServerCounts[];
      /** How many API servers the cluster shows as static pods; absent where it shows none. */
      readonly known?: number;
    }
  | { readonly state: "unread"; readonly gap: Gap };

/**
 * @returns whether readers that take what is served ask for a version whether they want to or not: it is the only one of its
 *   resource. Drydock is one of them, and Kubernetes' garbage collector another.
 */
export function isOnlyVersion({ group, version, resource }: CountedUse, discovered: readonly DiscoveredResource[]): boolean {
  const served = discovered.filter((one) => one.group === group && one.plural === resource).map((one) => one.version);
  return served.length > 0 && served.every((one) => one === version);
}

/** @returns whether Drydock itself reads a version: it takes the first of those that it understands and the cluster serves. */
export function isReadByDrydock({ group, version, resource }: CountedUse, discovered: readonly DiscoveredResource[]): boolean {
  const id = resourceIds.find((one) => definitionOf(one).group === group && definitionOf(one).plural === resource);
  if (id === undefined) return false;
  const served = new Set(discovered.filter((one) => one.group === group && one.plural === resource).map((one) => one.version));
  return definitionOf(id).versions.find((one) => served.has(one)) === version;
}
