import type { CustomResourceDefinitionItem } from "../../inventory/platform-items.ts";
import { clientOf } from "../../upgrade/evidence/audit-requests.ts";
import type { SeenRequests } from "../../upgrade/evidence.ts";
import { refTo } from "../object-ref.ts";
import { defineUpgradeCheck } from "./define.ts";

/** Drydock reads the version that is stored, and is no client to be told of. */
const own = "drydock";

export default defineUpgradeCheck({
  id: "upgrade/crd-deprecated-versions",
  title: "Deprecated versions of custom resources",
  reads: ["customresourcedefinitions.apiextensions.k8s.io"],
  facts: ["definition-versions"],
  messages: {
    asked: {
      text: "{object} is asked for as {version} by {user} through {client} ({verbs}, {count} times, last on {lastSeen}), which is deprecated: {warning}",
      impact: "warning",
    },
    stored: { text: "{object} has objects written as {version}, which is deprecated: {warning}", impact: "warning" },
    served: {
      text: "{object} serves {version}, which is deprecated: {warning}. Whether anybody uses it, only an audit log tells",
      impact: "info",
    },
  },
  docs: {
    why: "The maker of a custom resource marks a version as deprecated before a release drops it. Manifests and clients of that version fail then, with the upgrade of the add-on and not of Kubernetes.",
    fix: "Move manifests to the version that replaces it before the add-on is upgraded. An audit log that is uploaded to the cluster says who still uses the old one.",
    refs: [
      "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-deprecation",
    ],
  },
  *evaluate({ list, evidence }) {
    for (const definition of list("customresourcedefinitions.apiextensions.k8s.io"))
      for (const { version, warning = "no reason is given" } of definition.deprecated ?? []) {
        const at = refTo("customresourcedefinitions.apiextensions.k8s.io", definition, "spec.versions");
        const data = { version, warning };
        const asked = (evidence.requests ?? []).filter((one) => isFor(one, definition, version));
        for (const { user, userAgent, verbs, count, lastSeen } of asked) {
          const client = clientOf(userAgent);
          const use = { user: user || "a user without a name", client, verbs, count, lastSeen: lastSeen.slice(0, 10) };
          yield { at, message: "asked", data: { ...data, ...use }, locus: `${version} ${user} ${client}` };
        }
        if (definition.stored.includes(version)) yield { at, message: "stored", data, locus: version };
        else if (asked.length === 0 && definition.served.includes(version)) yield { at, message: "served", data, locus: version };
      }
  },
});

function isFor(asked: SeenRequests, { group, plural }: CustomResourceDefinitionItem, version: string): boolean {
  return asked.group === group && asked.version === version && asked.resource === plural && clientOf(asked.userAgent) !== own;
}
