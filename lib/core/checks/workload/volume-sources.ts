import type { JudgedPod } from "../../pod-security/controls/control.ts";
import { refusalBy } from "../../pod-security/evaluate.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { judgedWorkloads } from "./controls.ts";
import { workloadResources } from "./workloads.ts";

/** Directories of the node are told by themselves. */
function withoutHostPaths({ annotations = {}, spec }: JudgedPod): JudgedPod {
  return { annotations, spec: { ...spec, volumes: (spec.volumes ?? []).filter(({ type }) => type !== "hostPath") } };
}

export default defineCheck({
  id: "workload/volume-sources",
  major: 1,
  since: "0.1",
  title: "Sources of volumes in pods",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["pss:restricted"],
  reads: workloadResources,
  messages: {
    storage: { text: "{object} reaches storage past the cluster's classes and claims: {detail}", severity: "low" },
  },
  docs: {
    why: "A pod that names a server, a disk or a repository itself decides what its node mounts or fetches, with the node's network and rights. Claims and classes leave that to who runs the cluster. Most of these types are also gone from newer minors or from nodes. Directories of the node are reported by workload/host-path.",
    fix: "Use a PersistentVolumeClaim, an ephemeral volume or a CSI driver's volume in its place; in place of gitRepo, an init container that clones into an emptyDir.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
      "https://kubernetes.io/docs/concepts/storage/volumes/",
    ],
  },
  *evaluate({ view }) {
    for (const { workload, pod } of view(judgedWorkloads)) {
      const refusal = refusalBy("restrictedVolumes", withoutHostPaths(pod));
      if (refusal === undefined) continue;
      const at = refTo(workload.resource, workload.item, `${workload.path}.volumes`);
      yield { at, message: "storage", data: { detail: refusal.detail } };
    }
  },
});
