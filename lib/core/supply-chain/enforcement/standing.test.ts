import { expect, test } from "vitest";
import {
  constraint,
  constraintTemplate,
  engineWebhook,
  kyvernoPolicy,
  kyvernoRegistries,
  namespaceWith,
  ratifyPart,
  settingsMap,
  sigstorePolicy,
} from "../../checks/supply-chain/enforcement-worlds.ts";
import { node, runningPod } from "../../checks/supply-chain/worlds.ts";
import { withLooks } from "../../inventory/build.ts";
import { inventoryOfObjects, type KubernetesObject } from "../../inventory/from-objects.ts";
import { hide } from "../../inventory/hide.ts";
import { admittedContainers } from "./admitted.ts";
import { verifierResources } from "./ratify.ts";
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

const engineOf = (inventory: ReturnType<typeof inventoryOf>, name: string) =>
  enforcementStanding(inventory).engines.find((engine) => engine.name === name);
const gatekeeperConfig = (name: string): KubernetesObject => ({
  apiVersion: "config.gatekeeper.sh/v1alpha1",
  kind: "Config",
  metadata: { namespace: "gatekeeper-system", name },
  spec: { match: [{ excludedNamespaces: ["bank"], processes: ["webhook"] }] },
});

test("constraints of Gatekeeper are told by what they ask, whom they leave out and what their audit found", () => {
  const world = [
    namespaceWith("shop", { "admission.gatekeeper.sh/ignore": "yes" }),
    namespaceWith("bank", { env: "prod" }),
    ...[runs("shop"), runs("bank")],
    engineWebhook("gatekeeper", {
      failurePolicy: "Ignore",
      namespaceSelector: { matchExpressions: [{ key: "admission.gatekeeper.sh/ignore", operator: "DoesNotExist" }] },
    }),
    ...service("gatekeeper", true),
    constraint(
      "K8sImageDigests",
      "pinned",
      { match: { kinds: [{ apiGroups: [""], kinds: ["Pod"] }], namespaceSelector: { matchLabels: { env: "prod" } } } },
      { auditTimestamp: "2026-11-23T14:00:00Z", totalViolations: 3 },
    ),
    constraint("K8sDisallowedTags", "latest", { enforcementAction: "warn", parameters: { tags: ["latest"] } }),
    constraint("K8sDisallowedRepos", "elsewhere", { enforcementAction: "dryrun" }, { auditTimestamp: "never" }),
    ...["K8sImageDigests", "K8sRequiredLabels", "AcmeImages"].map((kind) => constraintTemplate(kind)),
  ];
  expect(engineOf(inventoryOf(...world), "Gatekeeper")).toEqual({
    name: "Gatekeeper",
    rules: { enforcing: 1, reporting: 2 },
    ...{ answer: "needNot", health: "answers", skipped: ["shop"], doubtful: 0 },
    constraints: [
      { kind: "K8sDisallowedRepos", name: "elsewhere", asks: "forbiddenNames", action: "audit", leftOut: [], doubtful: 0 },
      { kind: "K8sDisallowedTags", name: "latest", asks: "forbiddenTags", action: "warn", leftOut: [], doubtful: 0 },
      {
        ...{ kind: "K8sImageDigests", name: "pinned", asks: "digests", action: "enforce", leftOut: ["shop"], doubtful: 0 },
        ...{ auditedAt: "2026-11-23T14:00:00.000Z", violations: 3 },
      },
    ],
    notEvaluated: ["AcmeImages", "K8sRequiredLabels"],
  });
  const leftOut = (inventory: ReturnType<typeof inventoryOf>) =>
    engineOf(inventory, "Gatekeeper")?.constraints?.map((one) => [one.name, one.leftOut, one.doubtful]);
  // Gatekeeper reads no settings but those of this one name.
  expect(leftOut(inventoryOf(...world, gatekeeperConfig("other")))).toContainEqual(["latest", [], 0]);
  expect(leftOut(inventoryOf(...world, gatekeeperConfig("config")))).toContainEqual(["latest", ["bank"], 0]);
  expect(leftOut(hide(inventoryOf(...world), "namespaces"))).toContainEqual(["pinned", [], 2]);
});

