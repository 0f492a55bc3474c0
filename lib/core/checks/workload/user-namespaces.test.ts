import { checkTester } from "../tester.ts";
import userNamespaces from "./user-namespaces.ts";
import { deployment, podSpec, secured } from "./worlds.ts";

const root = secured({ runAsUser: 0, runAsNonRoot: false });
const web = (spec: Readonly<Record<string, unknown>> = {}) => deployment("web", podSpec(spec, root));

checkTester(userNamespaces, {
  pass: [
    { name: "root of a namespace of its own", objects: [web({ hostUsers: false })] },
    {
      name: "another user",
      objects: [deployment("web", podSpec({ securityContext: { runAsUser: 0 } }, secured({ runAsUser: 1000 })))],
    },
    { name: "a pod that needs the node's", objects: [web({ hostNetwork: true })] },
  ],
  fail: [
    {
      name: "root of the node",
      objects: [web()],
      finds: [{ message: "host", object: "Deployment shop/web", path: "spec.template.spec.hostUsers" }],
    },
    {
      name: "by the pod's own setting",
      objects: [deployment("web", podSpec({ securityContext: { runAsUser: 0 } }))],
      finds: [{ message: "host", object: "Deployment shop/web" }],
    },
  ],
  notApplicable: [{ name: "a minor that has none", objects: [web()], minor: "1.30" }],
  notAssessed: [
    { name: "pods were not seen", objects: [], unseen: ["pods"] },
    { name: "a minor of which too little is known", objects: [web()], minor: "1.99" },
  ],
});
