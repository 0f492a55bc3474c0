/** The comparison with a real API server: with RBAC alone all agrees, beside a webhook it differs, and says why. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Inventory } from "#core/inventory/inventory.ts";
import { authorizerFacts } from "#core/rbac/cross-check/authorizers.ts";
import { compareAnswers } from "#core/rbac/cross-check/compare.ts";
import { buildRbacIndex } from "#core/rbac/rbac-index.ts";
import { connectTo, tokenOf } from "#test/apiserver/reader.ts";
import type { KubeClient } from "#test/kube/client.ts";
import { injectedKube } from "#test/kube/injected.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";
import { collectInventory } from "./collect/collect.ts";
import { crossCheck } from "./cross-check.ts";

const seed = process.env.SEED ?? String(Date.now());
const count = Number(process.env.CASES ?? 200);
const rbac = ["roles", "clusterroles", "rolebindings", "clusterrolebindings"].map(
  (plural) => `${plural}.rbac.authorization.k8s.io` as const,
);
const resources = [...rbac, "namespaces"] as never;

/** Whom the webhook allows everything: a stranger, and a member of whatever group is asked for, so that every seed meets one. */
const known = ["drydock-cross-check", "drydock-cross-check-member"];

let kube: KubeClient;
let webhook: Server;
let folder: string;
let other: Kube;

beforeAll(async () => {
  console.log(`cross-check: SEED=${seed} CASES=${count}`);
  kube = injectedKube();
  webhook = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      const { spec } = JSON.parse(text) as { spec: { user: string } };
      const status = known.includes(spec.user) ? { allowed: true, reason: "the webhook knows them" } : { allowed: false };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", status }));
    });
  });
  await new Promise<void>((resolve) => webhook.listen(0, "127.0.0.1", resolve));
  folder = mkdtempSync(join(tmpdir(), "drydock-webhook-"));
  const server = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/`;
  const config = {
    ...{ apiVersion: "v1", kind: "Config", "current-context": "a", users: [{ name: "a", user: {} }] },
    clusters: [{ name: "a", cluster: { server } }],
    contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
  };
  writeFileSync(join(folder, "webhook.yaml"), JSON.stringify(config));
  other = await startKube({
    controllers: false,
    apiserverArgs: [
      "--authorization-mode=Webhook",
      "--authorization-webhook-version=v1",
      `--authorization-webhook-config-file=${join(folder, "webhook.yaml")}`,
    ],
  });
}, TIME_TO_START);
afterAll(async () => {
  await kube.close();
  await other.stop();
  webhook.close();
  rmSync(folder, { recursive: true });
});

async function checked(client: KubeClient, token?: string) {
  const connection = await connectTo(client, token);
  try {
    const collected = await collectInventory(connection, { resources });
    if (!collected.ok) throw new Error(collected.error.code);
    const result = await crossCheck(connection, collected.value, { seed, count });
    return { inventory: collected.value, result, paths: connection.paths };
  } finally {
    await connection.close();
  }
}

function compare(inventory: Inventory, result: Awaited<ReturnType<typeof crossCheck>>) {
  if (result.state !== "asked") throw new Error(result.reason);
  return compareAnswers(buildRbacIndex(inventory), result, authorizerFacts(inventory));
}

it("agrees in every sampled answer where RBAC alone decides", async () => {
  const { inventory, result } = await checked(kube);
  const comparison = compare(inventory, result);
  expect(comparison.differences).toEqual([]);
  expect(comparison).toMatchObject({ asked: count, agree: count, unknown: 0 });
  expect(result.state === "asked" && result.answers.filter(({ allowed }) => allowed).length).toBeGreaterThan(count / 4);
});

it("differs where a webhook allows more, and says so", async () => {
  const { inventory, result } = await checked(other);
  const { differences, agree } = compare(inventory, result);
  expect(agree).toBeGreaterThan(0);
  expect(differences.length).toBeGreaterThan(0);
  for (const { asked, cause, ours } of differences) {
    expect(known).toContain(asked.user.name);
    expect([cause, ours, asked.again]).toEqual(["webhook", "notAllowed", "differs"]);
    expect(asked.reason).toBe("the webhook knows them");
  }
});

it("asks nothing where the credential may not, beyond whether it may", async () => {
  const account = { namespace: "default", name: "drydock-cross-check-test" };
  const manifest = { apiVersion: "v1", kind: "ServiceAccount", metadata: account };
  const { result, paths } = await checked(kube, await tokenOf(kube, [manifest], account));
  expect(result).toEqual({ state: "notAsked", reason: "forbidden" });
  expect(paths.filter((path) => path.endsWith("subjectaccessreviews"))).toEqual([
    "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
  ]);
});
