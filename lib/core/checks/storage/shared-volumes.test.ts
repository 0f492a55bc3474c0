import { checkTester } from "../tester.ts";
import sharedVolumes from "./shared-volumes.ts";
import { claimedBy, volume } from "./worlds.ts";

const nfs = (path: string) => ({ nfs: { server: "nfs.example", path } });
const readOnly = { accessModes: ["ReadOnlyMany"] };

checkTester(sharedVolumes, {
  pass: [
    {
      name: "storage of their own",
      objects: [volume("a", nfs("/a"), claimedBy("shop")), volume("b", nfs("/b"), claimedBy("ci"))],
    },
    {
      name: "one namespace twice",
      objects: [volume("a", nfs("/a"), claimedBy("shop")), volume("b", nfs("/a"), claimedBy("shop", "more"))],
    },
  ],
  fail: [
    {
      name: "one that two namespaces write",
      objects: [volume("a", nfs("/a"), claimedBy("shop")), volume("b", nfs("/a"), claimedBy("ci"))],
      finds: [
        {
          message: "written",
          object: "PersistentVolume a",
          title: "PersistentVolume a and b are the same storage, and ci and shop may write to it",
        },
      ],
    },
    {
      name: "one that two namespaces read",
      objects: [
        volume("a", nfs("/a"), { ...claimedBy("shop"), ...readOnly }),
        volume("b", nfs("/a"), { ...claimedBy("ci"), ...readOnly }),
      ],
      finds: [{ message: "read", object: "PersistentVolume a" }],
    },
  ],
  notAssessed: [
    { name: "volumes were not seen", objects: [], unseen: ["persistentvolumes"] },
    { name: "an older inventory", objects: [], version: 5 },
  ],
});
