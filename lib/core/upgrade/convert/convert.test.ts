import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { apiLifecycles, apiVersionOf, replacementIn, splitApiVersion } from "../lifecycle.ts";
import { oldManifests } from "./cases.ts";
import { convertManifest } from "./convert.ts";
import { byHand } from "./rules.ts";

function converted(text: string, target = 37) {
  const result = convertManifest(text, target);
  if (result.kind !== "converted") throw new Error(`not converted: ${JSON.stringify(result)}`);
  return { ...result, value: parse(result.text) };
}

const manifest = (apiVersion: string, kind: string) =>
  oldManifests.find((text) => text.startsWith(`apiVersion: ${apiVersion}\nkind: ${kind}\n`)) ?? "";

describe("a converted Ingress", () => {
  const result = converted(manifest("extensions/v1beta1", "Ingress"));

  test("has the backends, path types and class of v1", () => {
    expect(result.value).toMatchObject({
      apiVersion: "networking.k8s.io/v1",
      metadata: { name: "extensions-ingress", namespace: "default" },
      spec: {
        ingressClassName: "nginx",
        defaultBackend: { service: { name: "fallback", port: { number: 80 } } },
        rules: [
          {
            host: "shop.example.com",
            http: {
              paths: [
                { path: "/", pathType: "ImplementationSpecific", backend: { service: { name: "web", port: { name: "http" } } } },
                { path: "/api", pathType: "Prefix", backend: { service: { name: "api", port: { number: 8080 } } } },
              ],
            },
          },
        ],
      },
    });
    expect(result.value.metadata.annotations).toBeUndefined();
    expect(result.value.status).toBeUndefined();
  });

  test("keeps comments and order, and explains what changed", () => {
    expect(result.text).toContain("# the shop");
    expect(Object.keys(result.value)).toEqual(["apiVersion", "kind", "metadata", "spec"]);
    expect(result.notes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["spec.defaultBackend", "spec.ingressClassName", "spec.rules[0].http.paths[0].pathType"]),
    );
    expect(result.notes.filter(({ decide }) => decide).map(({ path }) => path)).toEqual(["spec.ingressClassName"]);
  });
});

test("an empty selector of a budget still selects nothing", () => {
  expect(converted(manifest("policy/v1beta1", "PodDisruptionBudget")).value.spec).toEqual({ minAvailable: 1 });
});

test("a selector that selects stays", () => {
  const [, budget = ""] = oldManifests.filter((text) => text.includes("kind: PodDisruptionBudget"));
  expect(converted(budget).value.spec.selector).toEqual({ matchLabels: { app: "web" } });
});

test("the time zone of a schedule has a field of its own, once it is there", () => {
  const cron = manifest("batch/v1beta1", "CronJob");
  expect(converted(cron).value.spec).toMatchObject({ schedule: "0 3 * * *", timeZone: "Europe/Rome" });
  expect(converted(cron, 25).value.spec.schedule).toMatch(/^CRON_TZ/);
});

test("metrics of v2beta1 have targets", () => {
  const { metrics } = converted(manifest("autoscaling/v2beta1", "HorizontalPodAutoscaler")).value.spec;
  expect(metrics).toEqual([
    { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } },
    { type: "Resource", resource: { name: "memory", target: { type: "AverageValue", averageValue: "200Mi" } } },
    {
      type: "ContainerResource",
      containerResource: { name: "cpu", container: "web", target: { type: "Utilization", averageUtilization: 60 } },
    },
    {
      type: "Pods",
      pods: {
        metric: { name: "requests", selector: { matchLabels: { a: "b" } } },
        target: { type: "AverageValue", averageValue: "10" },
      },
    },
    {
      type: "Object",
      object: {
        describedObject: { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "main" },
        metric: { name: "hits" },
        target: { type: "Value", value: "2k" },
      },
    },
    {
      type: "Object",
      object: {
        describedObject: { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "main" },
        metric: { name: "hits" },
        target: { type: "AverageValue", averageValue: "3" },
      },
    },
    {
      type: "External",
      external: {
        metric: { name: "queue", selector: { matchLabels: { q: "mail" } } },
        target: { type: "AverageValue", averageValue: "30" },
      },
    },
  ]);
});

