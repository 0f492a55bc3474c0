import type { IngressItem, NetworkPolicyItem, PodDisruptionBudgetItem, ServiceItem } from "../items.ts";
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
  });
}

/** @returns a network policy with the types that the API server would default: Ingress, and Egress where it has rules. */
export function projectNetworkPolicy(policy: Fields, intern: Intern): NetworkPolicyItem {
  const spec = fields(policy.spec, "spec") ?? {};
  const ingress = objects(spec.ingress, "spec.ingress").length;
  const egress = objects(spec.egress, "spec.egress").length;
  const types = texts(spec.policyTypes, "spec.policyTypes");
  return {
    meta: projectMeta(policy, intern),
    podSelector: projectSelector(spec.podSelector, "spec.podSelector") ?? {},
    policyTypes: types.length > 0 ? types : egress > 0 ? ["Ingress", "Egress"] : ["Ingress"],
    ingressRules: ingress,
    egressRules: egress,
  };
}

export function projectIngress(ingress: Fields, intern: Intern): IngressItem {
  const spec = fields(ingress.spec, "spec") ?? {};
  return compact({
    meta: projectMeta(ingress, intern),
    className: text(spec.ingressClassName, "spec.ingressClassName"),
    hosts: objects(spec.rules, "spec.rules").map((rule) => text(rule.host, "spec.rules.host") ?? ""),
    tlsHosts: objects(spec.tls, "spec.tls").flatMap((tls) => texts(tls.hosts, "spec.tls.hosts")),
  });
}

export function projectPodDisruptionBudget(budget: Fields, intern: Intern): PodDisruptionBudgetItem {
  const spec = fields(budget.spec, "spec") ?? {};
  const status = fields(budget.status, "status");
  return compact({
    meta: projectMeta(budget, intern),
    minAvailable: scalar(spec.minAvailable, "spec.minAvailable"),
    maxUnavailable: scalar(spec.maxUnavailable, "spec.maxUnavailable"),
    selector: projectSelector(spec.selector, "spec.selector"),
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
