import type { RuntimeClassItem } from "../../inventory/posture-items.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloads } from "../workload/workloads.ts";
import { exposure, exposureResources } from "./exposure.ts";
import { systemNamespaces } from "./namespaces.ts";

/** Handlers that put a kernel of its own, or one that is made for it, between a pod and its node. */
const sandboxes = /runsc|gvisor|kata|firecracker|cloud-?hypervisor|kuasar|hyperv|peerpods|sysbox|edera|nabla/i;

/** @returns whether pods of the class run in a sandbox, by the names that people and installers give. */
export function isSandbox({ meta, handler }: RuntimeClassItem): boolean {
  return sandboxes.test(handler) || sandboxes.test(meta.name);
}

export default defineCheck({
  id: "isolation/sandboxed-runtime",
  major: 1,
  since: "0.1",
  title: "Sandboxed runtimes of exposed workloads",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:isolated"],
  reads: [...exposureResources, "runtimeclasses.node.k8s.io"],
  facts: ["ingress-backends"],
  messages: {
    unsandboxed: {
      text: "{object} is reached from outside by {by} and shares its node's kernel, although the cluster has {classes}",
      severity: "low",
    },
    none: {
      text: "{object} is reached from outside by {by}, and the cluster has no sandboxed runtime that could hold it",
      severity: "information",
    },
    missingClass: { text: "{object} asks for the runtime class {runtimeClass}, which is not there", severity: "medium" },
  },
  docs: {
    why: "All containers of a node share one kernel: one mistake in it, and whoever took over the exposed workload has the node. gVisor, Kata and Firecracker put another kernel in between. Which workloads are worth the cost is yours to say: those that strangers reach are shown.",
    fix: "Install a sandboxed runtime on some nodes, make its RuntimeClass, and set runtimeClassName for what strangers reach and for what runs code that others wrote. Waive the others with the reason.",
    refs: [
      "https://kubernetes.io/docs/concepts/containers/runtime-class/",
      "https://kubernetes.io/docs/concepts/security/multi-tenancy/#sandboxing-containers",
    ],
  },
  *evaluate({ list, view, complete }) {
    const all = list("runtimeclasses.node.k8s.io");
    const names = new Set(all.map(({ meta }) => meta.name));
    const classes = all.filter(isSandbox).map(({ meta }) => meta.name);
    const known = complete("runtimeclasses.node.k8s.io");
    const exposed = view(exposure);
    for (const { resource, item, spec, path, namespace } of view(workloads)) {
      const { runtimeClassName: runtimeClass } = spec;
      const at = refTo(resource, item, `${path}.runtimeClassName`);
      if (runtimeClass !== undefined && known && !names.has(runtimeClass))
        yield { at, message: "missingClass", data: { runtimeClass }, locus: "class" };
      const by = exposed.get(item);
      if (by === undefined || systemNamespaces.has(namespace)) continue;
      if (runtimeClass !== undefined && (!known || classes.includes(runtimeClass))) continue;
      if (classes.length > 0) yield { at, message: "unsandboxed", data: { by, classes }, locus: "sandbox" };
      else if (known) yield { at, message: "none", data: { by }, locus: "sandbox" };
    }
  },
});
