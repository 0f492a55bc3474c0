import { checkTester } from "../tester.ts";
import { deployment, podSpec } from "../workload/worlds.ts";
import inlineVolumes from "./inline-volumes.ts";
import { csiDriver } from "./worlds.ts";

const profile = "security.kubernetes.io/csi-ephemeral-volume-profile";
const mounting = (driver: string) => deployment("web", podSpec({ volumes: [{ name: "v", csi: { driver } }] }));

checkTester(inlineVolumes, {
  pass: [
    { name: "a driver that is fit for all", objects: [csiDriver("d", { [profile]: "restricted" }), mounting("d")] },
    { name: "Secrets of a store", objects: [csiDriver("secrets-store.csi.k8s.io"), mounting("secrets-store.csi.k8s.io")] },
  ],
  fail: [
    {
      name: "a driver that does not say",
      objects: [csiDriver("d"), mounting("d")],
      finds: [{ message: "unknown", object: "Deployment shop/web" }],
    },
    {
      name: "a driver for administrators",
      objects: [csiDriver("d", { [profile]: "privileged" }), mounting("d")],
      finds: [{ message: "unfit", object: "Deployment shop/web", path: "spec.template.spec.volumes" }],
    },
  ],
  notAssessed: [{ name: "drivers were not seen", objects: [mounting("d")], unseen: ["csidrivers.storage.k8s.io"] }],
});
