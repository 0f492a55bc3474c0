/** What images say of themselves over the API, for readers of the whole cluster and of one namespace of it. */
import { expect, test } from "vitest";
import type { ImageFactsView } from "#contracts/image-facts.ts";
import { digestOf, runningPod } from "#core/checks/supply-chain/worlds.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { found } from "#core/supply-chain/discovery/look.ts";
import { readDocuments } from "#core/supply-chain/documents/read.ts";
import { imageFacts } from "#core/supply-chain/images/image-facts.ts";
import { pack } from "#server/database/packed-json.ts";
import { storeDocument } from "#server/database/supply-chain/store-document.ts";
import { createTestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const canary = "drydock-canary-facts-5b1e";
const stored = { fileKey: "k", fileName: "f", given: true, origin: "upload", uploadedBy: "Ada", uploadedAt: new Date() } as const;
const blob = { mediaType: "application/octet-stream", digest: digestOf("c") as `sha256:${string}`, size: 1_000, annotations: {} };

test("an image tells its age, user and traces, where something looks like a credential, and nobody is told of others", async () => {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const objects = [
    runningPod({ name: "web", image: "r.example/web:1", imageID: `r.example/web@${digestOf("a")}` }),
    runningPod({ name: "db", image: "r.example/db:1", imageID: `r.example/db@${digestOf("b")}`, namespace: "bank" }),
  ];
  const facts = { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } };
  await seedScan(
    api.data,
    cluster,
    inventoryOfObjects(objects, { takenAt: "2026-11-24T00:00:00Z", source: "live", cluster: facts }),
  );
  const said = imageFacts(
    { created: "1970-01-01T00:00:00Z", os: "linux", architecture: "arm64", config: { Env: [`DB_PASSWORD=${canary}`] } },
    { annotations: {}, config: blob, layers: [blob] },
  );
  const { pool } = api.data.database;
  await pool.query("UPDATE registry_images SET facts = $1 WHERE repository = 'web'", [await pack(found(said))]);
  const idOf = async (repository: string) =>
    (await pool.query<{ id: string }>("SELECT id FROM registry_images WHERE repository = $1", [repository])).rows[0]?.id;
  const [web, db] = [await idOf("web"), await idOf("db")];
  const whole = await api.signIn({ role: "viewer", scope: { clusters: "all" } });
  const shop = await api.signIn({ role: "viewer", scope: { clusters: [{ id: cluster, namespaces: ["shop"] }] } as never });
  const answer = await api.ask("GET", `/images/${web}/facts`, { cookie: shop });
  const text = await answer.text();
  expect(JSON.parse(text)).toEqual({
    ...{ kind: "found", createdUnknown: "fixed", size: 2_000, layers: 1, platform: "linux/arm64", user: "root" },
    ...{ shell: false, packageManagers: [], base: {}, secretsCut: false },
    secrets: [{ where: "environment", key: "DB_PASSWORD", credential: "name:password" }],
  });
  expect(text).not.toContain(canary);
  const unseen = (await (await api.ask("GET", `/images/${db}/facts`, { cookie: whole })).json()) as ImageFactsView;
  expect(unseen).toEqual({ kind: "unknown", reason: "It was not looked at yet." });
  await pool.query("UPDATE registry_images SET due_at = NULL, reason = 'r.example is not allowed.' WHERE id = $1", [db]);
  expect(await (await api.ask("GET", `/images/${db}/facts`, { cookie: whole })).json()).toMatchObject({
    reason: "r.example is not allowed.",
    remedy: "Allow its registry under Settings → Registries.",
  });
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    components: [{ type: "library", name: "bash", purl: "pkg:deb/debian/bash@5.2" }],
  };
  const document = readDocuments(bill);
  if (!document.ok) throw new Error(document.error);
  const ask = async (sql: string, values: readonly unknown[]) => (await pool.query(sql, [...values])).rows;
  for (const [seq, one] of document.value.entries())
    await storeDocument(ask, { ...stored, seq, document: one, digests: [digestOf("a")] });
  expect(await (await api.ask("GET", `/images/${web}/facts`, { cookie: shop })).json()).toMatchObject({
    packages: { count: 1, ofSystem: true, shells: ["bash"], managers: [] },
  });
  expect((await api.ask("GET", `/images/${db}/facts`, { cookie: shop })).status).toBe(404);
});
