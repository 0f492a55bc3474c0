import { checkTester } from "../tester.ts";
import mutableImageTag from "./mutable-image-tag.ts";
import { container, deployment, podSpec } from "./worlds.ts";

const runs = (image: string) => podSpec({}, container({ image }));
const digest = `sha256:${"0f".repeat(32)}`;

checkTester(mutableImageTag, {
  pass: [
    {
      name: "a digest, with and without a tag",
      objects: [deployment("a", runs(`registry.example:5000/web@${digest}`)), deployment("b", runs(`web:1.4@${digest}`))],
    },
  ],
  fail: [
    {
      name: "no tag, which is latest, and latest itself",
      objects: [deployment("a", runs("registry.example:5000/web")), deployment("b", runs("web:latest"))],
      finds: [
        {
          message: "latest",
          object: "Deployment shop/a",
          title: "Deployment shop/a runs whatever latest is when web starts: registry.example:5000/web",
        },
        { message: "latest", object: "Deployment shop/b" },
      ],
    },
    {
      name: "a tag",
      objects: [deployment("web", runs("registry.example/web:1.4.2"))],
      finds: [{ message: "tag", object: "Deployment shop/web", path: "spec.template.spec.containers[0].image" }],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
