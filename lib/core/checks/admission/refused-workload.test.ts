import { apiServerPod } from "../../authentication/api-server-pod.ts";
import { checkTester } from "../tester.ts";
import { container, deployment, podSpec, secured } from "../workload/worlds.ts";
import refusedWorkload from "./refused-workload.ts";
import { namespace } from "./worlds.ts";

const privileged = deployment("agent", podSpec({}, secured({ privileged: true })));
const probing = deployment("web", podSpec({}, container({ livenessProbe: { httpGet: { host: "db", port: 80 } } })));
const baseline = (version = "latest") => namespace("shop", { enforce: "baseline", "enforce-version": version });

checkTester(refusedWorkload, {
  pass: [
    { name: "what the level lets in", objects: [namespace("shop", { enforce: "restricted" }), deployment("web", podSpec())] },
    { name: "a namespace that enforces nothing", objects: [namespace("shop", { warn: "restricted" }), privileged] },
    { name: "a control that came after the version that is enforced", objects: [baseline("v1.33"), probing] },
    { name: "a control that the cluster does not know", objects: [baseline(), probing], minor: "1.33" },
    {
      name: "an API server without PodSecurity",
      objects: [baseline(), privileged, apiServerPod("--disable-admission-plugins=PodSecurity")],
    },
  ],
  fail: [
    {
      name: "a template that the level refuses",
      objects: [baseline(), privileged],
      finds: [
        {
          message: "refused",
          object: "Deployment shop/agent",
          path: "spec.template.spec",
          title:
            'Deployment shop/agent violates baseline (latest), which its namespace enforces, and gets no new pods unless it is exempt: privileged (container "web" must not set securityContext.privileged=true)',
        },
      ],
    },
    {
      name: "a control that came with the cluster's minor",
      objects: [baseline(), probing],
      finds: [{ message: "refused", object: "Deployment shop/web" }],
    },
  ],
  notAssessed: [
    { name: "namespaces were not seen", objects: [privileged], unseen: ["namespaces"] },
    { name: "nobody knows whether the cluster has the control", objects: [baseline(), probing], minor: "unknown" },
  ],
});
