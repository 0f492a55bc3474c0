import { formatMinor, type Minor } from "../../upgrade/minor.ts";
import { endOfVolumeType, flexVolumeFrom } from "../../upgrade/volume-types.ts";
import type { Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";
import { defineTargetCheck } from "./define.ts";

type Message = "gone" | "noDriver" | "flex";

interface Given {
  readonly target: Minor;
  /** Names of the drivers that are installed; undefined where not all of them were seen. */
  readonly drivers: ReadonlySet<string> | undefined;
}

function judgeType(type: string, { target, drivers }: Given): Pick<Report<Message>, "message" | "data"> | undefined {
  if (type === "flexVolume" && target >= flexVolumeFrom) return { message: "flex", data: { type } };
  const end = endOfVolumeType(type);
  if (end === undefined || end.from > target) return undefined;
  const data = { type, removed: formatMinor(end.from) };
  if (end.driver === undefined) return { message: "gone", data };
  return drivers === undefined || drivers.has(end.driver)
    ? undefined
    : { message: "noDriver", data: { ...data, driver: end.driver } };
}

export default defineTargetCheck({
  id: "upgrade/volume-types",
  title: "Volumes of types that Kubernetes gave up",
  reads: [...workloadResources, "csidrivers.storage.k8s.io", "persistentvolumes"],
  messages: {
    gone: { text: "{object} has a {type} volume, a type that is gone from Kubernetes {removed} on", impact: "blocker" },
    noDriver: {
      text: "{object} has a {type} volume, which from Kubernetes {removed} on needs the CSI driver {driver}: it is not installed",
      impact: "blocker",
    },
    flex: {
      text: "{object} has a flexVolume, which kubeadm no longer sets up nodes for from Kubernetes 1.36 on",
      impact: "warning",
    },
  },
  docs: {
    why: "Drivers of storage left Kubernetes for CSI. A pod whose volume has a type that is gone, or that moved to a driver that is not installed, does not start again after its node was drained.",
    fix: "Install the CSI driver before the upgrade where there is one: volumes of the old type go on through it. Move the data of the others to a claim of a current class.",
    refs: ["https://kubernetes.io/docs/concepts/storage/volumes/#volume-types"],
  },
  *judge({ list, view, complete, target }) {
    const known = complete("csidrivers.storage.k8s.io");
    const drivers = known ? new Set(list("csidrivers.storage.k8s.io").map(({ meta }) => meta.name)) : undefined;
    for (const { resource, item, spec, path } of view(workloads))
      for (const [place, { name, type }] of (spec.volumes ?? []).entries()) {
        const fault = judgeType(type, { target, drivers });
        if (fault) yield { ...fault, at: refTo(resource, item, `${path}.volumes[${place}].${type}`), locus: name };
      }
    for (const volume of list("persistentvolumes")) {
      const fault = judgeType(volume.type, { target, drivers });
      if (fault) yield { ...fault, at: refTo("persistentvolumes", volume, `spec.${volume.type}`) };
    }
  },
});
