import { controllerOf, isMirror } from "../../inventory/pod-owners.ts";
import { refTo } from "../object-ref.ts";
import { type Workload, workloadResources, workloads } from "../workload/workloads.ts";
import { defineUpgradeCheck } from "./define.ts";

const hour = 3_600;
const evictable = "cluster-autoscaler.kubernetes.io/safe-to-evict";

function isBare({ resource, item }: Workload): boolean {
  return resource === "pods" && controllerOf(item) === undefined && !isMirror(item);
}

export default defineUpgradeCheck({
  id: "upgrade/pods-lost-by-drain",
  title: "Pods and data lost in a drain",
  reads: workloadResources,
  responsible: "application",
  messages: {
    bare: { text: "{object} has no controller: after a drain nothing makes it again", impact: "warning" },
    emptyDir: {
      text: "{workloads} workloads of {object} keep files in emptyDir volumes, such as {example}: a drain deletes them",
      impact: "info",
    },
    pinned: { text: "{object} asks not to be evicted (safe-to-evict: false)", impact: "info" },
    slow: { text: "{object} takes up to {seconds} s to end, and providers wait for an hour", impact: "info" },
  },
  docs: {
    why: "Upgrading nodes drains them. A pod without a controller is gone for good, and files of an emptyDir go with their pod. Providers give a pod an hour to end, and kill it then.",
    fix: "Run pods by a Deployment, StatefulSet or Job. Keep what must last in a claim. Make what takes longer than an hour to end able to go on elsewhere.",
    refs: ["https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/"],
  },
  *evaluate({ view }) {
    const withFiles = new Map<string, Workload[]>();
    for (const workload of view(workloads)) {
      const { resource, item, template, spec, path } = workload;
      if (resource === "daemonsets.apps" || isMirror(item)) continue;
      if (isBare(workload)) yield { at: refTo("pods", item), message: "bare" };
      if (template.annotations?.[evictable] === "false") yield { at: refTo(resource, item), message: "pinned" };
      const seconds = spec.terminationGracePeriodSeconds ?? 0;
      if (seconds > hour)
        yield { at: refTo(resource, item, `${path}.terminationGracePeriodSeconds`), message: "slow", data: { seconds } };
      if (!spec.volumes?.some(({ type }) => type === "emptyDir")) continue;
      const known = withFiles.get(workload.namespace) ?? [];
      withFiles.set(workload.namespace, known);
      known.push(workload);
    }
    for (const [name, found] of withFiles) {
      const data = { workloads: found.length, example: found[0]?.item.meta.name };
      yield { at: { resource: "namespaces", kind: "Namespace", name }, message: "emptyDir", data };
    }
  },
});
