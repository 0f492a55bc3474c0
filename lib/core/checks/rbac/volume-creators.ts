import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, rbacResources, reportHolding } from "./access.ts";
import { takeovers } from "./takeovers.ts";

export default defineCheck({
  id: "rbac/volume-creators",
  major: 2,
  since: "0.1",
  title: "Creators of PersistentVolumes",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.9", "kubescape:C-0278", "checklist:rbac-good-practices"],
  reads: [...rbacResources, "namespaces"],
  messages: {
    root: {
      text: "{subjects} may create PersistentVolumes, and so reach the files of every node as root from {rooted} of {seen} namespaces: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    rootless: {
      text: "{subjects} may create PersistentVolumes, and so reach the files of every node, though no namespace lets pods run as root: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    unseen: {
      text: "{subjects} may create PersistentVolumes, and so reach the files of every node; which namespaces let pods run as root was not seen: {object} gives {role}, rule {rule}",
      severity: "high",
    },
  },
  docs: {
    why: "A PersistentVolume of type hostPath reaches the file system of a node, and Pod Security does not look behind the claim that a pod uses: at every level a pod may mount it. What restricted does is that the pod does not run as root. Who creates volumes chooses what they reach.",
    fix: "Let people create claims, and leave volumes to the provisioner of a storage class.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const { seen, rootless } = context.view(takeovers);
    const message = seen > rootless ? "root" : context.complete("namespaces") ? "rootless" : "unseen";
    for (const holding of holdings(context.view(access), { requests: dangerOf("create-volumes").requests })) {
      const report = reportHolding(holding, message);
      yield { ...report, data: { ...report.data, rooted: seen - rootless, seen } };
    }
  },
});
