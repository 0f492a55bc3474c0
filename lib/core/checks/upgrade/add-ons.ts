import type { Gap } from "../../inventory/gap.ts";
import { outside } from "../../inventory/gap.ts";
import { type AddOnFit, addOnFit } from "../../upgrade/add-ons.ts";
import { formatMinor, type Minor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { type Workload, workloadResources, workloads } from "../workload/workloads.ts";
import { defineTargetCheck } from "./define.ts";

interface Placed {
  readonly workload: Workload;
  readonly fit: AddOnFit;
}

function addOnsOf(running: readonly Workload[], target: Minor): readonly Placed[] {
  return running.flatMap((workload) =>
    workload.spec.containers.flatMap(({ image }) => {
      const fit = addOnFit(image, target);
      return fit ? [{ workload, fit }] : [];
    }),
  );
}

export default defineTargetCheck({
  id: "upgrade/add-ons",
  title: "Compatible releases of network, certificates and autoscaler",
  reads: workloadResources,
  messages: {
    other: {
      text: "{object} runs {addOn} {version}, which its makers name for Kubernetes {from} to {to}, and not for {target}",
      impact: "warning",
    },
  },
  docs: {
    why: "Network, storage, certificates and autoscaling have releases of their own, each made for some minors of Kubernetes. The cluster autoscaler's minor has to be the cluster's. Drydock knows the ranges of a few of them, and says for the others that it does not.",
    fix: "Upgrade the add-on to a release that is made for the target: before the control plane where the release still supports the current minor, else right after it.",
    refs: [
      "https://cert-manager.io/docs/releases/",
      "https://docs.cilium.io/en/stable/network/kubernetes/compatibility/",
      "https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler#releases",
    ],
  },
  unseen({ view, target }): readonly Gap[] {
    const found = target === undefined ? [] : addOnsOf(view(workloads), target);
    const unknown = found.filter(({ fit }) => fit.kind === "unknown").map(({ fit }) => `${fit.name} ${fit.version}`.trim());
    const names = [...new Set(unknown)].sort().join(", ").slice(0, 200);
    return names === "" ? [] : [outside("add-ons", `which minors they are made for is not in this release's table: ${names}`)];
  },
  *judge({ view, target }) {
    for (const { workload, fit } of addOnsOf(view(workloads), target)) {
      if (fit.kind !== "other") continue;
      const data = { addOn: fit.name, version: fit.version, from: formatMinor(fit.from), to: formatMinor(fit.to) };
      yield { at: refTo(workload.resource, workload.item), message: "other", data, locus: fit.name };
    }
  },
});
