import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources, workloads } from "./workloads.ts";

export default defineCheck({
  id: "workload/host-namespaces",
  major: 1,
  since: "0.1",
  title: "Pods in the namespaces of their node",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.2.3", "cis:5.2.4", "cis:5.2.5", "nsa:C-0038", "nsa:C-0041", "pss:baseline"],
  reads: workloadResources,
  messages: {
    processes: { text: "{object} shares {shared} with its node: it sees the processes of every pod there", severity: "high" },
    network: { text: "{object} shares the network of its node, where no network policy holds", severity: "medium" },
  },
  docs: {
    why: "With hostPID or hostIPC a pod sees every process of the node, their arguments and environments, and may signal or trace them. With hostNetwork it listens on the node's addresses, reaches what listens on its loopback and the cloud's metadata service, and no network policy selects it.",
    fix: "Remove hostPID, hostIPC and hostNetwork. Agents of the node that need them belong in a namespace of their own.",
    refs: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"],
  },
  *evaluate({ view }) {
    for (const { resource, item, spec, path } of view(workloads)) {
      const shared = [
        ...(spec.hostPID ? ["hostPID"] : []),
        ...(spec.hostIPC ? ["hostIPC"] : []),
        ...(spec.hostNetwork ? ["hostNetwork"] : []),
      ];
      if (shared.length === 0) continue;
      const at = refTo(resource, item, `${path}.${shared[0]}`);
      if (spec.hostPID || spec.hostIPC) yield { at, message: "processes", data: { shared }, locus: "processes" };
      else yield { at, message: "network", locus: "network" };
    }
  },
});
