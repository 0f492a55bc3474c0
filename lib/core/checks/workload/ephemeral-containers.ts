import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

export default defineCheck({
  id: "workload/ephemeral-containers",
  major: 1,
  since: "0.1",
  title: "Ephemeral containers in running pods",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0002"],
  reads: ["pods"],
  messages: {
    present: { text: "{object} has ephemeral containers, which somebody added while it ran: {containers}", severity: "low" },
    privileged: {
      text: "{object} has privileged ephemeral containers, which somebody added while it ran: {containers}",
      severity: "medium",
    },
  },
  docs: {
    why: "Somebody with kubectl debug put an image of their own into the pod, beside its files and its token. It cannot be taken away while the pod lives, and no template shows it.",
    fix: "Delete the pod, so that a fresh one takes its place, and look into the audit log for who added it. Keep the right pods/ephemeralcontainers for few.",
    refs: ["https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/"],
  },
  *evaluate({ list }) {
    for (const pod of list("pods")) {
      const added = pod.spec.containers.filter(({ type }) => type === "ephemeral");
      if (added.length === 0) continue;
      const privileged = added.filter(({ securityContext }) => securityContext?.privileged);
      const containers = (privileged.length > 0 ? privileged : added).map(({ name }) => name);
      const message = privileged.length > 0 ? "privileged" : "present";
      yield { at: refTo("pods", pod, "spec.ephemeralContainers"), message, data: { containers }, locus: "ephemeral" };
    }
  },
});
