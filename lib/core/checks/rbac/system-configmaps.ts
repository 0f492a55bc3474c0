import { defineCheck } from "../define.ts";
import { access, byDefaults, type Holding, holdings, rbacResources, reportHolding } from "./access.ts";

const namespace = "kube-system";

/** Each ConfigMap that more hangs on than its own application, and what its writer decides. */
const maps = [
  { name: "aws-auth", message: "identities" },
  { name: "coredns", message: "names" },
] as const;

function writing(name: string) {
  return ["update", "patch"].map((verb) => ({ verb, group: "", resource: "configmaps", name }));
}

function reachesSystem({ binding }: Holding): boolean {
  return binding.kind === "ClusterRoleBinding" || binding.namespace === namespace;
}

export default defineCheck({
  id: "rbac/system-configmaps",
  major: 1,
  since: "0.1",
  title: "Writers of the cluster's own ConfigMaps",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: [...rbacResources, "configmaps"],
  messages: {
    identities: {
      text: "{subjects} may change {map}, which says who of the cloud is whom in the cluster: {object} gives {role}, rule {rule}",
      severity: "critical",
    },
    names: {
      text: "{subjects} may change {map}, which says where every name of the cluster leads: {object} gives {role}, rule {rule}",
      severity: "high",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "On EKS the ConfigMap aws-auth maps roles and users of the cloud to groups of the cluster, system:masters included: who writes it is administrator of the cluster. The Corefile in coredns answers for every name that a pod looks up. Reported are those of the two that the cluster has.",
    fix: "Take configmaps out of roles that reach kube-system, or name others in resourceNames. On EKS move from aws-auth to access entries.",
    refs: [
      "https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html",
      "https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/",
    ],
  },
  byMinor: byDefaults,
  *evaluate({ view, list }) {
    const found = view(access);
    const there = new Set(list("configmaps").flatMap(({ meta }) => (meta.namespace === namespace ? [meta.name] : [])));
    for (const { name, message } of maps) {
      if (!there.has(name)) continue;
      for (const holding of holdings(found, { requests: writing(name) })) {
        if (!reachesSystem(holding)) continue;
        const report = reportHolding(holding, message);
        yield { ...report, data: { ...report.data, map: `${namespace}/${name}` } };
      }
    }
  },
});
