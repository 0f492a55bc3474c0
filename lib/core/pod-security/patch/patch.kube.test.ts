/** Patches as the API server applies them, and the pods that come of them, in namespaces that enforce the level aimed at. */
import { hash } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KubeClient } from "#test/kube/client.ts";
import { injectedKube } from "#test/kube/injected.ts";
import { oddPods } from "#test/pod-security/pods.ts";
import { podOfManifest } from "../manifest.ts";
import { labelPrefix } from "../namespace-policy.ts";
import { remedyFor } from "./patch.ts";

const seed = Number(process.env.SEED ?? hash("sha256", String(process.hrtime.bigint())).slice(0, 6).replaceAll(/\D/g, "7"));
const levels = ["baseline", "restricted"] as const;
const open = "drydock-patches";
const enforcing = (level: string) => `${open}-${level}`;
let kube: KubeClient;

beforeAll(async () => {
  kube = injectedKube();
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "pods" } };
  for (const [name, level] of [[open, "privileged"], ...levels.map((one) => [enforcing(one), one])]) {
    const labels = { [`${labelPrefix}enforce`]: level };
    await kube.send("/api/v1/namespaces", {
      method: "POST",
      body: { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } },
    });
    await kube.send(`/api/v1/namespaces/${name}/serviceaccounts`, { method: "POST", body: account });
  }
});
afterAll(async () => {
  for (const name of [open, ...levels.map(enforcing)]) await kube.send(`/api/v1/namespaces/${name}`, { method: "DELETE" });
  await kube.close();
});

interface Template {
  readonly metadata: { readonly annotations?: object };
  readonly spec: object;
}
type Answer = { readonly message?: string; readonly spec: { readonly template: Template } };

test.each(levels)(`patches of seed ${seed} make Deployments whose pods %s lets in`, async (level) => {
  const pods = fc.sample(oddPods({ plausible: true }), { seed, numRuns: 60 });
  let patched = 0;
  for (const [number, { metadata, spec }] of pods.entries()) {
    const labels = { app: "a" };
    const { name: _name, ...described } = metadata;
    const template = { metadata: { ...described, labels }, spec: { ...spec, serviceAccountName: "pods" } };
    const meta = { name: `d-${level}-${number}` };
    const body = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: meta,
      spec: { replicas: 0, selector: { matchLabels: labels }, template },
    };
    const path = `/apis/apps/v1/namespaces/${open}/deployments`;
    const created = await kube.request<Answer>(path, { method: "POST", body });
    if (created.status === 422) continue;
    const found = podOfManifest("apps/v1", "Deployment", () => created.body);
    if (found.kind !== "pod") throw new Error(JSON.stringify(found));
    const { patch, byHand } = remedyFor(found.pod, { level, version: "latest" });
    if (byHand.length > 0) continue;
    const changed = await kube.request<Answer>(`${path}/${meta.name}?dryRun=All`, {
      method: "PATCH",
      body: { spec: { template: patch ?? {} } },
      headers: { "Content-Type": "application/strategic-merge-patch+json" },
    });
    expect([seed, body, patch, changed.status, changed.body.message]).toEqual([seed, body, patch, 200, undefined]);
    const { metadata: written, spec: wanted } = changed.body.spec.template;
    const made = await kube.request<Answer>(`/api/v1/namespaces/${enforcing(level)}/pods?dryRun=All`, {
      method: "POST",
      body: { apiVersion: "v1", kind: "Pod", metadata: { ...written, name: "p" }, spec: wanted },
    });
    expect([seed, body, patch, made.status, made.body.message]).toEqual([seed, body, patch, 201, undefined]);
    if (patch !== undefined) patched += 1;
  }
  expect(patched).toBeGreaterThan(10);
});
