import { checkTester } from "../tester.ts";
import releasedVolumes from "./released-volumes.ts";
import { claimedBy, volume } from "./worlds.ts";

const csi = { csi: { driver: "d", volumeHandle: "h" } };

checkTester(releasedVolumes, {
  pass: [{ name: "a volume in use", objects: [volume("a", csi, claimedBy("shop"), "Bound")] }],
  fail: [
    {
      name: "data without a claim",
      objects: [volume("a", csi, claimedBy("shop"), "Released")],
      finds: [
        {
          message: "released",
          object: "PersistentVolume a",
          title: "PersistentVolume a still holds the data of the claim shop/data, which is gone",
        },
      ],
    },
    {
      name: "what could not be reclaimed",
      objects: [volume("a", csi, {}, "Failed")],
      finds: [{ message: "failed", object: "PersistentVolume a" }],
    },
  ],
  notAssessed: [{ name: "volumes were not seen", objects: [], unseen: ["persistentvolumes"] }],
});
