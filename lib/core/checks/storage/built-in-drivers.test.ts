import { checkTester } from "../tester.ts";
import builtInDrivers from "./built-in-drivers.ts";
import { csiDriver, storageClass, volume } from "./worlds.ts";

checkTester(builtInDrivers, {
  pass: [
    { name: "a CSI driver's class", objects: [storageClass("fast", "ebs.csi.aws.com")] },
    { name: "volumes that somebody makes by hand", objects: [storageClass("local", "kubernetes.io/no-provisioner")] },
  ],
  fail: [
    {
      name: "an old name, with the driver that took over",
      objects: [storageClass("old", "kubernetes.io/aws-ebs"), csiDriver("ebs.csi.aws.com")],
      finds: [{ message: "provisioner", object: "StorageClass old" }],
    },
    {
      name: "an old name, and no driver",
      objects: [storageClass("old", "kubernetes.io/aws-ebs")],
      finds: [{ message: "noDriver", object: "StorageClass old" }],
    },
    {
      name: "an old volume",
      objects: [volume("a", { awsElasticBlockStore: { volumeID: "v" } })],
      finds: [{ message: "volume", object: "PersistentVolume a", path: "spec.awsElasticBlockStore" }],
    },
  ],
  notAssessed: [{ name: "storage classes were not seen", objects: [], unseen: ["storageclasses.storage.k8s.io"] }],
});
