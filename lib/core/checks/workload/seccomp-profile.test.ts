import { checkTester } from "../tester.ts";
import seccompProfile from "./seccomp-profile.ts";
import { container, deployment, podSpec, secured } from "./worlds.ts";

checkTester(seccompProfile, {
  pass: [
    {
      name: "the default profile, from the pod",
      objects: [
        deployment(
          "web",
          podSpec({ securityContext: { seccompProfile: { type: "RuntimeDefault" } } }, container({ securityContext: {} })),
        ),
      ],
    },
  ],
  fail: [
    {
      name: "none, and turned off",
      objects: [
        deployment(
          "web",
          podSpec(
            {},
            container({ securityContext: {} }),
            secured({ seccompProfile: { type: "Unconfined" } }, { name: "tracer" }),
          ),
        ),
      ],
      finds: [
        {
          message: "missing",
          object: "Deployment shop/web",
          path: "spec.template.spec.containers[0].securityContext.seccompProfile",
        },
        { message: "unconfined", object: "Deployment shop/web", title: "Deployment shop/web turns seccomp off for tracer" },
      ],
    },
    {
      name: "a profile of no known type, in a manifest that no API server has taken yet",
      objects: [
        deployment(
          "web",
          podSpec(
            { securityContext: { seccompProfile: { type: "RuntimeDefault" } } },
            secured({ seccompProfile: { type: "runtime/default" } }),
            secured({ seccompProfile: {} }, { name: "second" }),
          ),
        ),
      ],
      finds: [{ message: "missing", object: "Deployment shop/web" }],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
