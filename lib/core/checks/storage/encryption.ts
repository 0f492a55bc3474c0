import { outside } from "../../inventory/gap.ts";
import type { StorageClassItem } from "../../inventory/platform-items.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

/** What a provisioner does with data at rest: always encrypts it, or only where a parameter of the class says so. */
const known: Readonly<Record<string, "always" | "byParameter">> = {
  "pd.csi.storage.gke.io": "always",
  "kubernetes.io/gce-pd": "always",
  "filestore.csi.storage.gke.io": "always",
  "disk.csi.azure.com": "always",
  "kubernetes.io/azure-disk": "always",
  "file.csi.azure.com": "always",
  "kubernetes.io/azure-file": "always",
  "blob.csi.azure.com": "always",
  "ebs.csi.aws.com": "byParameter",
  "kubernetes.io/aws-ebs": "byParameter",
  "driver.longhorn.io": "byParameter",
  "rbd.csi.ceph.com": "byParameter",
  "rook-ceph.rbd.csi.ceph.com": "byParameter",
  "cephfs.csi.ceph.com": "byParameter",
  "rook-ceph.cephfs.csi.ceph.com": "byParameter",
};

function kindOf({ provisioner }: StorageClassItem): "always" | "byParameter" | undefined {
  return Object.hasOwn(known, provisioner) ? known[provisioner] : undefined;
}

export default defineCheck({
  id: "storage/encryption",
  major: 1,
  since: "0.1",
  title: "Encryption of volumes at rest",
  pillar: "platform",
  layer: "cloud",
  seenBy: "api",
  responsible: "platform",
  answers: ["kubescape:C-0264"],
  reads: ["storageclasses.storage.k8s.io"],
  facts: ["class-encryption"],
  messages: {
    notAsked: { text: "{object} does not ask {provisioner} to encrypt: its parameters say nothing of it", severity: "medium" },
    off: { text: "{object} asks {provisioner} not to encrypt", severity: "medium" },
  },
  docs: {
    why: "A disk that is not encrypted can be read by whoever gets a copy of it: a snapshot in the wrong account, a drive that was thrown away. Google's and Azure's disks always are; AWS, Longhorn and Ceph only when the class says so. An AWS account may encrypt by default, which nothing in the cluster shows.",
    fix: 'Make a class with the parameter encrypted: "true", with a key of your own where it matters, and move the data: a class cannot be changed, and what it made stays as it is.',
    refs: [
      "https://kubernetes.io/docs/concepts/storage/storage-classes/#parameters",
      "https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md",
    ],
  },
  unseen({ list }) {
    const unknown = list("storageclasses.storage.k8s.io").filter((item) => kindOf(item) === undefined && item.encrypted !== true);
    return unknown.map(({ meta, provisioner }) =>
      outside(
        "storageclasses.storage.k8s.io",
        `whether ${provisioner}, which ${meta.name} uses, encrypts is set outside the cluster`,
      ),
    );
  },
  *evaluate({ list }) {
    for (const item of list("storageclasses.storage.k8s.io")) {
      const { provisioner, encrypted } = item;
      if (kindOf(item) !== "byParameter" || encrypted === true) continue;
      const at = refTo("storageclasses.storage.k8s.io", item, "parameters");
      yield { at, message: encrypted === false ? "off" : "notAsked", data: { provisioner }, locus: "encrypted" };
    }
  },
});
