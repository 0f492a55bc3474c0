/**
 * Which releases of common add-ons are made for which minors, as their makers say: a small table, with its sources. What is
 * not in it is not known, and never fine.
 */
import { type Minor, parseMinor } from "./minor.ts";

interface AddOnRelease {
  /** Major and minor of the add-on. */
  readonly release: string;
  readonly from: Minor;
  readonly to: Minor;
}

interface AddOn {
  readonly name: string;
  /** The end of an image's name, without tag. */
  readonly image: RegExp;
  /** Its minor has to be the cluster's. */
  readonly follows?: true;
  readonly releases: readonly AddOnRelease[];
  readonly source: string;
}

const addOns: readonly AddOn[] = [
  {
    name: "cluster-autoscaler",
    image: /(^|\/)cluster-autoscaler$/,
    follows: true,
    releases: [],
    source: "https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler#releases",
  },
  {
    name: "cert-manager",
    image: /(^|\/)cert-manager-controller$/,
    releases: [
      { release: "1.18", from: 29, to: 33 },
      { release: "1.19", from: 31, to: 35 },
      { release: "1.20", from: 32, to: 35 },
      { release: "1.21", from: 33, to: 36 },
    ],
    source: "https://cert-manager.io/docs/releases/",
  },
  {
    name: "Cilium",
    image: /(^|\/)cilium\/cilium$/,
    releases: [{ release: "1.18", from: 30, to: 33 }],
    source: "https://docs.cilium.io/en/v1.18/network/kubernetes/compatibility/",
  },
];

/** Add-ons that the table should tell of and does not: they are told as not known. */
const untold: readonly (readonly [name: string, image: RegExp])[] = [
  ["Amazon VPC CNI", /(^|\/)amazon-k8s-cni$/],
  ["Antrea", /(^|\/)antrea\/antrea-agent[^/]*$/],
  ["AWS EBS CSI driver", /(^|\/)aws-ebs-csi-driver$/],
  ["AWS EFS CSI driver", /(^|\/)aws-efs-csi-driver$/],
  ["Azure Disk CSI driver", /(^|\/)azuredisk-csi$/],
  ["Azure File CSI driver", /(^|\/)azurefile-csi$/],
  ["Calico", /(^|\/)calico\/node$/],
  ["Ceph CSI driver", /(^|\/)cephcsi$/],
  ["Cinder CSI driver", /(^|\/)cinder-csi-plugin$/],
  ["CoreDNS", /(^|\/)coredns$/],
  ["external-dns", /(^|\/)external-dns$/],
  ["Flannel", /(^|\/)flannel$/],
  ["GCE PD CSI driver", /(^|\/)gcp-compute-persistent-disk-csi-driver$/],
  ["Longhorn", /(^|\/)longhorn-manager$/],
  ["metrics-server", /(^|\/)metrics-server$/],
  ["vSphere CSI driver", /(^|\/)cloud-provider-vsphere\/csi\/release\/driver$|(^|\/)vsphere-csi[^/]*driver$/],
];

/** What the table says of an image for a minor: `other` is a release for other minors. */
export type AddOnFit =
  | { readonly kind: "fits" | "unknown"; readonly name: string; readonly version: string }
  | { readonly kind: "other"; readonly name: string; readonly version: string; readonly from: Minor; readonly to: Minor };

/** @returns how an add-on fits a minor, or undefined where the image is no add-on that is known by name. */
export function addOnFit(image: string, minor: Minor): AddOnFit | undefined {
  const [path = ""] = image.split("@");
  const colon = path.lastIndexOf(":");
  const [name, version] = colon > path.lastIndexOf("/") ? [path.slice(0, colon), path.slice(colon + 1)] : [path, ""];
  const addOn = addOns.find((one) => one.image.test(name));
  if (addOn) return fitOf(addOn, version, minor);
  const known = untold.find(([, pattern]) => pattern.test(name));
  return known && { kind: "unknown", name: known[0], version };
}

function fitOf({ name, follows, releases }: AddOn, version: string, minor: Minor): AddOnFit {
  const own = parseMinor(version);
  const row = follows && own !== undefined ? { from: own, to: own } : releases.find(({ release }) => isOf(version, release));
  if (row === undefined) return { kind: "unknown", name, version };
  const { from, to } = row;
  return minor >= from && minor <= to ? { kind: "fits", name, version } : { kind: "other", name, version, from, to };
}

function isOf(version: string, release: string): boolean {
  const bare = version.startsWith("v") ? version.slice(1) : version;
  return bare === release || bare.startsWith(`${release}.`);
}
