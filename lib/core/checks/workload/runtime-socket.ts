import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { contains, normalPath, runtimeSockets } from "./host-paths.ts";
import { workloadResources, workloads } from "./workloads.ts";

export default defineCheck({
  id: "workload/runtime-socket",
  major: 1,
  since: "0.1",
  title: "Access of pods to the socket of the container runtime",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["kubescape:C-0074", "pss:baseline"],
  reads: workloadResources,
  messages: {
    socket: {
      text: "{object} mounts the socket of the container runtime, {path}: it may start any container on its node",
      severity: "critical",
    },
    directory: {
      text: "{object} mounts {path} of its node, and with it the socket of the container runtime, if there is one",
      severity: "high",
    },
  },
  docs: {
    why: "The runtime does what it is told through its socket: start a privileged container, read every image, enter every container. No admission, no audit log and no RBAC stands in between. Mounting the socket to read does not help: requests are writes to the socket, not to the file.",
    fix: "Build images without the runtime of the node, and read metrics and logs through the kubelet. What must talk to the runtime is part of the node.",
    refs: ["https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"],
  },
  *evaluate({ view }) {
    for (const { resource, item, spec, path: base } of view(workloads))
      for (const [place, { hostPath }] of (spec.volumes ?? []).entries()) {
        if (hostPath === undefined || !runtimeSockets.some((socket) => contains(hostPath, socket))) continue;
        const at = refTo(resource, item, `${base}.volumes[${place}].hostPath`);
        const message = runtimeSockets.includes(normalPath(hostPath)) ? ("socket" as const) : ("directory" as const);
        yield { at, message, data: { path: hostPath }, locus: hostPath };
      }
  },
});
