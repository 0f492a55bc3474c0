import type { Impact } from "../../upgrade/impact.ts";
import { formatMinor, type Minor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";
import { defineTargetCheck } from "./define.ts";

interface End {
  /** A key, or the start of one where it ends with a slash. */
  readonly key: string;
  readonly from: Minor;
  readonly impact: Exclude<Impact, "blocker">;
  /** What it says is still taken over into the field, and what the field says no longer into it. */
  readonly oneWay?: true;
  readonly instead: string;
}

/** Annotations that nothing reads any more, or soon, and what says the same. */
const ends: readonly End[] = [
  { key: "security.alpha.kubernetes.io/sysctls", from: 11, impact: "warning", instead: "securityContext.sysctls" },
  { key: "security.alpha.kubernetes.io/unsafe-sysctls", from: 11, impact: "warning", instead: "securityContext.sysctls" },
  { key: "scheduler.alpha.kubernetes.io/critical-pod", from: 16, impact: "warning", instead: "priorityClassName" },
  { key: "seccomp.security.alpha.kubernetes.io/pod", from: 27, impact: "warning", instead: "securityContext.seccompProfile" },
  {
    key: "container.seccomp.security.alpha.kubernetes.io/",
    from: 27,
    impact: "warning",
    instead: "securityContext.seccompProfile",
  },
  { key: "volume.beta.kubernetes.io/mount-options", from: 31, impact: "info", instead: "spec.mountOptions" },
  { key: "kubernetes.io/enforce-mountable-secrets", from: 32, impact: "info", instead: "namespaces of their own" },
  { key: "service.kubernetes.io/topology-aware-hints", from: 33, impact: "info", instead: "spec.trafficDistribution" },
  { key: "service.kubernetes.io/topology-mode", from: 33, impact: "info", instead: "spec.trafficDistribution" },
  {
    key: "container.apparmor.security.beta.kubernetes.io/",
    from: 34,
    impact: "info",
    oneWay: true,
    instead: "securityContext.appArmorProfile",
  },
];

function endsOf(annotations: Readonly<Record<string, string>> | undefined, target: Minor): readonly End[] {
  if (annotations === undefined) return [];
  const keys = Object.keys(annotations);
  return ends.filter(
    ({ key, from }) => from <= target && (key.endsWith("/") ? keys.some((one) => one.startsWith(key)) : keys.includes(key)),
  );
}

export default defineTargetCheck({
  id: "upgrade/dead-annotations",
  title: "Annotations without effect",
  reads: [...workloadResources, "persistentvolumes", "serviceaccounts", "services"],
  facts: ["pod-upgrade-settings", "service-annotations"],
  responsible: "application",
  messages: {
    ignored: { text: "{object} sets {annotation}, which Kubernetes from {since} on ignores: use {instead}", impact: "warning" },
    ending: { text: "{object} sets {annotation}, which is deprecated from Kubernetes {since} on: use {instead}", impact: "info" },
    oneWay: {
      text: "{object} sets {annotation}, which Kubernetes from {since} on takes over into {instead}, and no longer fills in from there: set the field",
      impact: "info",
    },
  },
  docs: {
    why: "Settings that began as annotations became fields. When the annotation is no longer read, what it asked for is silently gone: a pod without its seccomp profile runs as before, and less confined.",
    fix: "Set the field, and take the annotation away.",
    refs: ["https://kubernetes.io/docs/reference/labels-annotations-taints/"],
  },
  *judge({ list, view, target }) {
    const plain = (["persistentvolumes", "serviceaccounts", "services"] as const).flatMap((resource) =>
      list(resource).map((item) => ({ at: refTo(resource, item, "metadata.annotations"), annotations: item.meta.annotations })),
    );
    const running = view(workloads).map(({ resource, item, template }) => ({
      at: refTo(resource, item, resource === "pods" ? "metadata.annotations" : "spec.template.metadata.annotations"),
      annotations: template.annotations,
    }));
    for (const { at, annotations } of [...plain, ...running])
      for (const { key, from, impact, oneWay, instead } of endsOf(annotations, target)) {
        const data = { annotation: key, since: formatMinor(from), instead };
        const message = oneWay ? "oneWay" : impact === "warning" ? "ignored" : "ending";
        yield { at, message, data, locus: key };
      }
  },
});
