import { checkTester } from "../tester.ts";
import ephemeralContainers from "./ephemeral-containers.ts";
import { container, pod, podSpec } from "./worlds.ts";

const debugged = (fields: object = {}) =>
  pod("web", podSpec({ ephemeralContainers: [container({ name: "debugger", ...fields })] }));

checkTester(ephemeralContainers, {
  pass: [{ name: "a pod as its template made it", objects: [pod("web", podSpec())] }],
  fail: [
    { name: "one that somebody added", objects: [debugged()], finds: [{ message: "present", object: "Pod shop/web" }] },
    {
      name: "a privileged one",
      objects: [debugged({ securityContext: { privileged: true } })],
      finds: [{ message: "privileged", object: "Pod shop/web", path: "spec.ephemeralContainers" }],
    },
  ],
  notAssessed: [{ name: "pods of one namespace were not seen", objects: [], dark: { pods: ["hidden"] } }],
});
