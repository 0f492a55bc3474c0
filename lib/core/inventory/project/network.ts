import type { IngressItem, ItemMeta, PodDisruptionBudgetItem, ServiceItem } from "../items.ts";
import type { EndpointSliceItem, IngressClassItem } from "../platform-items.ts";
import { looseAddresses } from "./addresses.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, integer, objects, scalar, someTexts, text, textMap, texts } from "./read.ts";
import { projectSelector } from "./selector.ts";

export function projectService(service: Fields, intern: Intern): ServiceItem {
  const spec = fields(service.spec, "spec") ?? {};
  const ports = objects(spec.ports, "spec.ports").map((port) =>
    compact({
      port: integer(port.port, "spec.ports.port") ?? 0,
      nodePort: integer(port.nodePort, "spec.ports.nodePort"),
      protocol: text(port.protocol, "spec.ports.protocol"),
    }),
  );
  return compact({
    meta: projectMeta(service, intern),
    type: text(spec.type, "spec.type") ?? "ClusterIP",
    selector: textMap(spec.selector, "spec.selector"),
    externalIPs: someTexts(spec.externalIPs, "spec.externalIPs"),
    ports: ports.length === 0 ? undefined : ports,
    loadBalancerSourceRanges: someTexts(spec.loadBalancerSourceRanges, "spec.loadBalancerSourceRanges"),
    looseAddresses: looseAddresses(addressesOf(spec)),
  });
}

const addressFields = ["clusterIPs", "externalIPs", "loadBalancerSourceRanges"] as const;

function addressesOf(spec: Fields): (readonly [string, string | undefined])[] {
  return [
    ...addressFields.flatMap((field) =>
      texts(spec[field], `spec.${field}`).map((value, place): [string, string] => [`spec.${field}[${place}]`, value]),
    ),
    ["spec.loadBalancerIP", text(spec.loadBalancerIP, "spec.loadBalancerIP")],
  ];
}

export function projectEndpointSlice(slice: Fields, intern: Intern): EndpointSliceItem {
  const endpoints = objects(slice.endpoints, "endpoints");
  const ports = objects(slice.ports, "ports").flatMap(({ port }) => integer(port, "ports.port") ?? []);
  const addresses = endpoints.flatMap((endpoint, place) =>
    texts(endpoint.addresses, "endpoints.addresses").map((value, turn): [string, string] => [
      `endpoints[${place}].addresses[${turn}]`,
      value,
    ]),
  );
  const ready = endpoints.filter((endpoint) => fields(endpoint.conditions, "endpoints.conditions")?.ready !== false);
  const [only, ...others] = ready;
  const meta = projectMeta(slice, intern);
  return compact({
    meta,
    addresses: isOfApiServer(meta) ? addresses.map(([, address]) => address) : undefined,
    ready: ready.length,
    target: only === undefined || others.length > 0 ? undefined : targetOf(only),
    ports: ports.length === 0 ? undefined : ports,
    looseAddresses: looseAddresses(addresses),
  });
}

/** Where the API server itself listens is what policies let pods reach, or not. */
function isOfApiServer({ namespace, labels }: ItemMeta): boolean {
  return namespace === "default" && labels?.["kubernetes.io/service-name"] === "kubernetes";
}

/** @returns the object behind an endpoint, or its address where it names none. */
function targetOf(endpoint: Fields): string | undefined {
  const target = fields(endpoint.targetRef, "endpoints.targetRef");
  if (target === undefined) return texts(endpoint.addresses, "endpoints.addresses")[0];
  const parts = [target.kind, target.namespace, target.name].map((part) => text(part, "endpoints.targetRef") ?? "");
  return parts.join("/");
}

export function projectIngressClass(ingressClass: Fields, intern: Intern): IngressClassItem {
  const spec = fields(ingressClass.spec, "spec");
  return { meta: projectMeta(ingressClass, intern), controller: text(spec?.controller, "spec.controller") ?? "" };
}

export function projectIngress(ingress: Fields, intern: Intern): IngressItem {
  const spec = fields(ingress.spec, "spec") ?? {};
  return compact({
    meta: projectMeta(ingress, intern),
    className: text(spec.ingressClassName, "spec.ingressClassName"),
    hosts: objects(spec.rules, "spec.rules").map((rule) => text(rule.host, "spec.rules.host") ?? ""),
    tlsHosts: objects(spec.tls, "spec.tls").flatMap((tls) => texts(tls.hosts, "spec.tls.hosts")),
    tlsForAll: objects(spec.tls, "spec.tls").some((tls) => texts(tls.hosts, "spec.tls.hosts").length === 0)
      ? (true as const)
      : undefined,
    tlsSecrets: named(objects(spec.tls, "spec.tls").map((tls) => text(tls.secretName, "spec.tls.secretName"))),
    services: named(backendsOf(spec).map(serviceOf)),
  });
}

function backendsOf(spec: Fields): readonly (Fields | undefined)[] {
  const paths = objects(spec.rules, "spec.rules").flatMap(({ http }) =>
    objects(fields(http, "spec.rules.http")?.paths, "spec.rules.http.paths"),
  );
  const byDefault = [spec.defaultBackend, spec.backend];
  return [...byDefault, ...paths.map(({ backend }) => backend)].map((backend) => fields(backend, "backend"));
}

/** Servers of before 1.19 give Ingresses as v1beta1 only, which names the Service in the backend itself. */
function serviceOf(backend: Fields | undefined): string | undefined {
  return text(fields(backend?.service, "service")?.name, "service.name") ?? text(backend?.serviceName, "backend.serviceName");
}

/** @returns the names that are there, each once, or undefined where there are none. */
function named(names: readonly (string | undefined)[]): readonly string[] | undefined {
  const found = new Set(names.filter((name): name is string => Boolean(name)));
  return found.size === 0 ? undefined : [...found];
}

export function projectPodDisruptionBudget(budget: Fields, intern: Intern): PodDisruptionBudgetItem {
  const spec = fields(budget.spec, "spec") ?? {};
  const status = fields(budget.status, "status");
  return compact({
    meta: projectMeta(budget, intern),
    minAvailable: scalar(spec.minAvailable, "spec.minAvailable"),
    maxUnavailable: scalar(spec.maxUnavailable, "spec.maxUnavailable"),
    selector: projectSelector(spec.selector, "spec.selector"),
    unhealthyPods: text(spec.unhealthyPodEvictionPolicy, "spec.unhealthyPodEvictionPolicy"),
    status: status && projectBudgetStatus(status),
    generation: integer(fields(budget.metadata, "metadata")?.generation, "metadata.generation"),
  });
}

function projectBudgetStatus(status: Fields): PodDisruptionBudgetItem["status"] {
  return compact({
    disruptionsAllowed: integer(status.disruptionsAllowed, "status.disruptionsAllowed") ?? 0,
    currentHealthy: integer(status.currentHealthy, "status.currentHealthy") ?? 0,
    desiredHealthy: integer(status.desiredHealthy, "status.desiredHealthy") ?? 0,
    expectedPods: integer(status.expectedPods, "status.expectedPods") ?? 0,
    observedGeneration: integer(status.observedGeneration, "status.observedGeneration"),
  });
}
