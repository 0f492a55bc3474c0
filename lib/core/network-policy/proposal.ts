/**
 * A set of NetworkPolicies for a namespace, from what it declares: nothing passes but DNS, what its Services offer, and traffic
 * inside the namespace. What its workloads call beyond that is written nowhere, and is left to people.
 */
import type { IngressItem, PodSpecItem, ServiceItem } from "../inventory/items.ts";
import type { HttpRouteItem } from "../inventory/network-items.ts";
import { matchesSelector } from "../inventory/selector.ts";
import { dns } from "./dns.ts";
import { openedBy } from "./exposure.ts";

export interface ProposedPolicy {
  readonly apiVersion: "networking.k8s.io/v1";
  readonly kind: "NetworkPolicy";
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface Proposal {
  readonly policies: readonly ProposedPolicy[];
  /** What a person has to decide, one sentence each. */
  readonly decide: readonly string[];
}

interface Template {
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec: PodSpecItem;
}

export interface Declared {
  readonly namespace: string;
  readonly templates: readonly Template[];
  readonly services: readonly ServiceItem[];
  readonly ingresses: readonly IngressItem[];
  readonly routes: readonly HttpRouteItem[];
}

/** @returns the set, in the order in which it should be applied: what denies by default comes last. */
export function proposePolicies(declared: Declared): Proposal {
  const { namespace } = declared;
  const policy = (name: string, spec: Readonly<Record<string, unknown>>): ProposedPolicy => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { namespace, name },
    spec,
  });
  const offered = declared.services.flatMap((service) => offer(service, declared) ?? []);
  return {
    policies: [
      policy("allow-dns", { podSelector: {}, policyTypes: ["Egress"], egress: [dns] }),
      policy("allow-inside", {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [{ to: [{ podSelector: {} }] }],
      }),
      ...offered.map(({ name, spec }) => policy(name, spec)),
      policy("default-deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }),
    ],
    decide: [
      ...offered.flatMap(({ decide }) => decide),
      "What its workloads call outside of the namespace, the API server included, is declared nowhere: add a rule for each before you apply the last policy.",
    ],
  };
}

interface Offer {
  readonly name: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly decide: readonly string[];
}

function offer(service: ServiceItem, declared: Declared): Offer | undefined {
  const { meta, selector } = service;
  if (selector === undefined || Object.keys(selector).length === 0) return undefined;
  const behind = declared.templates.filter(({ labels }) => matchesSelector({ matchLabels: selector }, labels));
  const ports = portsBehind(behind);
  const open = openedBy(service).length > 0;
  const gateways = declared.routes
    .filter(({ services }) => services?.includes(meta.name))
    .flatMap((route) => (route.gateways ?? []).map((gateway) => gateway.namespace ?? declared.namespace));
  const byIngress = declared.ingresses.some(({ services }) => services?.includes(meta.name));
  const from = [
    { podSelector: {} },
    ...[...new Set(gateways)].map((name) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } })),
  ];
  const rule = { ...(!open && { from }), ...(ports.length > 0 && { ports }) };
  return {
    name: `allow-${meta.name}`.slice(0, 253),
    spec: { podSelector: { matchLabels: selector }, policyTypes: ["Ingress"], ingress: [rule] },
    decide: [
      ...(ports.length === 0
        ? [`The pods behind Service ${meta.name} declare no port, so that every port of theirs is let through.`]
        : []),
      ...(byIngress && !open
        ? [`An Ingress leads to Service ${meta.name}: let in the namespace in which its controller runs, by its name.`]
        : []),
      ...(gateways.length > 0
        ? [`A Gateway leads to Service ${meta.name}: its proxies are let in by the Gateway's namespace, where they usually run.`]
        : []),
    ],
  };
}

function portsBehind(templates: readonly Template[]): readonly { readonly protocol: string; readonly port: number }[] {
  const found = new Map<string, { readonly protocol: string; readonly port: number }>();
  for (const { spec } of templates)
    for (const { type, ports = [] } of spec.containers)
      if (type !== "ephemeral")
        for (const { containerPort, protocol = "TCP" } of ports)
          found.set(`${protocol}/${containerPort}`, { protocol, port: containerPort });
  return [...found.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
}
