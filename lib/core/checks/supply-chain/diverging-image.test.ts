import { checkTester } from "../tester.ts";
import { deployment, podSpec, replicaSet } from "../workload/worlds.ts";
import divergingImage from "./diverging-image.ts";
import { digestOf, node, runningPod } from "./worlds.ts";

const image = "registry.example/web:1";
const as = (digit: string) => `registry.example/web@${digestOf(digit)}`;
const owned = {
  ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-1", uid: "r", controller: true }],
};
const byDeployment = {
  ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "d", controller: true }],
};

checkTester(divergingImage, {
  pass: [
    {
      name: "one digest; another platform; a digest in the name; what was not pulled; another name",
      objects: [
        node("n1"),
        node("n2", "arm64"),
        runningPod({ name: "a", image, imageID: as("1") }),
        runningPod({ name: "b", image, imageID: as("1") }),
        runningPod({ name: "c", image, imageID: as("2"), node: "n2" }),
        runningPod({ name: "d", image: as("3"), imageID: as("3") }),
        runningPod({ name: "e", image, imageID: "" }),
        runningPod({ name: "f", image, imageID: digestOf("4") }),
        runningPod({ name: "g", image: "registry.example/web:2", imageID: as("5") }),
      ],
    },
  ],
  fail: [
    {
      name: "pods of one workload",
      objects: [
        node("n1"),
        deployment("web", podSpec()),
        replicaSet("web-1", podSpec(), byDeployment),
        runningPod({ name: "a", image, imageID: as("1"), metadata: owned }),
        runningPod({ name: "b", image, imageID: as("2"), metadata: owned }),
      ],
      finds: [
        {
          message: "within",
          object: "Deployment shop/web",
          title:
            "Deployment shop/web runs different images under one name: registry.example/web:1 is sha256:111111111111 and sha256:222222222222",
        },
      ],
    },
    {
      name: "pods of different namespaces",
      objects: [
        node("n1"),
        runningPod({ name: "a", image, imageID: as("1") }),
        runningPod({ name: "b", image, imageID: as("2"), namespace: "ci" }),
      ],
      finds: [
        { message: "elsewhere", object: "Pod shop/a" },
        { message: "elsewhere", object: "Pod ci/b" },
      ],
    },
  ],
  notAssessed: [
    {
      name: "nodes were not seen: the platforms may differ",
      objects: [runningPod({ name: "a", image, imageID: as("1") }), runningPod({ name: "b", image, imageID: as("2") })],
      unseen: ["nodes"],
    },
    { name: "an older inventory", objects: [runningPod({ name: "a", image, imageID: as("1") })], version: 5 },
    { name: "pods of one namespace were not seen", objects: [], dark: { pods: ["hidden"] } },
  ],
});
