/** What an administrator uploads beside a scan, because no list of the API shows it: logs of the API server, metrics of kubelets. */
import type { SupportOverride } from "./support.ts";

/** A client of the API server, as an audit log names it. */
export interface SeenClient {
  /** Such as `kubectl/v1.33.2 (linux/amd64) kubernetes/abc`. */
  readonly userAgent: string;
  readonly user: string;
  /** RFC 3339. */
  readonly lastSeen: string;
}

/** Requests of one client for one deprecated version, as an audit log counts them. */
export interface SeenRequests extends SeenClient {
  readonly group: string;
  readonly version: string;
  /** The plural, such as `cronjobs`. */
  readonly resource: string;
  /** Sorted. */
  readonly verbs: readonly string[];
  readonly count: number;
}

/** What a kubelet says of itself, in its metrics, its configuration and its command line. */
export interface SeenKubelet {
  readonly node: string;
  /** RFC 3339, when it was gathered: as the file says, else when it was uploaded. */
  readonly seenAt: string;
  /** Such as `v1.36.2`, from the metric `kubernetes_build_info`. */
  readonly version?: string;
  /** All that is asked of its metrics was read: one that is not there then says that there is nothing. */
  readonly metrics?: true;
  /** The minor without support for its runtime, such as `1.38`, from the metric `kubelet_cri_losing_support`. */
  readonly runtimeUnsupportedFrom?: string;
  /** From the metric `kubelet_cgroup_version`. */
  readonly cgroupVersion?: 1 | 2;
  /** Fields of its configuration (configz), by name. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Feature gates that its configuration sets. */
  readonly gates?: Readonly<Record<string, boolean>>;
  /** Flags of its command line that some minor takes away; absent where nobody gave the command line. */
  readonly flags?: readonly string[];
}

export interface UpgradeEvidence {
  readonly clients?: readonly SeenClient[];
  readonly requests?: readonly SeenRequests[];
  /** Events of clients beyond those that are kept: of these nothing is known. */
  readonly droppedClients?: number;
  readonly kubelets?: readonly SeenKubelet[];
  /** Ends of support that an operator set in the place of the calendar's. */
  readonly supportDates?: readonly SupportOverride[];
}
