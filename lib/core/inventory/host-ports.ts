/** What listens beside the API server at the address that is registered, as far as whoever looks reaches it. Only words are kept. */
import type { Gap } from "./gap.ts";

export interface HostPort {
  readonly port: number;
  /** Who listens there by Kubernetes' own defaults. */
  readonly service: string;
  readonly scheme: "https" | "http";
  /** The one path that is asked for, without a credential. */
  readonly path: string;
  /** What the service's own answer holds; another one comes from something else. */
  readonly sign: string;
}

/** What a gap names where nobody tried any of the ports. */
export const untriedPorts = "ports";

/** The ports, in the order in which they are tried. There is no other one. */
export const hostPorts: readonly HostPort[] = [
  { port: 2379, service: "etcd", scheme: "https", path: "/version", sign: "etcdserver" },
  { port: 10250, service: "kubelet", scheme: "https", path: "/healthz", sign: "ok" },
  { port: 10255, service: "kubelet, read-only", scheme: "http", path: "/healthz", sign: "ok" },
  { port: 10257, service: "kube-controller-manager", scheme: "https", path: "/metrics", sign: "# HELP" },
  { port: 10259, service: "kube-scheduler", scheme: "https", path: "/metrics", sign: "# HELP" },
];

/** From the worst to the best, where an address stands for several hosts. */
export const portAnswers = [
  /** It answered the request, which showed no credential. */
  "open",
  /** Something takes connections there, and did not say what it wants. */
  "listens",
  /** It asked for a certificate, or refused whoever shows nothing. */
  "guarded",
  /** The guard of outbound connections refused it, and nothing was sent. */
  "refused",
  /** No way leads there from here. */
  "unreachable",
  /** Nothing came back in time: a firewall drops it, or the packets were lost. It is not known to be closed. */
  "filtered",
  /** The host said that nobody listens. */
  "closed",
] as const;
export type PortAnswer = (typeof portAnswers)[number];

export type HostProbe =
  | {
      readonly state: "asked";
      readonly ports: readonly { readonly port: number; readonly answer: PortAnswer }[];
      /** How many addresses the host's name has, where not all of them were asked. */
      readonly addresses?: number;
    }
  | { readonly state: "unread"; readonly gap: Gap };
