import { checkTester } from "../tester.ts";
import volumeTypes from "./volume-types.ts";
import { clusterWide, faults, workload } from "./worlds.ts";

checkTester(volumeTypes, {
  pass: [
    {
      name: "a volume that its CSI driver takes over",
      objects: [
        clusterWide("storage.k8s.io/v1", "CSIDriver", "ebs.csi.aws.com", { spec: {} }),
        clusterWide("v1", "PersistentVolume", "data", { spec: { awsElasticBlockStore: { volumeID: "v" } } }),
      ],
    },
  ],
  fail: [
    {
      name: "a type that is gone",
      objects: faults["volume-types"] ?? [],
      finds: [{ message: "gone", object: "Deployment legacy/ceph", path: "spec.template.spec.volumes[0].cephfs" }],
    },
    {
      name: "a driver that is not installed, and a flexVolume",
      objects: [
        clusterWide("v1", "PersistentVolume", "data", { spec: { awsElasticBlockStore: { volumeID: "v" } } }),
        workload("Deployment", "flex", { volumes: [{ name: "data", flexVolume: { driver: "d" } }] }),
      ],
      finds: [
        {
          message: "noDriver",
          object: "PersistentVolume data",
          title:
            "PersistentVolume data has a awsElasticBlockStore volume, which from Kubernetes 1.27 on needs the CSI driver ebs.csi.aws.com: it is not installed",
        },
        { message: "flex", object: "Deployment legacy/flex" },
      ],
    },
  ],
  notAssessed: [
    {
      name: "CSI drivers were not seen",
      objects: [clusterWide("v1", "PersistentVolume", "data", { spec: { awsElasticBlockStore: { volumeID: "v" } } })],
      unseen: ["csidrivers.storage.k8s.io"],
    },
  ],
});
