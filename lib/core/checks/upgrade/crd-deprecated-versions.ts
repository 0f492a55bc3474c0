import { refTo } from "../object-ref.ts";
import { defineUpgradeCheck } from "./define.ts";

export default defineUpgradeCheck({
  id: "upgrade/crd-deprecated-versions",
  title: "Deprecated versions of custom resources",
  reads: ["customresourcedefinitions.apiextensions.k8s.io"],
  facts: ["definition-versions"],
  messages: {
    stored: { text: "{object} has objects written as {version}, which is deprecated: {warning}", impact: "warning" },
    served: {
      text: "{object} serves {version}, which is deprecated: {warning}. Whether anybody uses it, the API does not show",
      impact: "info",
    },
  },
  docs: {
    why: "The maker of a custom resource marks a version as deprecated before a release drops it. Manifests and clients of that version fail then, with the upgrade of the add-on and not of Kubernetes.",
    fix: "Move manifests to the version that replaces it before the add-on is upgraded. An audit log says who still uses the old one.",
    refs: [
      "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-deprecation",
    ],
  },
  *evaluate({ list }) {
    for (const definition of list("customresourcedefinitions.apiextensions.k8s.io"))
      for (const { version, warning = "no reason is given" } of definition.deprecated ?? []) {
        const at = refTo("customresourcedefinitions.apiextensions.k8s.io", definition, "spec.versions");
        const data = { version, warning };
        if (definition.stored.includes(version)) yield { at, message: "stored", data, locus: version };
        else if (definition.served.includes(version)) yield { at, message: "served", data, locus: version };
      }
  },
});
