/** What is open to the outside of a cluster: Services, Ingresses and Gateways, and whether TLS is declared. */
import type { IngressItem, ServiceItem } from "../inventory/items.ts";
import type { GatewayItem } from "../inventory/network-items.ts";

/** Annotations by which the clouds keep a load balancer in a private network. */
const internal: Readonly<Record<string, RegExp>> = {
  "service.beta.kubernetes.io/aws-load-balancer-internal": /^(true|0\.0\.0\.0\/0)$/,
  "service.beta.kubernetes.io/aws-load-balancer-scheme": /^internal$/,
  "service.beta.kubernetes.io/azure-load-balancer-internal": /^true$/,
  "networking.gke.io/load-balancer-type": /^internal$/i,
};

/** @returns whether a load balancer is asked for inside the cloud's network. */
export function isInternal({ meta }: ServiceItem): boolean {
  return Object.entries(internal).some(([key, value]) => value.test(meta.annotations?.[key] ?? ""));
}

/** @returns whether a load balancer takes traffic from every address. */
export function isOpenToAll({ loadBalancerSourceRanges = [] }: ServiceItem): boolean {
  return (
    loadBalancerSourceRanges.length === 0 || loadBalancerSourceRanges.some((range) => range === "0.0.0.0/0" || range === "::/0")
  );
}

/** @returns by what a Service lets traffic in from outside of the cluster by itself; nothing where it does not. */
export function openedBy({ type, externalIPs }: ServiceItem): readonly string[] {
  const byType = type === "NodePort" || type === "LoadBalancer" ? [type] : [];
  return externalIPs === undefined ? byType : [...byType, "externalIPs"];
}

/** Annotations by which controllers of clouds are told of certificates, beside the Ingress's own field. */
const certificates = [
  "alb.ingress.kubernetes.io/certificate-arn",
  "ingress.gcp.kubernetes.io/pre-shared-cert",
  "networking.gke.io/managed-certificates",
] as const;

/** @returns the hosts for which an Ingress declares no TLS; an empty text stands for every host. */
export function hostsWithoutTls({ meta, hosts, tlsHosts, tlsForAll }: IngressItem): readonly string[] {
  if (tlsForAll || certificates.some((key) => meta.annotations?.[key] !== undefined)) return [];
  const all = hosts.length === 0 ? [""] : hosts;
  return [...new Set(all)].filter((host) => !tlsHosts.some((secured) => coversHost(secured, host)));
}

function coversHost(secured: string, host: string): boolean {
  if (secured === host) return true;
  return secured.startsWith("*.") && host.includes(".") && host.slice(host.indexOf(".")) === secured.slice(1);
}

export interface Exposure {
  readonly kind: "Service" | "Ingress" | "Gateway";
  readonly namespace: string;
  readonly name: string;
  /** `NodePort`, `LoadBalancer`, `externalIPs`, or the class of an Ingress or Gateway. */
  readonly by: string;
  /** Hosts, addresses or ports, in words of their own. */
  readonly at: readonly string[];
  readonly reach: "everybody" | "internal" | "limited";
  /** Absent where TLS cannot be told, as of a Service. */
  readonly tls?: "all" | "some" | "none";
}

interface Doors {
  readonly services: readonly ServiceItem[];
  readonly ingresses: readonly IngressItem[];
  readonly gateways: readonly GatewayItem[];
}

/** @returns everything that lets traffic in from outside, Services first. */
export function exposuresOf({ services, ingresses, gateways }: Doors): readonly Exposure[] {
  return [...services.flatMap(ofService), ...ingresses.map(ofIngress), ...gateways.map(ofGateway)];
}

function ofService(service: ServiceItem): readonly Exposure[] {
  const { type, ports = [], externalIPs, meta } = service;
  const place = { kind: "Service" as const, namespace: meta.namespace ?? "", name: meta.name };
  const found: Exposure[] = [];
  if (type === "NodePort")
    found.push({
      ...place,
      by: type,
      at: ports.flatMap(({ nodePort }) => (nodePort ? [`port ${nodePort}`] : [])),
      reach: "everybody",
    });
  if (type === "LoadBalancer") {
    const reach = isInternal(service) ? "internal" : isOpenToAll(service) ? "everybody" : "limited";
    found.push({ ...place, by: type, at: ports.map(({ port }) => `port ${port}`), reach });
  }
  if (externalIPs !== undefined) found.push({ ...place, by: "externalIPs", at: externalIPs, reach: "everybody" });
  return found;
}

function ofIngress(ingress: IngressItem): Exposure {
  const { meta, hosts, className } = ingress;
  const open = hostsWithoutTls(ingress);
  const all = new Set(hosts.length === 0 ? [""] : hosts);
  return {
    kind: "Ingress",
    namespace: meta.namespace ?? "",
    name: meta.name,
    by: className ?? meta.annotations?.["kubernetes.io/ingress.class"] ?? "the default class",
    at: [...all].map((host) => (host === "" ? "every host" : host)),
    reach: "everybody",
    tls: open.length === 0 ? "all" : open.length === all.size ? "none" : "some",
  };
}

function ofGateway({ meta, className, listeners }: GatewayItem): Exposure {
  const secured = listeners.filter(({ tls, protocol }) => tls !== undefined || protocol === "HTTPS" || protocol === "TLS");
  return {
    kind: "Gateway",
    namespace: meta.namespace ?? "",
    name: meta.name,
    by: className ?? "no class",
    at: listeners.map(({ protocol, port, hostname }) => `${protocol} ${port}${hostname === undefined ? "" : ` ${hostname}`}`),
    reach: "everybody",
    tls: secured.length === listeners.length ? "all" : secured.length === 0 ? "none" : "some",
  };
}
