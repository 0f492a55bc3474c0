import { trafficByEndpoints, trafficByServices, trafficByStatus } from "../../rbac/harms.ts";
import { defineCheck, type Report } from "../define.ts";
import { access, byDefaults, type Holding, holdings, isByDefaultRole, placeOf, rbacResources, reportHolding } from "./access.ts";

const ways = [
  { requests: trafficByStatus, way: "the status of pods or services" },
  { requests: trafficByEndpoints, way: "endpoints" },
  { requests: trafficByServices, way: "services and their external addresses" },
] as const;

function withWay(report: Report<"everywhere" | "inNamespace">, way: readonly string[]): Report<"everywhere" | "inNamespace"> {
  return { ...report, data: { ...report.data, ways: way } };
}

export default defineCheck({
  id: "rbac/traffic-changes",
  major: 1,
  since: "0.1",
  title: "Redirection of traffic",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may redirect traffic of every namespace, by {ways}: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    inNamespace: {
      text: "{subjects} may redirect traffic of {namespace}, by {ways}: {object} gives {role}, rule {rule}",
      severity: "low",
    },
  },
  docs: {
    why: "A Service sends to the addresses that its endpoints name, pods' status says which addresses those are, and a Service with externalIPs, or with a status of its own making, takes traffic of addresses that are not its own (CVE-2020-8554). What edit and admin give in a namespace by Kubernetes' own rules is not reported.",
    fix: "Leave status and endpoints to controllers. Deny externalIPs with the admission plugin DenyServiceExternalIPs or with a policy.",
    refs: [
      "https://github.com/kubernetes/kubernetes/issues/97076",
      "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#denyserviceexternalips",
    ],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    const held = new Map<Holding["binding"], { readonly holding: Holding; readonly ways: string[] }>();
    for (const { requests, way } of ways)
      for (const holding of holdings(found, { requests })) {
        if (isByDefaultRole(found, holding)) continue;
        const known = held.get(holding.binding) ?? { holding, ways: [] };
        held.set(holding.binding, known);
        known.ways.push(way);
      }
    for (const { holding, ways: by } of held.values()) yield withWay(reportHolding(holding, placeOf(holding)), by);
  },
});
