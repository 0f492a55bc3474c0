import { checkTester } from "../tester.ts";
import reclaimPolicy from "./reclaim-policy.ts";
import { claimedBy, storageClass, volume } from "./worlds.ts";

const csi = (handle: string) => ({ csi: { driver: "d", volumeHandle: handle } });
const used = (...namespaces: readonly string[]) =>
  namespaces.map((namespace, place) =>
    volume(`v-${place}`, csi(namespace), { ...claimedBy(namespace), storageClassName: "fast" }),
  );

checkTester(reclaimPolicy, {
  pass: [
    {
      name: "a shared class that deletes",
      objects: [storageClass("fast", "d", { reclaimPolicy: "Delete" }), ...used("shop", "ci")],
    },
    {
      name: "one namespace's class that keeps",
      objects: [storageClass("fast", "d", { reclaimPolicy: "Retain" }), ...used("shop", "shop")],
    },
  ],
  fail: [
    {
      name: "a shared class that keeps",
      objects: [storageClass("fast", "d", { reclaimPolicy: "Retain" }), ...used("shop", "ci")],
      finds: [
        {
          message: "kept",
          object: "StorageClass fast",
          title:
            "StorageClass fast keeps volumes with their data when the claim goes (Retain), and serves 2 namespaces: ci and shop",
        },
      ],
    },
    {
      name: "a volume that is wiped",
      objects: [volume("old", { nfs: { server: "n", path: "/" } }, { persistentVolumeReclaimPolicy: "Recycle" })],
      finds: [{ message: "recycled", object: "PersistentVolume old" }],
    },
  ],
  notAssessed: [
    {
      name: "volumes were not seen",
      objects: [storageClass("fast", "d", { reclaimPolicy: "Retain" })],
      unseen: ["persistentvolumes"],
    },
  ],
});
