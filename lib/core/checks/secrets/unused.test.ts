import { checkTester } from "../tester.ts";
import { container, deployment, podSpec } from "../workload/worlds.ts";
import unused from "./unused.ts";
import { secret } from "./worlds.ts";

const using = (spec: object) => deployment("web", podSpec(spec as Record<string, unknown>));
const ingress = {
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { namespace: "shop", name: "web" },
  spec: { tls: [{ hosts: ["a.example"], secretName: "a" }] },
};

checkTester(unused, {
  pass: [
    { name: "a mounted one", objects: [secret("a"), using({ volumes: [{ name: "v", secret: { secretName: "a" } }] })] },
    {
      name: "a part of a projected volume",
      objects: [secret("a"), using({ volumes: [{ name: "v", projected: { sources: [{ secret: { name: "a" } }] } }] })],
    },
    {
      name: "a variable",
      objects: [secret("a"), deployment("web", podSpec({}, container({ envFrom: [{ secretRef: { name: "a" } }] })))],
    },
    { name: "a registry's", objects: [secret("a"), using({ imagePullSecrets: [{ name: "a" }] })] },
    { name: "an Ingress'", objects: [secret("a"), ingress] },
    { name: "a manager's", objects: [secret("a", { labels: { "reconcile.external-secrets.io/managed": "true" } })] },
  ],
  fail: [
    {
      name: "one that nothing names",
      objects: [secret("a"), using({ volumes: [{ name: "v", secret: { secretName: "b" } }] })],
      finds: [{ message: "unnamed", object: "Secret shop/a" }],
    },
  ],
  notAssessed: [
    { name: "Secrets were not asked for", objects: [], unseen: ["secrets"] },
    { name: "Deployments of the namespace were not seen", objects: [secret("a")], dark: { "deployments.apps": ["shop"] } },
    { name: "an older inventory", objects: [], version: 5 },
  ],
});
