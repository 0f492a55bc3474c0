import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";

/** By it a driver says which level of Pod Security its inline volumes are fit for. */
const profile = "security.kubernetes.io/csi-ephemeral-volume-profile";

/** Made for inline use, with what the pod itself may have anyway. */
const ofIdentity = new Set(["csi.spiffe.io", "secrets-store.csi.k8s.io", "csi.cert-manager.io", "image.csi.k8s.io"]);

export default defineCheck({
  id: "storage/inline-volumes",
  major: 1,
  since: "0.1",
  title: "Inline volumes of CSI drivers",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads: ["csidrivers.storage.k8s.io", ...workloadResources],
  crossesNamespaces: true,
  messages: {
    unfit: {
      text: "{object} mounts volumes of {drivers} inline, which the driver says is for privileged namespaces",
      severity: "medium",
    },
    unknown: {
      text: "{object} mounts volumes of {drivers} inline, and the driver does not say for which level of Pod Security that is fit",
      severity: "low",
    },
  },
  docs: {
    why: "In an inline volume whoever writes the pod chooses the driver's parameters, which for many drivers are meant for administrators: another tenant's share, a mount option, a host directory. Pod Security lets every inline volume pass that the driver was not limited for.",
    fix: "Use a claim. Where inline volumes are meant, let the driver's administrator label it with the level that they are fit for, and leave Ephemeral out of volumeLifecycleModes where they are not.",
    refs: ["https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#csi-driver-restrictions"],
  },
  *evaluate({ list, view, complete }) {
    const drivers = new Map(list("csidrivers.storage.k8s.io").map((driver) => [driver.meta.name, driver]));
    const known = complete("csidrivers.storage.k8s.io");
    for (const { resource, item, spec, path } of view(workloads)) {
      const used = (spec.volumes ?? []).flatMap(({ type, ref }) => (type === "csi" && ref && !ofIdentity.has(ref) ? [ref] : []));
      const levelOf = (driver: string) => drivers.get(driver)?.meta.labels?.[profile];
      const unfit = [...new Set(used.filter((driver) => levelOf(driver) === "privileged"))].sort();
      const unknown = [...new Set(used.filter((driver) => levelOf(driver) === undefined))].sort();
      const at = refTo(resource, item, `${path}.volumes`);
      if (unfit.length > 0) yield { at, message: "unfit", data: { drivers: unfit }, locus: "unfit" };
      if (unknown.length > 0 && known) yield { at, message: "unknown", data: { drivers: unknown }, locus: "unknown" };
    }
  },
});
