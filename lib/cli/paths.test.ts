/** The command paths, about something saved. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { account, namespace, pod } from "#core/rbac/paths/worlds.ts";
import { binding, clusterBinding, clusterRole, inventoryOf, role, rule } from "#core/rbac/worlds.ts";
import { memoryIo } from "#test/cli/memory-io.ts";
import { runCommand } from "./program.ts";

const world = [
  namespace("shop", "restricted"),
  account("shop", "boss"),
  pod("shop", "web", "boss"),
  clusterRole("root", [rule("*", "*", "*")]),
  clusterBinding("boss", "root", "ServiceAccount:shop/boss"),
  role("shop", "debugger", [rule("create", "", "pods/exec")]),
  binding("shop", "debuggers", "Role debugger", "User:eve", "User:\u001b[2Jhostile"),
  role("shop", "looker", [rule("get", "", "pods")]),
  binding("shop", "lookers", "Role looker", "Group:lookers"),
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-paths-"));
  const unseen = { state: "unseen", gaps: [{ resource: "pods", reason: "forbidden" }] } as const;
  const minor = { cluster: { minor: "1.37", discovery: { resources: [], gaps: [] } } };
  const write = (name: string, inventory: ReturnType<typeof inventoryOf>) =>
    writeFile(join(folder, name), gzipSync([...encodeInventory(inventory)].join("")));
  await write("seen.gz", inventoryOf(world, minor));
  await write("dark.gz", inventoryOf(world, { ...minor, coverage: { pods: unseen } }));
});

async function run(snapshot: string, ...args: readonly string[]) {
  const io = memoryIo();
  const code = await runCommand(io, ["paths", ...args, "--snapshot", join(folder, snapshot)]);
  return { code, out: io.out(), said: io.said() };
}

test("lists who escalates first, then who has it anyway, and what to cut", async () => {
  const { code, out, said } = await run("seen.gz");
  expect(code).toBe(0);
  expect(out.split("\n").map((line) => line.trimEnd())).toEqual([
    "SUBJECT                   HOPS       WAY",
    "User \\u001b[2Jhostile     2          ServiceAccount shop/boss → cluster-admin",
    "User eve                  2          ServiceAccount shop/boss → cluster-admin",
    "ServiceAccount shop/boss  by itself  cluster-admin",
    "",
  ]);
  expect(said).toBe("Removing ClusterRoleBinding boss ends the paths of 3 of 3 subjects.\n");
});

test("shows one subject's path with its proof; a path is a 1, none is a 0", async () => {
  const { code, out } = await run("seen.gz", "User:eve", "--to", "cluster-admin");
  expect(code).toBe(1);
  expect(out).toContain("  1. User eve may run code in a pod in namespace shop of ServiceAccount shop/boss\n");
  expect(out).toContain("     User eve ← RoleBinding shop/debuggers ← Role shop/debugger ← rule 1\n");
  expect(out).toContain("     pod shop/web on node node-1 runs as ServiceAccount shop/boss\n");
  expect(out).toMatch(/ {2}Ends without: (RoleBinding shop\/debuggers|ClusterRoleBinding boss)\n$/);
  expect(await run("seen.gz", "Group:lookers")).toMatchObject({ code: 0, out: expect.stringContaining("node-root: no path\n") });
  const json = JSON.parse((await run("seen.gz", "eve", "--to", "cluster-admin", "-o", "json")).out);
  expect(json.paths[0]).toMatchObject({
    to: "cluster-admin",
    verdict: "reached",
    hops: [{ kind: "enterPods" }, { kind: "holds" }],
  });
});

test("what was not seen leaves it open", async () => {
  const list = await run("dark.gz");
  expect(list).toMatchObject({ code: 2, said: expect.stringContaining("Not assessed: 2 subjects") });
  expect(await run("dark.gz", "User:eve", "--to", "cluster-admin")).toMatchObject({
    code: 2,
    out: "cluster-admin: not assessed, because not everything was seen\n",
    said: expect.stringMatching(/^Not seen: .*pods/),
  });
  expect(await run("dark.gz", "Group:lookers")).toMatchObject({ code: 0 });
});
