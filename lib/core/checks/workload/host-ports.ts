import { defineCheck } from "../define.ts";
import { reportContainers, workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/host-ports",
  major: 1,
  since: "0.1",
  title: "Host ports of containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.2.13", "nsa:C-0044", "pss:baseline"],
  reads: workloadResources,
  messages: {
    ports: { text: "{object} takes port {ports} of its node for {containers}", severity: "low" },
  },
  docs: {
    why: "A host port is open on every address of the node, past Services and often past network policies, and lets one pod a node run. Pods that share the network of their node are reported by workload/host-namespaces.",
    fix: "Use a Service. Node agents that need a fixed port belong in a namespace of their own.",
    refs: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"],
  },
  evaluate: (context) =>
    reportContainers(context, ({ ports = [] }, { spec }) => {
      const taken = ports.flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : []));
      return taken.length === 0 || spec.hostNetwork ? undefined : { message: "ports", field: "ports", data: { ports: taken } };
    }),
});
