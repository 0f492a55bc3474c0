import { checkTester } from "../tester.ts";
import { container, deployment, podSpec } from "../workload/worlds.ts";
import keptImage from "./kept-image.ts";
import { digestOf } from "./worlds.ts";

const runs = (image: string, imagePullPolicy?: string) => podSpec({}, container({ image, imagePullPolicy }));

checkTester(keptImage, {
  pass: [
    {
      name: "a digest, whatever the policy; a tag that is always asked for; latest without a policy, which is asked for",
      objects: [
        deployment("a", runs(`registry.example/web:1@${digestOf("1")}`, "Never")),
        deployment("b", runs("registry.example/web:1", "Always")),
        deployment("c", runs("registry.example/web")),
        deployment("d", runs("not an image", "Never")),
      ],
    },
  ],
  fail: [
    {
      name: "a tag, with the policy that the API server sets where none is",
      objects: [deployment("a", runs("registry.example/web:1", "IfNotPresent")), deployment("b", runs("registry.example/web:1"))],
      finds: [
        {
          message: "tag",
          object: "Deployment shop/a",
          path: "spec.template.spec.containers[0].imagePullPolicy",
          title:
            "Deployment shop/a runs what each node first pulled as registry.example/web:1: once the tag has moved, nodes differ",
        },
        { message: "tag", object: "Deployment shop/b" },
      ],
    },
    {
      name: "latest that is kept, and what is never asked for",
      objects: [deployment("a", runs("web:latest", "IfNotPresent")), deployment("b", runs("web:1", "Never"))],
      finds: [
        { message: "latest", object: "Deployment shop/a" },
        { message: "never", object: "Deployment shop/b" },
      ],
    },
  ],
  notAssessed: [{ name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] }],
});
