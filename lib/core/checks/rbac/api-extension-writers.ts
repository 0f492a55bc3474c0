import { dangerOf } from "../../rbac/dangers.ts";
import { definitionWriting } from "../../rbac/harms.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, rbacResources, reportHolding } from "./access.ts";

export default defineCheck({
  id: "rbac/api-extension-writers",
  major: 1,
  since: "0.1",
  title: "Writers of API services and of kinds",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    services: {
      text: "{subjects} may let a server of their own answer for groups of the API: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    definitions: {
      text: "{subjects} may change definitions of kinds, and through conversion webhooks read and change their objects: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
  },
  docs: {
    why: "The API server passes requests for a group with an APIService on to whoever is named there, with the user and groups of the request in headers. A CustomResourceDefinition may name a conversion webhook, which gets every object of its kind and answers with another; and who changes its schema or its versions decides what controllers read.",
    fix: "Install definitions with the controller that owns them, once, and name them in resourceNames for update and patch. Give nobody apiservices for everyday work.",
    refs: [
      "https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/",
      "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#webhook-conversion",
    ],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    for (const holding of holdings(found, { requests: dangerOf("extend-api").requests }))
      yield reportHolding(holding, "services");
    for (const holding of holdings(found, { requests: definitionWriting })) yield reportHolding(holding, "definitions");
  },
});
