import { checkTester } from "../tester.ts";
import appArmorProfile from "./app-armor-profile.ts";
import { deployment, pod, podSpec, secured } from "./worlds.ts";

const annotation = "container.apparmor.security.beta.kubernetes.io/web";

checkTester(appArmorProfile, {
  pass: [
    {
      name: "no profile, the runtime's own, and one that the node has",
      objects: [
        deployment("a", podSpec()),
        deployment("b", podSpec({}, secured({ appArmorProfile: { type: "RuntimeDefault" } }))),
        pod("c", podSpec(), { annotations: { [annotation]: "localhost/web" } }),
      ],
    },
  ],
  fail: [
    {
      name: "a container that is not confined",
      objects: [deployment("web", podSpec({}, secured({ appArmorProfile: { type: "Unconfined" } })))],
      finds: [
        {
          message: "unconfined",
          object: "Deployment shop/web",
          path: "spec.template.spec",
          title:
            'Deployment shop/web turns off what AppArmor keeps containers from: container "web" must not set AppArmor profile type to "Unconfined"',
        },
      ],
    },
    {
      name: "the annotation of earlier days",
      objects: [pod("old", podSpec(), { annotations: { [annotation]: "unconfined" } })],
      finds: [{ message: "unconfined", object: "Pod shop/old" }],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
