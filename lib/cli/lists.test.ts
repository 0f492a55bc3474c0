/** Lists, lookups and made roles, about something saved. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import type { KubernetesObject } from "#core/inventory/from-objects.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { binding, clusterBinding, clusterRole, inventoryOf, role, rule, urlRule } from "#core/rbac/worlds.ts";
import { memoryIo } from "#test/cli/memory-io.ts";
import { readCsv } from "#test/exports/csv-reader.ts";
import { runCommand } from "./program.ts";

const pod: KubernetesObject = {
  ...{ apiVersion: "v1", kind: "Pod", metadata: { name: "p", namespace: "ci" } },
  spec: { serviceAccountName: "bot", nodeName: "n1", containers: [{ name: "c", image: "img:1" }] },
};
const world = [
  clusterRole("reader", [rule("get,list", "", "pods"), urlRule("get", "/metrics")]),
  role("shop", "secrets", [rule("get", "", "secrets", { resourceNames: ["a", "b"] })]),
  clusterBinding("read", "reader", "Group:devs", "ServiceAccount:ci/bot"),
  binding("shop", "secrets", "Role secrets", "User:jane", "ServiceAccount:ci/bot"),
  binding("shop", "hostile", "ClusterRole reader", 'User:=HYPERLINK("x")\u202e'),
  { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "bot", namespace: "ci" }, automountServiceAccountToken: false },
  pod,
];

let snapshot: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-lists-"));
  snapshot = join(folder, "world.gz");
  await writeFile(snapshot, gzipSync([...encodeInventory(inventoryOf(world))].join("")));
});

async function run(line: string, typed = "") {
  const io = memoryIo({ typed });
  const code = await runCommand(io, [...line.split(" "), "--snapshot", snapshot]);
  return { code, out: io.out(), said: io.said() };
}

describe("can-i --list", () => {
  test("lists by place, with names joined and the reason", async () => {
    const { code, out } = await run("can-i --list --as system:serviceaccount:ci:bot -A");
    expect(code).toBe(0);
    expect(out).toBe(
      [
        "In the groups system:serviceaccounts, system:serviceaccounts:ci, system:authenticated",
        "",
        "Everywhere",
        "RESOURCE  NAMES  VERBS     BECAUSE",
        "pods             get,list  ServiceAccount ci/bot ← ClusterRoleBinding read ← ClusterRole reader ← rule 1",
        "/metrics         get       ServiceAccount ci/bot ← ClusterRoleBinding read ← ClusterRole reader ← rule 2",
        "",
        "In shop",
        "RESOURCE  NAMES  VERBS  BECAUSE",
        "secrets   a,b    get    ServiceAccount ci/bot ← RoleBinding shop/secrets ← Role shop/secrets ← rule 1",
        "",
      ].join("\n"),
    );
  });

  test("has every source in JSON, and groups as they are given", async () => {
    const { out } = await run("can-i --list --as jane --as-group devs -n shop -o json");
    const list = JSON.parse(out);
    expect(list).toMatchObject({
      user: "jane",
      groups: ["devs", "system:authenticated"],
      complete: true,
      places: [{ namespace: "shop" }],
    });
    expect(list.places[0].rights.map((right: { resource?: string; url?: string; names?: string[] }) => right)).toMatchObject([
      { resource: "pods", verbs: ["get", "list"], because: [{ sentence: expect.stringContaining("Group devs") }] },
      { resource: "secrets", names: ["a", "b"] },
      { url: "/metrics" },
    ]);
  });
});

describe("lookup", () => {
  test("of an account shows what runs as it", async () => {
    const { code, out } = await run("lookup sa:ci/bot -o json");
    const [found] = JSON.parse(out).subjects;
    expect([code, found.bindings.map((one: { binding: { name: string } }) => one.binding.name)]).toEqual([
      0,
      ["read", "secrets"],
    ]);
    expect(JSON.parse(out).usedBy).toMatchObject({
      automount: false,
      pods: 1,
      nodes: ["n1"],
      workloads: [{ kind: "Pod", token: "notMounted" }],
    });
  });

  test("of a role shows its holders, and of a part of a name whatever has it", async () => {
    expect((await run("lookup clusterrole/reader")).out).toMatch(
      /^ServiceAccount ci\/bot +everywhere +ClusterRoleBinding read$/m,
    );
    const part = await run("lookup secret");
    expect([part.code, part.out.includes("Role shop/secrets")]).toEqual([0, true]);
    expect((await run("lookup ServiceAccount ci/bot -o json")).out).toBe((await run("lookup sa:ci/bot -o json")).out);
    expect((await run("lookup nothing-like-it")).code).toBe(1);
  });
});

test("policy-rules writes a record for each right, and nothing that a spreadsheet would run", async () => {
  const { code, out } = await run("policy-rules --subject hyperlink");
  const [head = [], ...rows] = readCsv(out);
  expect(code).toBe(0);
  expect(rows.map((row) => [row[head.indexOf("verb")], row[head.indexOf("note")]])).toEqual([
    ["get", ""],
    ["list", ""],
    ["get", "a RoleBinding gives no URL"],
    [undefined, "complete"].map((cell) => cell ?? ""),
  ]);
  expect(rows[0]?.[head.indexOf("subject")]).toMatch(/^'=HYPERLINK/);
  expect(out).not.toContain("\u202e");
  expect(JSON.parse((await run("policy-rules -o json")).out).rights).toHaveLength(13);
});

test("matrix prints how far each verb reaches", async () => {
  const { code, out } = await run("matrix --subject bot --resource pods");
  expect([code, out.split("\n")[1]?.split(/ {2,}/).slice(0, 5)]).toEqual([
    0,
    ["ServiceAccount ci/bot", "pods", "yes", "yes", "-"],
  ]);
  expect((await run("matrix --subject bot --resource pods -o csv")).out).toMatch(/,pods,yes,yes,no,/);
  expect(JSON.parse((await run("matrix --subject bot -o json")).out).rights).toMatchObject([
    { resource: "pods", verbs: { get: "yes", list: "yes" } },
    { resource: "secrets", verbs: { get: "names" } },
  ]);
});

describe("generate", () => {
  const event = (verb: string, name: string, decision = "allow") =>
    JSON.stringify({
      ...{ kind: "Event", apiVersion: "audit.k8s.io/v1", stage: "ResponseComplete", verb, user: { username: "jane" } },
      objectRef: { resource: "secrets", namespace: "shop", name },
      annotations: { "authorization.k8s.io/decision": decision },
      stageTimestamp: "2026-11-01T10:00:00.000000Z",
    });

  test("makes a role from a log, says what it rests on, what was refused and what was not used", async () => {
    const { code, out, said } = await run(
      "generate --from-audit - --as jane --names --compare",
      `${event("get", "a")}\n${event("delete", "a", "forbid")}\n`,
    );
    expect(code).toBe(0);
    const objects = parseAllDocuments(out).map((document) => document.toJS());
    expect(objects).toMatchObject([
      {
        kind: "Role",
        metadata: { namespace: "shop" },
        rules: [{ verbs: ["get"], resources: ["secrets"], resourceNames: ["a"] }],
      },
      { kind: "RoleBinding", subjects: [{ kind: "User", name: "jane" }] },
    ]);
    expect(said).toContain("Rests on 2 of 2 events, from 2026-11-01T10:00:00.000000Z to 2026-11-01T10:00:00.000000Z");
    expect(said).toContain('delete secrets "a" in shop (1 times)');
    expect(said).toContain('  get secrets "b" in shop');
  });

  test("makes a role from a list, and names the line that is none", async () => {
    const list = '{"verb":"get","resource":"pods"}\n{"verb":"get","path":"/metrics"}\n';
    const { code, out } = await run("generate --actions - --name viewer", list);
    expect([code, parseAllDocuments(out).map((document) => document.toJS().rules.length)]).toEqual([0, [2]]);
    expect((await run("generate --actions -", '{"verb":"get","resource":"pods"}\n{"verb":1}\n')).said).toContain(
      "Line 2 is no action.",
    );
  });
});
