import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources } from "./access.ts";
import { reportByTakeover } from "./takeovers.ts";

export default defineCheck({
  id: "rbac/pod-changes",
  major: 1,
  since: "0.1",
  title: "Writers of pods that others started",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices", "checklist:workload-rights"],
  reads: [...rbacResources, "namespaces"],
  messages: {
    nodeEverywhere: {
      text: "{subjects} may put code into every pod of the cluster, and in {open} of {seen} namespaces privileged containers: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    keptEverywhere: {
      text: "{subjects} may put code into every pod of the cluster: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    unseenEverywhere: {
      text: "{subjects} may put code into every pod of the cluster, and not every namespace's Pod Security was seen: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    nodeInNamespace: {
      text: "{subjects} may put code into every pod of {namespace}, where nothing keeps a container from the node: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    keptInNamespace: {
      text: "{subjects} may put code into every pod of {namespace}: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    unseenInNamespace: {
      text: "{subjects} may put code into every pod of {namespace}, of which the Pod Security was not seen: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    nodeByDefaultRole: {
      text: "{subjects} may put code into every pod of {namespace}, where nothing keeps a container from the node, as holders of {role}: {object} gives it",
      severity: "low",
    },
    byDefaultRole: {
      text: "{subjects} may put code into every pod of {namespace}, as holders of {role}: {object} gives it",
      severity: "information",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "The image of a running pod may be changed, and pods/ephemeralcontainers adds a container to it: both run code with the pod's token, its Secrets and its volumes. A changed image keeps the privileges that the pod already has, whatever the namespace enforces today; an added container is held to what it enforces.",
    fix: "Take update and patch on pods, and pods/ephemeralcontainers, out of roles: controllers replace pods, they do not change them. Grant debugging for a time where somebody must look into a pod.",
    refs: [
      "https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/",
      "https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement",
    ],
  },
  byMinor: byDefaults,
  evaluate: (context) => reportByTakeover(context, { requests: dangerOf("change-pods").requests }),
});
