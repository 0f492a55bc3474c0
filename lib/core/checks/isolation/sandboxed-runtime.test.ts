import { checkTester } from "../tester.ts";
import { clusterWide } from "../upgrade/worlds.ts";
import { deployment, podSpec } from "../workload/worlds.ts";
import sandboxedRuntime from "./sandboxed-runtime.ts";

const runtimeClass = (name: string, handler: string) => clusterWide("node.k8s.io/v1", "RuntimeClass", name, { handler });
const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { namespace: "shop", name: "web" },
  spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 80 }] },
};
const web = (spec: Readonly<Record<string, unknown>> = {}) => deployment("web", podSpec(spec));
const object = "Deployment shop/web";

checkTester(sandboxedRuntime, {
  pass: [
    {
      name: "what strangers reach in a sandbox",
      objects: [runtimeClass("gvisor", "runsc"), service, web({ runtimeClassName: "gvisor" })],
    },
    { name: "nothing that strangers reach", objects: [runtimeClass("gvisor", "runsc"), web()] },
  ],
  fail: [
    {
      name: "a sandbox that is there and not used",
      objects: [runtimeClass("untrusted", "kata-qemu"), service, web()],
      finds: [
        {
          message: "unsandboxed",
          object,
          title:
            "Deployment shop/web is reached from outside by Service web (LoadBalancer) and shares its node's kernel, although the cluster has untrusted",
        },
      ],
    },
    {
      name: "a class that is no sandbox",
      objects: [runtimeClass("nvidia", "nvidia"), service, web({ runtimeClassName: "nvidia" })],
      finds: [{ message: "none", object }],
    },
    {
      name: "a class that is not there",
      objects: [web({ runtimeClassName: "gone" })],
      finds: [{ message: "missingClass", object }],
    },
  ],
  notAssessed: [
    { name: "runtime classes were not seen", objects: [service, web()], unseen: ["runtimeclasses.node.k8s.io"] },
    { name: "Services were not seen", objects: [web()], unseen: ["services"] },
  ],
});
