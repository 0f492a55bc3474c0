import { checkTester } from "../tester.ts";
import encryption from "./encryption.ts";
import { storageClass } from "./worlds.ts";

const ebs = (parameters?: object) => storageClass("fast", "ebs.csi.aws.com", parameters && { parameters });

checkTester(encryption, {
  pass: [
    { name: "a class that asks for it", objects: [ebs({ encrypted: "true" })] },
    { name: "a provider that always does", objects: [storageClass("fast", "disk.csi.azure.com")] },
    {
      name: "any driver whose class names it",
      objects: [storageClass("own", "csi.example.com", { parameters: { encryption: "aes" } })],
    },
  ],
  fail: [
    {
      name: "a class that says nothing",
      objects: [ebs()],
      finds: [{ message: "notAsked", object: "StorageClass fast", path: "parameters" }],
    },
    {
      name: "a class that says no",
      objects: [ebs({ encrypted: "false" })],
      finds: [{ message: "off", object: "StorageClass fast" }],
    },
  ],
  notAssessed: [
    { name: "a driver of which nothing is known", objects: [storageClass("files", "nfs.csi.k8s.io")] },
    { name: "classes were not seen", objects: [], unseen: ["storageclasses.storage.k8s.io"] },
    { name: "an older inventory", objects: [], version: 5 },
  ],
});
