import { checkTester } from "../tester.ts";
import { endedBundle, lastingBundle, systemConfigMap } from "../upgrade/worlds.ts";
import authorityExpiry from "./authority-expiry.ts";

const object = "ConfigMap kube-system/extension-apiserver-authentication";
const published = (bundle: string) =>
  systemConfigMap("extension-apiserver-authentication", { "client-ca-file": Buffer.from(bundle, "base64").toString() });

checkTester(authorityExpiry, {
  pass: [{ name: "one for a lifetime", objects: [published(lastingBundle)] }],
  fail: [
    {
      name: "one that ends in days",
      objects: [published(endedBundle)],
      now: "2026-11-01T00:00:00Z",
      finds: [{ message: "soon", object, path: "data.client-ca-file" }],
    },
    {
      name: "one that ended",
      objects: [published(endedBundle)],
      now: "2026-12-24T00:00:00Z",
      finds: [{ message: "ended", object }],
    },
  ],
  notAssessed: [
    { name: "none is published", objects: [] },
    { name: "ConfigMaps of kube-system were not seen", objects: [], dark: { configmaps: ["kube-system"] } },
  ],
});
