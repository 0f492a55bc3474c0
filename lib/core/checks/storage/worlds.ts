/** Worlds of the checks of storage; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { clusterWide, namespaced } from "../upgrade/worlds.ts";

type Fields = Readonly<Record<string, unknown>>;

export function volume(name: string, source: Fields, spec: Fields = {}, phase?: string): KubernetesObject {
  return clusterWide("v1", "PersistentVolume", name, {
    spec: { accessModes: ["ReadWriteOnce"], capacity: { storage: "1Gi" }, ...source, ...spec },
    ...(phase && { status: { phase } }),
  });
}

export function storageClass(name: string, provisioner: string, fields: Fields = {}): KubernetesObject {
  return clusterWide("storage.k8s.io/v1", "StorageClass", name, { provisioner, ...fields });
}

export function claimedBy(namespace: string, name = "data"): Fields {
  return { claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name } };
}

export function csiDriver(name: string, labels: Fields = {}): KubernetesObject {
  return clusterWide("storage.k8s.io/v1", "CSIDriver", name, { spec: { volumeLifecycleModes: ["Ephemeral"] } }, { labels });
}

const nfs = (path: string) => ({ nfs: { server: "nfs.example.com", path } });

/** The definition by which a cluster knows of snapshots. */
export const snapshotKind = clusterWide(
  "apiextensions.k8s.io/v1",
  "CustomResourceDefinition",
  "volumesnapshots.snapshot.storage.k8s.io",
  {
    spec: {
      group: "snapshot.storage.k8s.io",
      scope: "Namespaced",
      names: { kind: "VolumeSnapshot", listKind: "VolumeSnapshotList", plural: "volumesnapshots", singular: "volumesnapshot" },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
        },
      ],
    },
  },
  { annotations: { "api-approved.kubernetes.io": "unapproved, for a test" } },
);

export const snapshotMakers: readonly KubernetesObject[] = [
  clusterRole("snapshotter", [rule("create", "snapshot.storage.k8s.io", "volumesnapshots")]),
  clusterBinding("snapshotters", "snapshotter", "Group:analysts"),
];

/** The faults, by the check that finds each. */
export const storageFaults: Readonly<Record<string, readonly KubernetesObject[]>> = {
  volumes: [
    volume("of-a-node", { hostPath: { path: "/etc/keys" } }),
    volume("left-over", nfs("/left"), claimedBy("gone"), "Released"),
    volume("shared-a", nfs("/both"), { ...claimedBy("shop"), storageClassName: "kept" }),
    volume("shared-b", nfs("/both"), { ...claimedBy("ci"), storageClassName: "kept" }),
  ],
  classes: [
    storageClass("kept", "nfs.csi.k8s.io", { reclaimPolicy: "Retain" }),
    storageClass("old", "kubernetes.io/aws-ebs"),
    storageClass("plain", "ebs.csi.aws.com", { parameters: { type: "gp3" } }),
  ],
  inline: [
    namespaced("v1", "Pod", "inline", {
      spec: {
        containers: [{ name: "app", image: "registry.example/app:1" }],
        volumes: [{ name: "share", csi: { driver: "smb.csi.k8s.io", volumeAttributes: { source: "//files/share" } } }],
      },
    }),
  ],
  tenants: [
    clusterWide("v1", "Namespace", "tenant-a", {}, { labels: { tenant: "a" } }),
    clusterWide("v1", "Namespace", "tenant-b", {}, { labels: { tenant: "b" } }),
    storageClass("of-tenants", "nfs.csi.k8s.io"),
    volume("of-tenant-a", nfs("/a"), { ...claimedBy("tenant-a"), storageClassName: "of-tenants" }),
    volume("of-tenant-b", nfs("/b"), { ...claimedBy("tenant-b"), storageClassName: "of-tenants" }),
  ],
  snapshots: [snapshotKind, ...snapshotMakers],
};
