/** assert, about something saved. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { ObjectsHeader } from "#core/inventory/from-objects.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { binding, clusterBinding, clusterRole, inventoryOf, role, rule } from "#core/rbac/worlds.ts";
import { memoryIo } from "#test/cli/memory-io.ts";
import { type Element, readXml } from "#test/exports/xml-reader.ts";
import { runCommand } from "./program.ts";

const world = [
  clusterRole("node-admin", [rule("delete", "", "nodes")]),
  clusterBinding("admins", "node-admin", "Group:platform-admins", "User:=cmd()", "Group:system:masters"),
  role("payments", "reader", [rule("get,list", "", "secrets")]),
  binding("payments", "readers", "Role reader", "ServiceAccount:app"),
];
const hidden = "clusterrolebindings.rbac.authorization.k8s.io";
const dark: ObjectsHeader["coverage"] = { [hidden]: { state: "unseen", gaps: [{ resource: hidden, reason: "forbidden" }] } };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-assert-"));
  for (const [name, coverage] of [
    ["seen", {}],
    ["dark", dark],
  ] as const)
    await writeFile(join(folder, name), gzipSync([...encodeInventory(inventoryOf(world, { coverage }))].join("")));
});

const holds = "{name: secrets, only: [sa:payments/*], can: read secrets in payments}";
const broken = "{name: nodes, only: [group:platform-admins], can: delete nodes}";
const missing = "{name: app, subject: sa:payments/app, can: delete secrets in payments}";

async function run(items: readonly string[], format: string, snapshot = "seen") {
  const io = memoryIo({ typed: `apiVersion: drydock/v1\nkind: AssertionList\nitems: [${items.join(", ")}]\n` });
  const code = await runCommand(io, ["assert", "-f", "-", "-o", format, "--snapshot", join(folder, snapshot)]);
  return { code, out: io.out(), said: io.said() };
}

function elementsOf(xml: string, name: string): readonly Element[] {
  const all = (element: Element): readonly Element[] => [element, ...element.children.flatMap(all)];
  return all(readXml(xml)).filter((element) => element.name === name);
}

describe("the exit code", () => {
  test.each([
    ["all hold", [holds], "seen", 0],
    ["one is broken", [holds, broken], "seen", 1],
    ["one is unknown", [holds], "dark", 2],
    ["broken wins over unknown", [holds, "{name: x, subject: sa:payments/app, cannot: list secrets in payments}"], "dark", 1],
    ["nothing is said", [], "dark", 0],
    ["the file is refused", ["{name: a}"], "seen", 2],
  ])("%s", async (_, items, snapshot, code) => {
    expect((await run(items, "table", snapshot)).code).toBe(code);
  });
});

test("JSON says who breaks it and how, and what is missing", async () => {
  const { assertions, complete } = JSON.parse((await run([holds, broken, missing], "json")).out);
  expect(complete).toBe(true);
  expect(assertions.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["holds", "broken", "broken"]);
  expect(assertions[1]).toMatchObject({
    name: "nodes",
    sentence: "only group:platform-admins can delete nodes",
    breaches: [
      {
        subject: { kind: "User", name: "=cmd()" },
        because: [{ sentence: "User =cmd() ← ClusterRoleBinding admins ← ClusterRole node-admin ← rule 1" }],
      },
    ],
  });
  expect(assertions[2].breaches).toEqual([
    {
      subject: { kind: "ServiceAccount", namespace: "payments", name: "app" },
      because: [],
      nearest: "Role payments/reader grants get and list on secrets, but not delete.",
    },
  ]);
});

test("the table, JUnit and SARIF say the same", async () => {
  const items = [holds, broken];
  const { out } = await run(items, "table");
  expect(out).toContain("User =cmd() ← ClusterRoleBinding admins");
  expect(out).toContain("2 assertions: 1 broken, 0 unknown");
  const junit = (await run(items, "junit")).out;
  expect(elementsOf(junit, "testcase")).toHaveLength(2);
  expect(elementsOf(junit, "failure")).toHaveLength(1);
  const dim = (await run([holds], "junit", "dark")).out;
  expect(elementsOf(dim, "skipped")).toHaveLength(1);
  const [log] = JSON.parse((await run(items, "sarif")).out).runs;
  expect(log.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(["rbac/assertion/allowed"]);
});
