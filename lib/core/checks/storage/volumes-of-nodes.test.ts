import { checkTester } from "../tester.ts";
import volumesOfNodes from "./volumes-of-nodes.ts";
import { volume } from "./worlds.ts";

checkTester(volumesOfNodes, {
  pass: [
    { name: "no volumes", objects: [] },
    { name: "storage of a driver", objects: [volume("a", { csi: { driver: "ebs.csi.aws.com", volumeHandle: "v" } })] },
  ],
  fail: [
    {
      name: "the node's own settings",
      objects: [volume("a", { hostPath: { path: "/etc/../etc/kubernetes/" } })],
      finds: [{ message: "sensitive", object: "PersistentVolume a", path: "spec.hostPath" }],
    },
    {
      name: "all of a node",
      objects: [volume("a", { hostPath: { path: "/" } })],
      finds: [{ message: "sensitive", object: "PersistentVolume a" }],
    },
    {
      name: "what its container runtime keeps",
      objects: [volume("a", { hostPath: { path: "/var/lib/containerd" } })],
      finds: [{ message: "sensitive", object: "PersistentVolume a" }],
    },
    {
      name: "a directory",
      objects: [volume("a", { hostPath: { path: "/data" } })],
      finds: [{ message: "hostPath", object: "PersistentVolume a" }],
    },
    {
      name: "a disk",
      objects: [volume("a", { local: { path: "/mnt/a" } })],
      finds: [{ message: "local", object: "PersistentVolume a" }],
    },
  ],
  notAssessed: [{ name: "volumes were not seen", objects: [], unseen: ["persistentvolumes"] }],
});
