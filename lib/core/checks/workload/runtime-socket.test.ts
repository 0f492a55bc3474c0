import { checkTester } from "../tester.ts";
import runtimeSocket from "./runtime-socket.ts";
import { deployment, podSpec } from "./worlds.ts";

const mounts = (path: string) => podSpec({ volumes: [{ name: "host", hostPath: { path } }] });

checkTester(runtimeSocket, {
  pass: [
    { name: "a directory without a socket", objects: [deployment("web", mounts("/data"))] },
    { name: "a directory of a similar name", objects: [deployment("web", mounts("/run-data"))] },
  ],
  fail: [
    {
      name: "the socket",
      objects: [deployment("builder", mounts("/var/run/docker.sock"))],
      finds: [{ message: "socket", object: "Deployment shop/builder", path: "spec.template.spec.volumes[0].hostPath" }],
    },
    {
      name: "a directory above it",
      objects: [deployment("agent", mounts("/run/containerd/"))],
      finds: [{ message: "directory", object: "Deployment shop/agent" }],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
