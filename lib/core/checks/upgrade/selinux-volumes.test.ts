import { checkTester } from "../tester.ts";
import selinuxVolumes from "./selinux-volumes.ts";
import { faults } from "./worlds.ts";

checkTester(selinuxVolumes, {
  pass: [{ name: "pods that share no volume", objects: (faults["selinux-volumes"] ?? []).slice(1) }],
  fail: [
    {
      name: "pods of two levels on one volume",
      objects: faults["selinux-volumes"] ?? [],
      finds: [{ message: "shared", object: "PersistentVolume shared" }],
    },
  ],
  notApplicable: [{ name: "a target of before the change", minor: "1.30", objects: faults["selinux-volumes"] ?? [] }],
  notAssessed: [{ name: "Pods were not seen", objects: [], unseen: ["pods"] }],
});
