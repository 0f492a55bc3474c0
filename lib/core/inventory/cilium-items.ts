/** What is kept of the policies of Cilium: layers 3 and 4, and in fixed words which parts are not evaluated. */
import type { LabelSelector } from "./items.ts";
import type { PluginPolicyItem } from "./network-items.ts";

/** What conditions are called that are not read: on labels that Cilium sets itself, or does not tell pods apart by. */
export const hiddenLabels = "labels that Cilium sets or leaves out";

/** CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy. */
export interface CiliumPolicyItem extends PluginPolicyItem {
  /** From version 13 of the format on. */
  readonly specs?: readonly CiliumSpec[];
}

/** Pods by labels of their own and of their namespace. A condition on a reserved label keeps its name, which no pod has. */
export interface CiliumSelector {
  readonly pods: LabelSelector;
  /** Absent where it says nothing of the namespace. */
  readonly namespaces?: LabelSelector;
  /** There where it has conditions that are not read. */
  readonly unread?: true;
}

export interface CiliumSpec {
  /** Absent where it is about nodes. */
  readonly subject?: CiliumSelector;
  /** Directions in which it denies by default. */
  readonly isolates: readonly ("ingress" | "egress")[];
  readonly ingress?: readonly CiliumRule[];
  readonly egress?: readonly CiliumRule[];
  /** Parts by which nothing is certain of what it says. */
  readonly unread?: readonly string[];
}

export interface CiliumRule {
  /** Where it stands, such as `spec.ingressDeny[0]`. */
  readonly path: string;
  readonly action: "Allow" | "Deny";
  /** Whom it names; everybody where it is absent and there are ports, nobody where it is absent without. */
  readonly peers?: CiliumPeers;
  readonly ports?: readonly CiliumPort[];
  /** Parts that are not evaluated. */
  readonly unread?: readonly string[];
  /** At most what it says counts: the rest is decided by parts that are not evaluated. */
  readonly partly?: true;
}

export interface CiliumPeers {
  readonly endpoints?: readonly CiliumSelector[];
  readonly blocks?: readonly { readonly cidr: string; readonly except?: readonly string[] }[];
  readonly entities?: readonly string[];
  /** Whom parts that are not evaluated may be about. */
  readonly perhaps?: readonly ("anybody" | "outside" | "nodes")[];
}

export interface CiliumPort {
  /** TCP, UDP, SCTP; every one where it is absent. */
  readonly protocol?: string;
  /** Number, 0 for every one, or name of a container's port. */
  readonly port: number | string;
  readonly endPort?: number;
  /** At most this is let through, as a rule of layer 7 says. */
  readonly partly?: true;
}
