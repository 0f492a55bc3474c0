import type { VolumeItem } from "../../inventory/items.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { isSensitive } from "./host-paths.ts";
import { type Workload, workloadResources, workloads } from "./workloads.ts";

function isWritable({ spec }: Workload, volume: VolumeItem): boolean {
  return spec.containers.some(({ mounts }) => mounts?.some((mount) => mount.volume === volume.name && !mount.readOnly));
}

export default defineCheck({
  id: "workload/host-path",
  major: 1,
  since: "0.1",
  title: "Directories of the node in pods",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.2.12", "kubescape:C-0048", "kubescape:C-0045", "pss:baseline"],
  reads: workloadResources,
  messages: {
    sensitive: {
      text: "{object} mounts {path} of its node, where credentials and the node's own settings lie",
      severity: "high",
    },
    writable: { text: "{object} may write to {path} of its node", severity: "medium" },
    readOnly: { text: "{object} mounts {path} of its node to read", severity: "low" },
  },
  docs: {
    why: "A hostPath volume is a hole in the wall of the container. Paths such as /, /etc or /var/lib/kubelet hold the credentials of the node and of every pod on it; a directory that can be written may hold what root runs next. Sockets of the container runtime are reported by workload/runtime-socket as well.",
    fix: "Use a volume that Kubernetes manages: emptyDir, a claim, a ConfigMap or a projected volume. Agents of the node should mount the one directory that they need, to read.",
    refs: ["https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"],
  },
  *evaluate({ view }) {
    for (const workload of view(workloads))
      for (const [place, volume] of (workload.spec.volumes ?? []).entries()) {
        const path = volume.hostPath;
        if (path === undefined) continue;
        const at = refTo(workload.resource, workload.item, `${workload.path}.volumes[${place}].hostPath`);
        const secret = isSensitive(path);
        const message = secret
          ? ("sensitive" as const)
          : isWritable(workload, volume)
            ? ("writable" as const)
            : ("readOnly" as const);
        yield { at, message, data: { path, volume: volume.name }, locus: path };
      }
  },
});
