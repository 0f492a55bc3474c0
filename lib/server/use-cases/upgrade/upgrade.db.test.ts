import { beforeAll, describe, expect, test } from "vitest";
import type { JudgedManifests, UpgradeCatalogue } from "#contracts/upgrade.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";

let api: TestApi;
let admin: string;
let operator: string;
let viewer: string;
beforeAll(async () => {
  api = await createTestApi();
  admin = await api.signIn({});
  operator = await api.signIn({ role: "operator" });
  viewer = await api.signIn({ role: "viewer" });
});

const catalogue = async (cookie: string) =>
  (await (await api.ask("GET", "/upgrade/catalogue", { cookie })).json()) as UpgradeCatalogue;
const gke = async () =>
  (await catalogue(viewer)).calendar.support.find(({ provider, minor }) => provider === "gke" && minor === "1.34");
const place = "/upgrade/support-dates/gke/1.34/extended";

describe("the catalogue", () => {
  test("says how far it reaches, what each minor removes, and how long each is supported", async () => {
    const { reach, removals, calendar } = await catalogue(viewer);
    expect(reach).toEqual({ oldest: "1.15", newest: "1.37", made: "2026-11-23", apis: 248 });
    expect(removals[0]).toMatchObject({ minor: "1.37", byDefault: [] });
    expect(removals.find(({ minor }) => minor === "1.22")?.byDefault).toHaveLength(23);
    expect(calendar).toMatchObject({ asOf: "2026-11-23", managedAsOf: "2026-08-22", changes: [] });
    expect(await gke()).toMatchObject({ phase: "standardEnded", ends: [{ end: "standard", date: "2026-10-01" }] });
  });

  test("takes an operator's date in the place of its own, says whose it is, and lets it go again", async () => {
    const set = await api.ask("PUT", place, { cookie: operator, body: { date: "2028-01-31" } });
    expect(set.status).toBe(200);
    expect(await gke()).toMatchObject({ phase: "extended" });
    expect((await catalogue(viewer)).calendar.changes).toMatchObject([{ provider: "gke", minor: "1.34", date: "2028-01-31" }]);
    const log = await (await api.ask("GET", "/audit?limit=5", { cookie: admin })).text();
    expect(log).toContain("calendar.change");
    expect(log).toContain("2028-01-31");
    expect((await api.ask("DELETE", place, { cookie: operator })).status).toBe(200);
    expect(await gke()).toMatchObject({ phase: "standardEnded" });
    expect((await api.ask("DELETE", place, { cookie: operator })).status).toBe(404);
  });

  test("is changed by nobody who only reads, or sees some clusters only", async () => {
    const body = { date: "2028-01-31" };
    expect((await api.ask("PUT", place, { cookie: viewer, body })).status).toBe(403);
    const limited = await api.signIn({ role: "operator", scope: { clusters: [] } });
    expect((await api.ask("PUT", place, { cookie: limited, body })).status).toBe(403);
  });
});

describe("manifests", () => {
  const files = [
    {
      name: "a.yaml",
      text: "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: a\nspec:\n  selector: {}\n",
    },
    { name: "b.yaml", text: "kind: [" },
    { name: "c.yaml", text: "apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\n" },
  ];
  const judge = async (body: object) => api.ask("POST", "/upgrade/manifests", { cookie: viewer, body });

  test("are judged, rewritten with what changed its meaning, and what is broken is named", async () => {
    const answer = (await (await judge({ files, from: "1.33" })).json()) as JudgedManifests;
    expect(answer).toMatchObject({
      target: "1.37",
      counts: { blocker: 1, warning: 0, info: 0, fine: 0, foreign: 1 },
      findings: [{ file: "a.yaml", kind: "PodDisruptionBudget", verdict: "blocker", replacement: "policy/v1" }],
      notAssessed: [{ file: "b.yaml", reason: "broken" }],
      steps: ["1.34", "1.35", "1.36", "1.37"].map((minor) => ({ minor, removals: 0 })),
    });
    expect(answer.findings[0]?.conversion?.lines).toContainEqual({ kind: "removed", text: "  selector: {}" });
    expect(answer.findings[0]?.conversion?.notes).toMatchObject([{ path: "spec.selector", decide: true }]);
  });

  test("are not judged for a way back, or without end", async () => {
    expect((await judge({ files, target: "1.30", from: "1.31" })).status).toBe(400);
    expect((await judge({ files: [] })).status).toBe(400);
    const large = { name: "l", text: "a".repeat(5_000_000) };
    expect((await judge({ files: [large, large] })).status).toBe(400);
  });
});
