import { checkTester } from "../tester.ts";
import unpulledImage from "./unpulled-image.ts";
import { digestOf, node, runningPod } from "./worlds.ts";

checkTester(unpulledImage, {
  pass: [
    {
      name: "what a registry knows, in the forms of the runtimes, and what does not run yet",
      objects: [
        node("n1"),
        runningPod({ name: "a", image: "registry.example/web:1", imageID: `registry.example/web@${digestOf("1")}` }),
        runningPod({ name: "b", image: "web:1", imageID: `docker-pullable://web@${digestOf("1")}` }),
        runningPod({ name: "c", image: "web:1" }),
      ],
    },
  ],
  fail: [
    {
      name: "a configuration's digest, and a word that no runtime is known for",
      objects: [
        node("n1"),
        runningPod({ name: "a", image: "registry.example/web:dev", imageID: digestOf("1") }),
        runningPod({ name: "b", image: "web:1", imageID: "somewhere/web:1" }),
      ],
      finds: [
        {
          message: "local",
          object: "Pod shop/a",
          title:
            "Pod shop/a runs images of which the node knows no digest of a registry, as if they were built or loaded there: registry.example/web:dev",
        },
        { message: "unrecognised", object: "Pod shop/b" },
      ],
    },
  ],
  notAssessed: [
    { name: "pods were not seen", objects: [], unseen: ["pods"] },
    { name: "an older inventory, which knows nothing of init containers", objects: [], version: 5 },
  ],
});
