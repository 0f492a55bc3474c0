import { checkTester } from "../tester.ts";
import { container, deployment, podSpec } from "../workload/worlds.ts";
import environment from "./environment.ts";

const web = (fields: object) => deployment("web", podSpec({}, container(fields as Record<string, unknown>)));
const single = { env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }] };

checkTester(environment, {
  pass: [
    { name: "a file", objects: [deployment("web", podSpec({ volumes: [{ name: "db", secret: { secretName: "db" } }] }))] },
    { name: "settings of a ConfigMap", objects: [web({ envFrom: [{ configMapRef: { name: "settings" } }] })] },
  ],
  fail: [
    {
      name: "one value",
      objects: [web(single)],
      finds: [{ message: "some", object: "Deployment shop/web", path: "spec.template.spec.containers[0].env" }],
    },
    {
      name: "all values of one",
      objects: [web({ ...single, envFrom: [{ secretRef: { name: "all" } }] })],
      finds: [
        {
          message: "all",
          object: "Deployment shop/web",
          title: "Deployment shop/web puts every value of all into the environment of web",
        },
      ],
    },
  ],
  notAssessed: [{ name: "pods of one namespace were not seen", objects: [], dark: { pods: ["hidden"] } }],
});
