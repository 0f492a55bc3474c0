import { checkTester } from "../tester.ts";
import { container, deployment, podSpec } from "../workload/worlds.ts";
import implicitRegistry from "./implicit-registry.ts";

const runs = (image: string) => podSpec({}, container({ image }));

checkTester(implicitRegistry, {
  pass: [
    {
      name: "a registry, Docker Hub's too, a port and localhost",
      objects: ["docker.io/library/web:1", "registry.example/web", "localhost/web", "mirror:5000/web"].map((image, place) =>
        deployment(`a${place}`, runs(image)),
      ),
    },
  ],
  fail: [
    {
      name: "a short name, and one with an organisation",
      objects: [deployment("a", runs("web:1")), deployment("b", runs("acme/web"))],
      finds: [
        {
          message: "implicit",
          object: "Deployment shop/a",
          title:
            "Deployment shop/a leaves the registry out: a node reads web:1 as docker.io/library/web:1, unless it was told to ask elsewhere",
        },
        { message: "implicit", object: "Deployment shop/b" },
      ],
    },
  ],
  notAssessed: [{ name: "pods were not seen", objects: [], unseen: ["pods"] }],
});
