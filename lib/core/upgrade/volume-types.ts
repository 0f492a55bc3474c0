/**
 * Types of volumes that Kubernetes gave up, by the minors whose sources no longer have them. What moved to CSI works on, where
 * the driver is installed.
 */
import type { Minor } from "./minor.ts";

export interface VolumeTypeEnd {
  /** The first minor that does not mount it by itself. */
  readonly from: Minor;
  /** The CSI driver that takes over what is there; absent where nothing does. */
  readonly driver?: string;
}

const ends = new Map<string, VolumeTypeEnd>([
  ["photonPersistentDisk", { from: 16 }],
  ["scaleIO", { from: 22 }],
  ["flocker", { from: 25 }],
  ["quobyte", { from: 25 }],
  ["storageos", { from: 25 }],
  ["glusterfs", { from: 26 }],
  ["cinder", { from: 26, driver: "cinder.csi.openstack.org" }],
  ["awsElasticBlockStore", { from: 27, driver: "ebs.csi.aws.com" }],
  ["azureDisk", { from: 27, driver: "disk.csi.azure.com" }],
  ["gcePersistentDisk", { from: 28, driver: "pd.csi.storage.gke.io" }],
  ["azureFile", { from: 30, driver: "file.csi.azure.com" }],
  ["vsphereVolume", { from: 30, driver: "csi.vsphere.vmware.com" }],
  ["cephfs", { from: 31 }],
  ["rbd", { from: 31 }],
  ["gitRepo", { from: 33 }],
  ["portworxVolume", { from: 36, driver: "pxd.portworx.com" }],
]);

/** From here on kubeadm no longer sets up where flexVolume drivers lie; the type itself is still there. */
export const flexVolumeFrom: Minor = 36;

/** @returns when Kubernetes gave a type up, or undefined where it did not. */
export function endOfVolumeType(type: string): VolumeTypeEnd | undefined {
  return ends.get(type);
}
