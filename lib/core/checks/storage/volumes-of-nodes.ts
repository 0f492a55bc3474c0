import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { isSensitive } from "../workload/host-paths.ts";

export default defineCheck({
  id: "storage/volumes-of-nodes",
  major: 1,
  since: "0.1",
  title: "Volumes in directories of nodes",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["kubescape:C-0278", "kubescape:C-0048"],
  reads: ["persistentvolumes"],
  messages: {
    sensitive: {
      text: "{object} gives whoever claims it {path} of a node, where credentials and the node's own settings lie",
      severity: "high",
    },
    hostPath: { text: "{object} is the directory {path} of whichever node its pod runs on", severity: "medium" },
    local: { text: "{object} is a disk or directory of one node", severity: "low" },
  },
  docs: {
    why: "Pod Security refuses hostPath in pods, and does not look behind a claim: a volume of this type brings the same directory into a pod of a restricted namespace. A local volume is bound to one node, and goes with it.",
    fix: "Use a storage class with a CSI driver. Keep who may create PersistentVolumes few (rbac/volume-creators), and local volumes for software that copies its data itself.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation",
      "https://kubernetes.io/docs/concepts/storage/volumes/#local",
    ],
  },
  *evaluate({ list }) {
    for (const volume of list("persistentvolumes")) {
      const path = volume.hostPath;
      const at = refTo("persistentvolumes", volume, `spec.${volume.type}`);
      if (volume.type === "local") yield { at, message: "local", locus: "node" };
      if (volume.type !== "hostPath" || path === undefined) continue;
      const message = isSensitive(path) ? "sensitive" : "hostPath";
      yield { at, message, data: { path }, locus: "node" };
    }
  },
});
