import { checkTester } from "../tester.ts";
import volumeSources from "./volume-sources.ts";
import { deployment, podSpec } from "./worlds.ts";

checkTester(volumeSources, {
  pass: [
    {
      name: "volumes that Kubernetes manages, and a directory of the node, which is another matter",
      objects: [
        deployment(
          "a",
          podSpec({
            volumes: [
              { name: "a", emptyDir: {} },
              { name: "b", image: { reference: "i" } },
              { name: "c", hostPath: { path: "/" } },
            ],
          }),
        ),
      ],
    },
  ],
  fail: [
    {
      name: "a server that the pod names itself",
      objects: [
        deployment(
          "web",
          podSpec({
            volumes: [
              { name: "files", nfs: { server: "nfs.example", path: "/" } },
              { name: "new", notKnownYet: {} },
            ],
          }),
        ),
      ],
      finds: [
        {
          message: "storage",
          object: "Deployment shop/web",
          path: "spec.template.spec.volumes",
          title:
            'Deployment shop/web reaches storage past the cluster\'s classes and claims: volumes "files", "new" use restricted volume types "nfs", "unknown"',
        },
      ],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
