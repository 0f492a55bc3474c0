import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, rbacResources, reportHolding } from "./access.ts";

export default defineCheck({
  id: "rbac/volume-creators",
  major: 1,
  since: "0.1",
  title: "Creators of PersistentVolumes",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.9", "kubescape:C-0278", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    volumes: { text: "{subjects} may create PersistentVolumes: {object} gives {role}, rule {rule}", severity: "high" },
  },
  docs: {
    why: "A PersistentVolume of type hostPath reaches the file system of a node, and Pod Security does not look behind the claim that a pod uses. Who creates volumes chooses what they reach.",
    fix: "Let people create claims, and leave volumes to the provisioner of a storage class.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    for (const holding of holdings(context.view(access), { requests: dangerOf("create-volumes").requests }))
      yield reportHolding(holding, "volumes");
  },
});
