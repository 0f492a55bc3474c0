import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { KubernetesObject } from "#core/inventory/from-objects.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { clusterBinding, clusterRole, inventoryOf, rule } from "#core/rbac/worlds.ts";
import { memoryIo } from "#test/cli/memory-io.ts";
import { readXml } from "#test/exports/xml-reader.ts";
import { runCommand } from "../program.ts";

let folder: string;
const file = (name: string) => join(folder, name);
const reader = clusterRole("reader", [rule("get", "", "pods")]);
const secrets = clusterRole("keys", [rule("get", "", "secrets")]);
const bound = clusterBinding("b", "reader", "User:jane");
const namespace: KubernetesObject = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-rbac-diff-"));
  const write = (name: string, objects: readonly object[]) =>
    writeFile(file(name), objects.map((one) => stringify(one)).join("---\n"));
  const snapshot = (name: string, objects: readonly KubernetesObject[]) =>
    writeFile(file(name), [...encodeInventory(inventoryOf(objects))].join(""));
  const world = [reader, secrets, bound, namespace];
  await snapshot("world.json", world);
  await write("world.yaml", world);
  await snapshot("later.json", [reader, secrets, namespace, clusterBinding("b", "reader", "User:bob")]);
  await write("same.yaml", [bound]);
  await write("harmless.yaml", [clusterBinding("c", "reader", "User:bob")]);
  await write("risky.yaml", [clusterBinding("c", "keys", "User:bob\u001b[31m")]);
  await write("moved.yaml", [clusterBinding("b", "keys", "User:jane")]);
  await write("broken.yaml", [{ ...bound, subject: [] }]);
});

async function run(...args: string[]) {
  const io = memoryIo();
  const code = await runCommand(io, ["rbac", "diff", ...args]);
  return { code, out: io.out(), said: io.said() };
}

const change = (name: string, ...more: string[]) => run("--snapshot", file("world.json"), "--with", file(name), ...more);

describe("rbac diff", () => {
  it("is 1 for a new risk, whatever was not seen", async () => {
    const { code, out } = await change("risky.yaml");
    expect(out).toMatch(/ClusterRoleBinding c +added/);
    expect(out).toMatch(/bob\\u001b\[31m +gains +everywhere +\[read-secrets\] get on secrets +ClusterRoleBinding c added/);
    expect(out).toMatch(/new +\w+ +rbac\/secret-readers/);
    expect(code).toBe(1);
  });

  it("is 1 for any gain where that is asked, and else not", async () => {
    expect((await change("harmless.yaml", "--fail-on", "gain")).code).toBe(1);
    expect((await change("harmless.yaml")).code).not.toBe(1);
    expect((await change("risky.yaml", "--fail-on", "none")).code).not.toBe(1);
    expect((await change("same.yaml", "--fail-on", "gain")).code).not.toBe(1);
  });

  it("is 0 where the cluster has all of it already", async () => {
    expect(await change("same.yaml", "--fail-on", "gain")).toMatchObject({ code: 0 });
  });

  it("is 2 where something that matters was not seen, and 1 for what may be a new risk", async () => {
    const manifests = (name: string) => run("--snapshot", file("world.yaml"), "--with", file(name));
    const same = await manifests("same.yaml");
    expect(same.out).toContain("unchanged: the cluster has it already");
    expect(same.out).toMatch(/Not seen +\S+/);
    expect(same.code).toBe(2);
    const risky = await manifests("risky.yaml");
    expect(risky.out).toMatch(/may be new +\w+ +rbac\/secret-readers/);
    expect(risky.code).toBe(1);
  });

  it("says what the API server would refuse", async () => {
    expect((await change("moved.yaml")).out).toContain("refused: the roleRef of a binding never changes");
    const { out } = await change("moved.yaml", "--delete", "ClusterRoleBinding b");
    expect(out).toMatch(/User jane +loses +everywhere +get on pods/);
  });

  it("names what it cannot read, by document and field", async () => {
    const { code, said } = await change("broken.yaml");
    expect(said).toMatch(/^The change cannot be read\.\ndocument 1: subject: The API server knows no such field\.\n/);
    expect(code).toBe(2);
    expect((await run("--snapshot", file("world.yaml"), "--delete", "Pod x")).said).toContain("names no object to delete");
    expect((await run("--snapshot", file("world.yaml"), "--with", file("gone.yaml"))).said).toContain("cannot be read (ENOENT)");
    expect((await run("--snapshot", file("world.yaml"))).said).toContain("rbac diff compares two things.");
  });

  it("compares two snapshots, however the second one is given", async () => {
    const [against, twice] = [
      await run("--snapshot", file("world.json"), "--against", file("later.json")),
      await run("--snapshot", file("world.json"), "--snapshot", file("later.json")),
    ];
    expect(against).toEqual(twice);
    expect(against.out).toMatch(/User bob +gains/);
    expect(against.out).toMatch(/User jane +loses/);
  });

  it("writes JSON, SARIF and JUnit that say the same", async () => {
    const json = JSON.parse((await change("risky.yaml", "-o", "json")).out);
    expect(json).toMatchObject({
      failed: true,
      complete: true,
      objects: [{ kind: "ClusterRoleBinding", name: "c", fate: "added", matters: true }],
      subjects: [
        {
          kind: "User",
          presence: "appeared",
          changes: [{ direction: "gained", scope: "cluster", sentences: ["get on secrets"] }],
        },
      ],
    });
    const [sarif] = JSON.parse((await change("risky.yaml", "-o", "sarif")).out).runs;
    const ids = sarif.results.map(({ ruleId }: { ruleId: string }) => ruleId);
    expect(ids).toContain("rbac-diff/gain");
    expect(ids.some((id: string) => id.startsWith("rbac/secret-readers/"))).toBe(true);
    const junit = (await change("risky.yaml", "-o", "junit")).out;
    expect(readXml(junit)).toMatchObject({ name: "testsuites" });
    expect(junit).toContain('<failure message="1 new">');
  });
});
