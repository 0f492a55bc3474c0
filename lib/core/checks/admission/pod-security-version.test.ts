import { checkTester } from "../tester.ts";
import { deployment, podSpec } from "../workload/worlds.ts";
import podSecurityVersion from "./pod-security-version.ts";
import { namespace } from "./worlds.ts";

const web = deployment("web", podSpec());
const pinned = (version: string, level = "baseline") => namespace("shop", { enforce: level, "enforce-version": version });

checkTester(podSecurityVersion, {
  pass: [
    { name: "the newest version", objects: [pinned("latest"), web] },
    { name: "an older one, of which nothing has changed", objects: [pinned("v1.35"), web], minor: "1.36" },
    { name: "a level that asks for nothing", objects: [pinned("v1.20", "privileged"), web] },
  ],
  fail: [
    {
      name: "a version before controls that the cluster knows",
      objects: [pinned("v1.33"), web],
      minor: "1.36",
      finds: [
        {
          message: "pinned",
          object: "Namespace shop",
          title: "Namespace shop enforces baseline as of v1.33: hostProbesAndHostLifecycle and procMount have changed since",
        },
      ],
    },
    {
      name: "a version that the cluster does not know",
      objects: [pinned("v1.37"), web],
      minor: "1.36",
      finds: [{ message: "ahead", object: "Namespace shop" }],
    },
    {
      name: "a version that is old whatever the cluster is",
      objects: [pinned("v1.22", "restricted"), web],
      minor: "unknown",
      finds: [{ message: "pinned", object: "Namespace shop" }],
    },
  ],
  notAssessed: [
    { name: "namespaces were not seen", objects: [web], unseen: ["namespaces"] },
    { name: "nobody knows whether the cluster is newer", objects: [pinned("v1.33"), web], minor: "unknown" },
  ],
});