test("Ratify verifies nothing without a verifier, and in a namespace with one of its own verifies there", () => {
  const world = [
    ...[namespaceWith("shop"), namespaceWith("bank"), runs("shop"), runs("bank")],
    ...[engineWebhook("gatekeeper"), ...service("gatekeeper", true)],
    ...[constraintTemplate("RatifyVerification", "ratify-provider"), constraint("RatifyVerification", "signed")],
    ...[ratifyPart("Store", "oras"), ratifyPart("Policy", "config-policy")],
  ];
  const none = inventoryOf(...world);
  expect(engineOf(none, "Ratify")).toMatchObject({
    ...{ answer: "must", rules: { enforcing: 1, reporting: 0 }, constraints: [{ name: "signed", asks: "signatures" }] },
    ratify: { verifiers: [], stores: 1, policies: 1, served: true, complete: true },
  });
  expect(enforcementStanding(none).containers).toMatchObject({ unmatched: 2, verified: 0 });
  const unseen = hide(none, "verifiers.config.ratify.deislabs.io");
  expect(engineOf(unseen, "Ratify")).toMatchObject({ ratify: { complete: false } });
  expect(enforcementStanding(unseen).containers).toMatchObject({ unknown: 2, unmatched: 0 });
  const inFile = withLooks(
    none,
    verifierResources.map((resource) => ({ resource, coverage: { state: "absent" }, items: [] })),
  );
  expect(engineOf(inFile, "Ratify")).toMatchObject({ ratify: { served: false } });
  expect(enforcementStanding(inFile).containers).toMatchObject({ unknown: 2, unmatched: 0 });
  const own = inventoryOf(...world, ratifyPart("NamespacedVerifier", "notation", "shop"));
  expect(engineOf(own, "Ratify")?.ratify?.verifiers).toEqual([{ name: "ratify-notation", type: "notation", namespace: "shop" }]);
  expect(enforcementStanding(own).containers).toMatchObject({ verified: 1, unmatched: 1 });
  const everywhere = inventoryOf(...world, ratifyPart("Verifier", "cosign"));
  expect(enforcementStanding(everywhere).containers).toMatchObject({ verified: 2 });
});

test("Connaisseur refuses or only tells by its settings, and without them nobody can say", () => {
  const world = [namespaceWith("shop"), runs("shop"), engineWebhook("connaisseur"), ...service("connaisseur", true)];
  const withMode = (mode: string) => inventoryOf(...world, settingsMap("connaisseur-env", { DETECTION_MODE: mode }));
  expect(engineOf(withMode("true"), "Connaisseur")).toMatchObject({ mode: "reports", answer: "must", health: "answers" });
  expect(enforcementStanding(withMode("true")).containers).toMatchObject({ reported: 1, unknown: 0 });
  expect(engineOf(withMode("false"), "Connaisseur")).toMatchObject({ mode: "refuses" });
  expect(enforcementStanding(withMode("false")).containers).toMatchObject({ unknown: 1, reported: 0 });
  expect(engineOf(inventoryOf(...world), "Connaisseur")).not.toHaveProperty("mode");
  expect(enforcementStanding(inventoryOf(...world)).containers).toMatchObject({ unknown: 1 });
});

test("plain Open Policy Agent is told with whether it answers and whom its webhook leaves out, and not with what it decides", () => {
  const ignore = { key: "openpolicyagent.org/webhook", operator: "NotIn", values: ["ignore"] };
  const inventory = inventoryOf(
    ...[namespaceWith("shop"), namespaceWith("bank", { "openpolicyagent.org/webhook": "ignore" })],
    ...[runs("shop"), runs("bank"), ...service("opa", false)],
    engineWebhook("opa", { failurePolicy: "Ignore", namespaceSelector: { matchExpressions: [ignore] } }),
  );
  expect(engineOf(inventory, "Open Policy Agent")).toEqual({
    ...{ name: "Open Policy Agent", answer: "needNot", health: "silent", skipped: ["bank"], doubtful: 0 },
  });
  expect(enforcementStanding(inventory).containers).toMatchObject({ unknown: 1, unmatched: 1 });
});
