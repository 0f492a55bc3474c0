import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster } from "#test/postgres/seed.ts";
import { namespacesOf, systemScope } from "./scope.ts";

let db: TestDatabase;
const id: Record<string, string> = {};
beforeAll(async () => {
  db = await createTestDatabase();
  const labels = { eu: { env: "prod", team: "payments" }, us: { env: "prod" }, lab: { env: "test" }, bare: {} };
  for (const [name, own] of Object.entries(labels)) id[name] = (await seedCluster(db, { name, labels: own })).id;
});
afterAll(() => db.close());

async function seen(stored: unknown): Promise<unknown> {
  const { clusters } = await db.repositories.scopes.resolve(stored);
  return clusters === "all" ? "all" : Object.keys(id).filter((name) => clusters.has(id[name] ?? ""));
}

describe("a granted scope", () => {
  it("by label means the clusters that carry all of the labels", async () => {
    expect(await seen({ labels: { env: "prod" } })).toEqual(["eu", "us"]);
    expect(await seen({ labels: { env: "prod", team: "payments" } })).toEqual(["eu"]);
    expect(await seen({ labels: { env: "production" } })).toEqual([]);
  });

  it("follows the labels at once, and forgets a removed cluster", async () => {
    await db.repositories.clusters.change(systemScope, id.lab ?? "", { labels: { env: "prod" } });
    expect(await seen({ labels: { env: "prod" } })).toEqual(["eu", "us", "lab"]);
    await db.repositories.clusters.remove(systemScope, id.lab ?? "");
    expect(await seen({ labels: { env: "prod" } })).toEqual(["eu", "us"]);
  });

  it("may be some namespaces of each cluster", async () => {
    const scope = await db.repositories.scopes.resolve({ labels: { team: "payments" }, namespaces: ["shop"] });
    expect(namespacesOf(scope, id.eu ?? "")).toEqual(new Set(["shop"]));
    expect(namespacesOf(scope, id.us ?? "")).toBeUndefined();
  });

  it("by id is what it was", async () => {
    expect(await seen({ clusters: "all" })).toBe("all");
    expect(await seen({ clusters: [{ id: id.us }] })).toEqual(["us"]);
  });

  it.each([
    { labels: {} },
    { labels: [] },
    { labels: null },
    { labels: { env: 7 } },
    { labels: "env" },
    { labels: { env: "prod" }, namespaces: "all" },
    { labels: { env: "prod" }, clusters: [] },
    undefined,
  ])("that is malformed grants nothing: %j", async (stored) => expect(await seen(stored)).toEqual([]));
});
