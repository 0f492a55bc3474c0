import type { GatewayItem, HttpRouteItem } from "../network-items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, integer, objects, someTexts, text } from "./read.ts";

export function projectGateway(gateway: Fields, intern: Intern): GatewayItem {
  const spec = fields(gateway.spec, "spec") ?? {};
  return compact({
    meta: projectMeta(gateway, intern),
    className: text(spec.gatewayClassName, "spec.gatewayClassName"),
    listeners: objects(spec.listeners, "spec.listeners").map((listener) => {
      const tls = fields(listener.tls, "spec.listeners.tls");
      return compact({
        name: text(listener.name, "spec.listeners.name") ?? "",
        port: integer(listener.port, "spec.listeners.port") ?? 0,
        protocol: text(listener.protocol, "spec.listeners.protocol") ?? "",
        hostname: text(listener.hostname, "spec.listeners.hostname"),
        tls: tls && (text(tls.mode, "spec.listeners.tls.mode") ?? "Terminate"),
      });
    }),
  });
}

export function projectHttpRoute(route: Fields, intern: Intern): HttpRouteItem {
  const spec = fields(route.spec, "spec") ?? {};
  const gateways = objects(spec.parentRefs, "spec.parentRefs")
    .filter(({ kind }) => kind === undefined || kind === "Gateway")
    .map((parent) =>
      compact({
        namespace: text(parent.namespace, "spec.parentRefs.namespace"),
        name: text(parent.name, "spec.parentRefs.name") ?? "",
        listener: text(parent.sectionName, "spec.parentRefs.sectionName"),
      }),
    );
  const services = objects(spec.rules, "spec.rules")
    .flatMap(({ backendRefs }) => objects(backendRefs, "spec.rules.backendRefs"))
    .filter(({ kind }) => kind === undefined || kind === "Service")
    .flatMap(({ name }) => text(name, "spec.rules.backendRefs.name") ?? []);
  return compact({
    meta: projectMeta(route, intern),
    hostnames: someTexts(spec.hostnames, "spec.hostnames"),
    gateways: gateways.length === 0 ? undefined : gateways,
    services: services.length === 0 ? undefined : [...new Set(services)],
  });
}
