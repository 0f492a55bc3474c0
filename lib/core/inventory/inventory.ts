import type { CrossCheck } from "../rbac/cross-check/cross-check.ts";
import type { ApiMetric } from "../upgrade/evidence/api-metric.ts";
import type { AnonymousProbe } from "./anonymous.ts";
import type { Gap } from "./gap.ts";
import type { HostProbe } from "./host-ports.ts";
import type { Item } from "./items.ts";
import type { ResourceId } from "./resources.ts";

/** The version of the snapshot format. A new projected fact raises it; an older inventory is not assessed for that fact. */
export const inventoryVersion = 13;

/** How well one resource could be looked at. */
export type Coverage =
  | { readonly state: "complete"; readonly resourceVersion?: string; readonly mixed?: true }
  /** Some of it was read; the gaps say what was not. */
  | { readonly state: "partial"; readonly gaps: readonly Gap[] }
  /** Nothing of it was read. */
  | { readonly state: "unseen"; readonly gaps: readonly Gap[] }
  /** Discovery answered in full for the group and does not list it: the cluster has none. */
  | { readonly state: "absent" };

export interface Look<R extends ResourceId = ResourceId> {
  readonly resource: R;
  /** The group version that was read, such as `apps/v1`; absent when nothing was. */
  readonly apiVersion?: string;
  readonly coverage: Coverage;
  /** Sorted by namespace, then name. */
  readonly items: readonly Item<R>[];
}

export interface DiscoveredResource {
  readonly group: string;
  readonly version: string;
  readonly plural: string; // subresources as `pods/exec`
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

export interface ClusterFacts {
  /** UID of the kube-system namespace, else absent: the registration's id then identifies the cluster. */
  readonly uid?: string;
  /** `gitVersion` of /version, such as `v1.37.2`; absent when it could not be read. */
  readonly version?: string;
  /** `1.37` */
  readonly minor?: string;
  readonly platform?: string;
  readonly discovery: { readonly resources: readonly DiscoveredResource[]; readonly gaps: readonly Gap[] };
}

/** What is known of the credential that Drydock itself keeps of a cluster; never the credential. */
export interface HeldCredential {
  /** `inCluster`: the token that Kubernetes gives to Drydock's own pod, and renews. */
  readonly kind: "token" | "clientCertificate" | "inCluster";
  /** Whom it says that it is of, such as `ServiceAccount drydock/drydock-reader`. */
  readonly account?: string;
  /** RFC 3339; absent where it names no end. */
  readonly expiresAt?: string;
}

/** What a look at one cluster saw, already projected to what the core needs, and how well it could look. */
export interface Inventory {
  readonly version: number;
  /** RFC 3339, when the look ended. */
  readonly takenAt: string;
  readonly source: "live" | "snapshot" | "manifests";
  readonly cluster: ClusterFacts;
  /** Absent where Drydock keeps none: a file was read, or somebody looked with a credential of their own. */
  readonly credential?: HeldCredential;
  /** What the API server answered to a sample of questions; absent where nobody asked, and in formats before version 3. */
  readonly crossCheck?: CrossCheck;
  /** What the API server counts of requests for deprecated versions; absent where nobody asked, and in formats before version 5. */
  readonly apiMetric?: ApiMetric;
  /** What the API server answers without a credential; absent where nobody asked, and in formats before version 8. */
  readonly anonymous?: AnonymousProbe;
  /** What else listens at its address; absent where nobody wanted to know, and in formats before version 11. */
  readonly hostPorts?: HostProbe;
  /** One look for every resource of the core; a resource that was never asked for is `unseen` with `notCollected`. */
  readonly looks: { readonly [R in ResourceId]: Look<R> };
}
