import type { PodItem, PodSpecItem } from "../../inventory/items.ts";
import { hasEnded } from "../../inventory/pod-owners.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

/** What is mounted with; a pod that labels files one by one shares a volume as before. */
function levelsOf({ securityContext, containers }: PodSpecItem): readonly string[] {
  if (securityContext?.seLinuxChangePolicy === "Recursive") return [];
  const ofPod = securityContext?.seLinuxOptions?.level;
  return containers.flatMap((container) => container.securityContext?.seLinuxOptions?.level ?? ofPod ?? []);
}

export default defineTargetCheck({
  id: "upgrade/selinux-volumes",
  title: "Volumes shared by pods of different SELinux levels",
  reads: ["persistentvolumes", "pods"],
  facts: ["pod-upgrade-settings", "selinux-change-policy", "volume-access"],
  from: 37,
  responsible: "application",
  messages: {
    shared: {
      text: "{object} is mounted by pods of the SELinux levels {levels}, such as {example}: on nodes with SELinux only those of one level start",
      impact: "warning",
    },
  },
  docs: {
    why: "From 1.37 on volumes are mounted with the SELinux label of the pod in place of relabelling each file. A volume can have one label on a node: pods of other levels that share it do not start. The events and metrics selinux_warning_controller of 1.36 prove it; the API shows the levels only.",
    fix: "Give the pods that share a volume one level, or set seLinuxChangePolicy: Recursive for them.",
    refs: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#efficient-selinux-volume-relabeling"],
  },
  *judge({ list }) {
    const shared = list("persistentvolumes").filter(({ accessModes, claim }) => claim && accessModes?.includes("ReadWriteMany"));
    if (shared.length === 0) return;
    const users = new Map(shared.map(({ claim }) => [`${claim?.namespace}/${claim?.name}`, [] as PodItem[]]));
    for (const pod of list("pods"))
      for (const { type, ref } of hasEnded(pod) ? [] : (pod.spec.volumes ?? []))
        if (type === "persistentVolumeClaim") users.get(`${pod.meta.namespace}/${ref}`)?.push(pod);
    for (const volume of shared) {
      const pods = users.get(`${volume.claim?.namespace}/${volume.claim?.name}`) ?? [];
      const levels = [...new Set(pods.flatMap(({ spec }) => levelsOf(spec)))].sort();
      if (levels.length < 2) continue;
      yield { at: refTo("persistentvolumes", volume), message: "shared", data: { levels, example: pods[0]?.meta.name } };
    }
  },
});
