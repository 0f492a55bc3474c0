import { checkTester } from "../tester.ts";
import selinuxVolumes from "./selinux-volumes.ts";
import { faults, pod } from "./worlds.ts";

checkTester(selinuxVolumes, {
  pass: [
    { name: "pods that share no volume", objects: (faults["selinux-volumes"] ?? []).slice(1) },
    {
      name: "pods of two levels of which one labels files one by one",
      objects: [
        ...(faults["selinux-volumes"] ?? []).slice(0, 2),
        pod("recursive", {
          securityContext: { seLinuxOptions: { level: "s0:c5" }, seLinuxChangePolicy: "Recursive" },
          volumes: [{ name: "data", persistentVolumeClaim: { claimName: "shared" } }],
        }),
      ],
    },
  ],
  fail: [
    {
      name: "pods of two levels on one volume",
      objects: faults["selinux-volumes"] ?? [],
      finds: [{ message: "shared", object: "PersistentVolume shared" }],
    },
  ],
  notApplicable: [{ name: "a target of before the change", minor: "1.30", objects: faults["selinux-volumes"] ?? [] }],
  notAssessed: [
    { name: "Pods were not seen", objects: [], unseen: ["pods"] },
    {
      name: "an older inventory, which does not say how pods label volumes",
      objects: (faults["selinux-volumes"] ?? []).slice(0, 2),
      version: 5,
    },
  ],
});
