import { expect, test } from "vitest";
import {
  engineWebhook,
  kyvernoPolicy,
  kyvernoRegistries,
  namespaceWith,
  sigstorePolicy,
} from "../../checks/supply-chain/enforcement-worlds.ts";
import { node, runningPod } from "../../checks/supply-chain/worlds.ts";
import { inventoryOfObjects, type KubernetesObject } from "../../inventory/from-objects.ts";
import { hide } from "../../inventory/hide.ts";
import { admittedContainers } from "./admitted.ts";
import { enforcementStanding } from "./standing.ts";

const young = { creationTimestamp: "2026-11-22T00:00:00Z" };
const runs = (namespace: string) => runningPod({ name: "web", image: "ghcr.io/acme/web:1", namespace, metadata: young });
const service = (namespace: string, ready: boolean): readonly KubernetesObject[] => [
  { apiVersion: "v1", kind: "Service", metadata: { namespace, name: "webhook" }, spec: { ports: [{ port: 443 }] } },
  {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { namespace, name: "webhook", labels: { "kubernetes.io/service-name": "webhook" } },
    endpoints: [{ addresses: ["10.0.0.1"], conditions: { ready }, targetRef: { kind: "Pod", name: "a" } }],
    ports: [{ port: 9443 }],
  },
];
const inventoryOf = (...objects: readonly KubernetesObject[]) =>
  inventoryOfObjects([node("n1"), ...objects], { takenAt: "2026-11-23T14:02:00Z", source: "live" });
const notShop = { namespaceSelector: { matchExpressions: [{ key: "env", operator: "In", values: ["prod"] }] } };

test("an engine stands with its rules, whether it must answer and does, and the namespaces that it is not asked about", () => {
  const inventory = inventoryOf(
    namespaceWith("shop"),
    namespaceWith("bank", { env: "prod" }),
    runs("shop"),
    runs("bank"),
    kyvernoPolicy("signed"),
    kyvernoRegistries("registries", "ghcr.io/*", "Audit"),
    engineWebhook("kyverno", notShop),
    ...service("kyverno", true),
  );
  const standing = enforcementStanding(inventory);
  expect(standing.engines).toEqual([
    {
      name: "Kyverno",
      rules: { enforcing: 1, reporting: 1 },
      answer: "must",
      health: "answers",
      skipped: ["shop"],
      doubtful: 0,
    },
  ]);
  expect(standing).toMatchObject({ complete: true, containers: { verified: 1, skipped: 1, unmatched: 0 }, gaps: [] });
  const unseen = enforcementStanding(hide(inventory, "namespaces"));
  expect(unseen.engines[0]).toMatchObject({ skipped: [], doubtful: 2 });
  const withoutSettings = enforcementStanding(hide(inventory, "configmaps"));
  expect(withoutSettings.containers).toMatchObject({ verified: 0, unknown: 1, skipped: 1 });
});

test("each container that runs is told whether it would have been let in unsigned, the worst of its pods", () => {
  const inventory = inventoryOf(
    namespaceWith("shop"),
    namespaceWith("bank", { env: "prod" }),
    runs("shop"),
    runs("bank"),
    kyvernoPolicy("signed"),
    engineWebhook("kyverno", notShop),
  );
  const of = (namespace: string, seen = inventory) => admittedContainers(seen).find((one) => one.namespace === namespace);
  expect(of("bank")).toMatchObject({
    ...{ kind: "Pod", workload: "web", image: "ghcr.io/acme/web:1", state: "verified" },
    rule: { engine: "Kyverno", policy: "signed" },
  });
  expect(of("shop")).toMatchObject({ state: "skipped" });
  expect(of("bank", hide(inventory, "configmaps"))).toMatchObject({ state: "unknown" });
});

test("an engine that does not answer, one that need not, one that nobody asks, and one whose policies are not read", () => {
  const inventory = inventoryOf(
    namespaceWith("shop"),
    runs("shop"),
    kyvernoPolicy("signed"),
    engineWebhook("kyverno", { failurePolicy: "Ignore" }),
    ...service("kyverno", false),
    sigstorePolicy("signed"),
    engineWebhook("connaisseur"),
  );
  expect(enforcementStanding(inventory).engines).toEqual([
    { name: "Connaisseur", answer: "must", health: "silent", skipped: [], doubtful: 0 },
    {
      name: "Kyverno",
      rules: { enforcing: 1, reporting: 0 },
      answer: "needNot",
      health: "silent",
      skipped: [],
      doubtful: 0,
    },
    {
      name: "policy-controller",
      rules: { enforcing: 1, reporting: 0 },
      answer: "notAsked",
      health: "unknown",
      skipped: ["shop"],
      doubtful: 0,
    },
  ]);
  const blind = enforcementStanding(hide(inventory, "mutatingwebhookconfigurations.admissionregistration.k8s.io"));
  expect(blind.complete).toBe(false);
  expect(blind.engines.map(({ name, answer, doubtful }) => [name, answer, doubtful])).toEqual([
    ["Kyverno", "unknown", 1],
    ["policy-controller", "unknown", 1],
  ]);
  expect(blind.gaps.length).toBeGreaterThan(0);
});