test("a definition has a structural schema in each version, and keeps what it kept", () => {
  const { spec } = converted(manifest("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition")).value;
  expect(spec).toMatchObject({
    scope: "Namespaced",
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [{ jsonPath: ".spec.size" }],
        schema: {
          openAPIV3Schema: {
            type: "object",
            "x-kubernetes-preserve-unknown-fields": true,
            properties: {
              spec: {
                type: "object",
                properties: { ports: { type: "array" }, anything: { "x-kubernetes-preserve-unknown-fields": true } },
              },
            },
          },
        },
      },
    ],
  });
  for (const gone of ["version", "validation", "subresources", "additionalPrinterColumns"]) expect(spec).not.toHaveProperty(gone);
});

test("defaults that changed are written out", () => {
  const [webhook] = converted(manifest("admissionregistration.k8s.io/v1beta1", "ValidatingWebhookConfiguration")).value.webhooks;
  expect(webhook).toMatchObject({ failurePolicy: "Ignore", matchPolicy: "Exact", timeoutSeconds: 30, sideEffects: "None" });
  const old = converted(manifest("extensions/v1beta1", "Deployment")).value.spec;
  expect(old).toMatchObject({
    selector: { matchLabels: { app: "web" } },
    strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
  });
  expect(converted(manifest("extensions/v1beta1", "DaemonSet")).value.spec.updateStrategy).toEqual({ type: "OnDelete" });
  expect(converted(manifest("apps/v1beta2", "DaemonSet")).value.spec.updateStrategy).toBeUndefined();
});

describe("forms", () => {
  test("JSON stays JSON, and references are written out", () => {
    const json = JSON.stringify({
      apiVersion: "batch/v1beta1",
      kind: "CronJob",
      metadata: { name: "a" },
      spec: { schedule: "* * * * *" },
    });
    expect(JSON.parse(converted(json).text)).toMatchObject({ apiVersion: "batch/v1" });
    const shared =
      "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a, labels: &l {}}\nspec: {selector: *l}\n";
    expect(converted(shared).value).toEqual({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "a", labels: {} },
      spec: {},
    });
  });

  test("only what changed differs from what was there", () => {
    const role =
      "apiVersion: rbac.authorization.k8s.io/v1beta1\nkind: Role\nmetadata:\n    name: a # b\n\nrules:\n- apiGroups: ['']\n  verbs: [ get ]\n";
    const { before, text } = converted(role);
    expect(text).toBe(before.replace("v1beta1", "v1"));
  });

  test("the target decides which version", () => {
    expect(converted(manifest("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema"), 28).apiVersion).toMatch(/v1beta3$/);
    expect(convertManifest(manifest("networking.k8s.io/v1beta1", "Ingress"), 18)).toEqual({ kind: "none" });
  });

  test.each([
    "",
    "a: b",
    "- a",
    "kind: [",
    "apiVersion: v1\nkind: Pod\n",
    "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\n",
  ])("%j is left alone", (text) => expect(convertManifest(text, 37)).toEqual({ kind: "none" }));
});

test("every API with a replacement is rewritten in a case, or says why a person has to", () => {
  const cased = new Set(
    oldManifests.map((text) =>
      text
        .split("\n", 2)
        .join(" ")
        .replaceAll(/apiVersion: |kind: /g, ""),
    ),
  );
  // What programs send each other and what only components read has no manifest that an API server would take.
  const unsent = [
    "AdmissionReview",
    "ConversionReview",
    "Scale",
    "DeploymentRollback",
    "Policy",
    "Event",
    "ExecCredential",
    "CredentialProviderRequest",
  ];
  const left = apiLifecycles.filter((entry) => {
    const apiVersion = apiVersionOf(entry);
    const explained = byHand[`${apiVersion}/${entry.kind}`] ?? byHand[apiVersion];
    return replacementIn(entry, 37) && !explained && !cased.has(`${apiVersion} ${entry.kind}`) && !unsent.includes(entry.kind);
  });
  expect(left.map((entry) => `${apiVersionOf(entry)} ${entry.kind}`)).toEqual([]);
});

test.each(oldManifests.map((text) => [text.split("\n", 2).join(" "), text]))("%s: parses again, and is done", (_name, text) => {
  const { value, apiVersion, text: once } = converted(text);
  expect(value.apiVersion).toBe(apiVersion);
  expect(splitApiVersion(apiVersion).version).not.toMatch(/alpha/);
  expect(convertManifest(once, 37)).toEqual({ kind: "none" });
});
