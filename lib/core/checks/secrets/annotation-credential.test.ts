import { expect, test } from "vitest";
import type { Check } from "../define.ts";
import { checkTester, verdictOfWorld } from "../tester.ts";
import { deployment, pod, podSpec } from "../workload/worlds.ts";
import annotationCredential from "./annotation-credential.ts";
import { canary, secretFaults } from "./worlds.ts";

const key = `-----BEGIN RSA PRIVATE KEY-----\n${canary}\n-----END RSA PRIVATE KEY-----`;
const annotated = (annotations: Record<string, string>) => pod("web", podSpec(), { annotations });
const templated = (annotations: Record<string, string>) => {
  const object = deployment("web", podSpec());
  return { ...object, spec: { template: { metadata: { annotations }, spec: podSpec() } } };
};
const service = (annotations: Record<string, string>) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { namespace: "shop", name: "web", annotations },
  spec: { type: "ClusterIP" },
});

checkTester(annotationCredential, {
  pass: [
    { name: "settings", objects: [annotated({ "prometheus.io/scrape": "true", "checksum/secret": "0f".repeat(32) })] },
    {
      name: "where a store keeps it",
      objects: [annotated({ "vault.hashicorp.com/agent-inject-secret-db": "database/creds/shop" })],
    },
  ],
  fail: [
    {
      name: "a private key in a template",
      objects: [templated({ "example.com/tls": key })],
      finds: [
        {
          message: "value",
          object: "Deployment shop/web",
          path: "spec.template.metadata.annotations",
          title: "Deployment shop/web holds what looks like a credential in the annotations example.com/tls: private-key",
        },
      ],
    },
    {
      name: "a name that says so",
      objects: [annotated({ dbPassword: canary })],
      finds: [{ message: "name", object: "Pod shop/web", path: "metadata.annotations" }],
    },
    {
      name: "an address with a password",
      objects: [service({ "example.com/upstream": `https://user:${canary}@upstream.example` })],
      finds: [{ message: "value", object: "Service shop/web" }],
    },
  ],
  notAssessed: [
    { name: "Services were not seen", objects: [], unseen: ["services"] },
    { name: "an older inventory", objects: [], version: 5 },
  ],
});

test("no value leaves the projector: findings name keys and kinds of match", () => {
  const world = { name: "w", objects: [...Object.values(secretFaults).flat(), templated({ "example.com/tls": key })] };
  const verdict = JSON.stringify(verdictOfWorld(annotationCredential as unknown as Check, world));
  expect(verdict).toContain("apiToken");
  expect(verdict).not.toContain("drydock-canary");
});
