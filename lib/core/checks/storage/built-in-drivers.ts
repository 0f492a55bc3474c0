import { endOfVolumeType } from "../../upgrade/volume-types.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

const prefix = "kubernetes.io/";

export default defineCheck({
  id: "storage/built-in-drivers",
  major: 1,
  since: "0.1",
  title: "Storage of drivers built into Kubernetes",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads: ["csidrivers.storage.k8s.io", "persistentvolumes", "storageclasses.storage.k8s.io"],
  messages: {
    provisioner: { text: "{object} makes volumes by {provisioner}, a driver that was built into Kubernetes", severity: "low" },
    noDriver: {
      text: "{object} makes volumes by {provisioner}, and the CSI driver that took over, {driver}, is not installed",
      severity: "medium",
    },
    volume: { text: "{object} has the type {type}, of a driver that was built into Kubernetes", severity: "low" },
  },
  docs: {
    why: "These drivers left Kubernetes for CSI. Old names go on through a translation that gets nothing new: no snapshots of their own, no encryption keys by class, no fixes. When they end at an upgrade is told by upgrade/volume-types.",
    fix: "Install the CSI driver, make a class with its provisioner, and move the data of old volumes to claims of that class.",
    refs: ["https://kubernetes.io/docs/concepts/storage/volumes/#csi-migration"],
  },
  *evaluate({ list, complete }) {
    const known = complete("csidrivers.storage.k8s.io");
    const drivers = new Set(list("csidrivers.storage.k8s.io").map(({ meta }) => meta.name));
    for (const item of list("storageclasses.storage.k8s.io")) {
      const { provisioner } = item;
      if (!provisioner.startsWith(prefix) || provisioner === `${prefix}no-provisioner`) continue;
      const driver = successors[provisioner.slice(prefix.length)];
      const at = refTo("storageclasses.storage.k8s.io", item, "provisioner");
      if (driver === undefined || !known || drivers.has(driver))
        yield { at, message: "provisioner", data: { provisioner }, locus: "driver" };
      else yield { at, message: "noDriver", data: { provisioner, driver }, locus: "driver" };
    }
    for (const volume of list("persistentvolumes"))
      if (endOfVolumeType(volume.type) !== undefined)
        yield { at: refTo("persistentvolumes", volume, `spec.${volume.type}`), message: "volume", data: { type: volume.type } };
  },
});

/** The CSI driver that took over each provisioner. */
const successors: Readonly<Record<string, string>> = {
  "aws-ebs": "ebs.csi.aws.com",
  "gce-pd": "pd.csi.storage.gke.io",
  "azure-disk": "disk.csi.azure.com",
  "azure-file": "file.csi.azure.com",
  cinder: "cinder.csi.openstack.org",
  "vsphere-volume": "csi.vsphere.vmware.com",
  "portworx-volume": "pxd.portworx.com",
};
