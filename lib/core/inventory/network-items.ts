/** What is kept of how traffic is let through and let in: policies of every kind, gateways, and how a mesh authenticates. */
import type { ItemBase, LabelSelector } from "./items.ts";

/** Whom a rule of a NetworkPolicy lets through: pods by their selectors, or addresses. */
export interface NetworkPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface NetworkPort {
  /** TCP where it is absent. */
  readonly protocol?: string;
  /** A number, or the name of a container's port; all of the protocol where it is absent. */
  readonly port?: number | string;
  readonly endPort?: number;
}

export interface NetworkRule {
  /** Everybody where there are none. */
  readonly peers?: readonly NetworkPeer[];
  /** Every port where there are none. */
  readonly ports?: readonly NetworkPort[];
}

/** Whom a policy of an administrator is about, and whom its rules name. */
export interface AdminPeer {
  readonly namespaces?: LabelSelector;
  readonly pods?: { readonly namespaceSelector: LabelSelector; readonly podSelector: LabelSelector };
  /** Nodes by their labels. */
  readonly nodes?: LabelSelector;
  readonly networks?: readonly string[];
  /** There where it names peers in a way that is not read, such as names of domains. */
  readonly unread?: true;
}

export interface AdminRule {
  readonly name?: string;
  readonly action: "Allow" | "Deny" | "Pass";
  readonly peers: readonly AdminPeer[];
  readonly ports?: readonly NetworkPort[];
}

/** AdminNetworkPolicy, BaselineAdminNetworkPolicy and the ClusterNetworkPolicy that follows them. */
export interface AdminPolicyItem extends ItemBase {
  readonly tier: "admin" | "baseline";
  /** The lowest goes first. */
  readonly priority: number;
  readonly subject: AdminPeer;
  readonly ingress?: readonly AdminRule[];
  readonly egress?: readonly AdminRule[];
  /** There where a rule has an action that is not known. */
  readonly unread?: true;
}

/** A policy of a network plugin's own, as far as it says whom it may be about. */
export interface PluginPolicyItem extends ItemBase {
  /** Absent where it chooses in a way that is not read: then it may be about every pod of its reach. */
  readonly selector?: LabelSelector;
  /** About nodes, and no pod but those on the host network. */
  readonly aboutNodes?: true;
}

/** A policy of Calico: whom it is about and in which directions; its rules are not read. */
export interface CalicoPolicyItem extends PluginPolicyItem {
  /** From version 13 of the format on. */
  readonly scope?: CalicoScope;
}

export interface CalicoScope {
  /** Expressions in Calico's language; an empty one chooses everything. */
  readonly selector: string;
  readonly namespaceSelector?: string;
  readonly serviceAccountSelector?: string;
  readonly tier: string;
  readonly types: readonly ("ingress" | "egress")[];
  /** Directions in which a rule passes on to the next tier. */
  readonly passes?: readonly ("ingress" | "egress")[];
  /** About host endpoints, and what these forward. */
  readonly hosts?: true;
}

export interface GatewayItem extends ItemBase {
  readonly className?: string;
  readonly listeners: readonly {
    readonly name: string;
    readonly port: number;
    readonly protocol: string;
    readonly hostname?: string;
    /** `Terminate` or `Passthrough`, where TLS is set up. */
    readonly tls?: string;
  }[];
}

export interface HttpRouteItem extends ItemBase {
  readonly hostnames?: readonly string[];
  /** Gateways that it hangs on. */
  readonly gateways?: readonly { readonly namespace?: string; readonly name: string; readonly listener?: string }[];
  /** Names of the Services behind it. */
  readonly services?: readonly string[];
}

export interface PeerAuthenticationItem extends ItemBase {
  readonly selector?: LabelSelector;
  /** `STRICT`, `PERMISSIVE`, `DISABLE`, `UNSET`; inherited where it is absent. */
  readonly mode?: string;
  /** Modes of ports that have one of their own, by the number. */
  readonly portModes?: Readonly<Record<string, string>>;
}

/** A Server of Linkerd: a port of pods that has rules of its own. */
export interface LinkerdServerItem extends ItemBase {
  readonly podSelector?: LabelSelector;
  readonly accessPolicy?: string;
  /** Name or number. From version 13 of the format on. */
  readonly port?: string;
}

/** An AuthorizationPolicy of Linkerd; kinds are written `group/kind` in lower case, that of Kubernetes' own group `core`. */
export interface LinkerdAuthorizationItem extends ItemBase {
  readonly target: { readonly kind: string; readonly name: string };
  /** What a caller must have, all of it. */
  readonly requires: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

/** A ServerAuthorization of Linkerd, which AuthorizationPolicies have replaced. */
export interface LinkerdServerAuthorizationItem extends ItemBase {
  readonly server?: string;
  readonly selector?: LabelSelector;
  /** Callers without an identity are let in. */
  readonly anonymous?: true;
}
