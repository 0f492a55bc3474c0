import { refTo } from "../object-ref.ts";
import {
  backendFaults,
  backendResources,
  backends,
  formatBackend,
  isExpired,
  stateOfBackend,
  unseenBackends,
} from "./backends.ts";
import { defineUpgradeCheck } from "./define.ts";

export default defineUpgradeCheck({
  id: "upgrade/crd-conversion",
  title: "Conversion of custom resources",
  reads: ["customresourcedefinitions.apiextensions.k8s.io", ...backendResources],
  facts: ["definition-versions"],
  crossesNamespaces: true,
  messages: {
    dead: { text: "{object} is converted by {backend}, {fault}: no object of it can be listed", impact: "blocker" },
    expired: {
      text: "{object} trusts its conversion by authorities that ended on {ended}: no object of it can be listed",
      impact: "blocker",
    },
  },
  docs: {
    why: "Where the webhook that converts a custom resource does not answer, every list of it fails. Namespaces with such objects cannot be deleted, and the garbage collector stands still for all of them.",
    fix: "Bring the converting Service back, or renew its authority. Where the operator was removed on purpose, remove its definition too.",
    refs: [
      "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#webhook-conversion",
    ],
  },
  unseen({ list, view, complete }) {
    const called = list("customresourcedefinitions.apiextensions.k8s.io")
      .filter(({ conversion }) => conversion === "Webhook")
      .map(({ meta, conversionService: service }) => ({ name: meta.name, service }));
    return unseenBackends(called, { found: view(backends), complete, states: ["elsewhere"] });
  },
  *evaluate({ list, view, complete, now }) {
    for (const definition of list("customresourcedefinitions.apiextensions.k8s.io")) {
      const { conversion, conversionService: service, conversionCa: ca } = definition;
      if (conversion !== "Webhook") continue;
      const at = refTo("customresourcedefinitions.apiextensions.k8s.io", definition, "spec.conversion.webhook.clientConfig");
      const fault = service && backendFaults[stateOfBackend(service, { found: view(backends), complete })];
      if (service && fault) yield { at, message: "dead", data: { backend: formatBackend(service), fault } };
      if (isExpired(ca, now)) yield { at, message: "expired", data: { ended: ca?.expiresAt } };
    }
  },
});
