/** Questions about something saved: in words, and many at once. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { ObjectsHeader } from "#core/inventory/from-objects.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { binding, inventoryOf, role, rule } from "#core/rbac/worlds.ts";
import { memoryIo } from "#test/cli/memory-io.ts";
import { runCommand } from "./program.ts";

const world = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "payments" } },
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } },
  role("payments", "reader", [rule("get,list", "", "secrets", { resourceNames: ["a"] })]),
  binding("payments", "reader", "Role reader", "User:jane", "ServiceAccount:ci/deployer"),
];

async function save(name: string, coverage: ObjectsHeader["coverage"] = {}): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, gzipSync([...encodeInventory(inventoryOf(world, { coverage }))].join("")));
  return path;
}

let folder: string;
let snapshot: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-questions-"));
  snapshot = await save("rbac.gz");
});

async function run(words: readonly string[], typed = "") {
  const io = memoryIo({ typed });
  const code = await runCommand(io, [...words, "--snapshot", snapshot]);
  return { code, out: io.out(), said: io.said() };
}

describe("a question in words", () => {
  test("is understood aloud, and answered as the same question in arguments", async () => {
    const inWords = await run(["who-can", "get secrets/a in payments", "-o", "json"]);
    expect(inWords).toMatchObject({ code: 0, said: 'Who can get secrets "a" in payments.\n' });
    expect(inWords.out).toBe((await run(["who-can", "get", "secrets/a", "-n", "payments", "-o", "json"])).out);
    const several = await run(["who-can", "read", "secrets/a", "in", "payments", "-o", "json"]);
    expect(JSON.parse(several.out)).toEqual(JSON.parse(inWords.out));
  });

  test("names its subject", async () => {
    const allowed = await run(["can-i", "can sa:ci/deployer get secrets/a in payments", "-o", "json"]);
    expect([allowed.code, JSON.parse(allowed.out).verdict]).toEqual([0, "allowed"]);
  });

  test("says where it is asked, or an option does, or the context", async () => {
    const asked = async (...words: string[]) => (await run(["who-can", ...words])).said;
    expect(await asked("exec into pods")).toBe("Who can create pods/exec in default.\n");
    expect(await asked("exec into pods", "-A")).toBe("Who can create pods/exec in at least one namespace.\n");
    expect(await asked("exec into pods everywhere")).toBe("Who can create pods/exec in the whole cluster.\n");
  });
});

describe("VERB and RESOURCE", () => {
  const asked = async (...words: string[]) => (await run(["who-can", ...words])).said;
  const other = "The cluster has no namespace paymets: the answer is about one that does not exist.\n";

  test("say which namespace is meant where nothing names one", async () => {
    expect(await asked("get", "secrets")).toBe("Asked about the namespace default; -n NAME asks about another, -A about any.\n");
    expect(await asked("get", "secrets", "-n", "payments")).toBe("");
    expect(await asked("get", "secrets", "-A")).toBe("");
    expect(await asked("get", "nodes")).toBe("");
  });

  test("say where the namespace is not there", async () => {
    expect(await asked("get", "secrets", "-n", "paymets")).toBe(other);
    expect(await asked("read secrets in paymets")).toContain(other);
    expect((await run(["can-i", "--list", "--as", "jane", "-n", "paymets"])).said).toContain(other);
  });
});

describe("a no", () => {
  test("comes with the rule that is nearest and the smallest role", async () => {
    const { code, out } = await run(["can-i", "get", "secrets/b", "--as", "jane", "-n", "payments", "-o", "json"]);
    const { verdict, because, missing } = JSON.parse(out);
    expect({ code, verdict, because }).toEqual({ code: 1, verdict: "notAllowed", because: [] });
    expect(missing.nearest[0].sentence).toBe("Role payments/reader grants get on secrets only for the name a.");
    expect(missing.grant).toContain("resourceNames:\n      - b\n");
    expect(missing.grant).toContain("kind: RoleBinding");
    const text = await run(["can-i", "get", "secrets/b", "--as", "jane", "-n", "payments"]);
    expect(text.out).toContain("only for the name a.");
    expect(text.out).toContain("kind: RoleBinding");
  });

  test("has no such field where it is a yes", async () => {
    const { out } = await run(["can-i", "get", "secrets/a", "--as", "jane", "-n", "payments", "-o", "json"]);
    expect(Object.keys(JSON.parse(out))).toEqual(["verdict", "because"]);
  });
});

const line = (fields: object) => JSON.stringify(fields);
const review = { verb: "get", resource: "secrets", namespace: "payments", name: "a" };

describe("can-i --questions", () => {
  test("answers each line in order, with nothing added to who asks", async () => {
    const lines = [
      line({ user: "jane", ...review }),
      "",
      line({ user: "jane", ...review, name: "b" }),
      line({ user: "", groups: ["system:masters"], ...review }),
      line({
        user: "jane",
        groups: [],
        verb: "get",
        group: "",
        resource: "",
        subresource: "",
        name: "",
        namespace: "",
        path: "/metrics",
      }),
      line({ user: "system:serviceaccount:ci:deployer", groups: null, ...review }),
      "{}",
    ];
    const file = join(folder, "lines.jsonl");
    await writeFile(file, `\uFEFF${lines.join("\r\n")}`);
    const expected = ["allowed", "notAllowed", "allowed", "notAllowed", "allowed", "notAllowed"];
    const fromFile = await run(["can-i", "--questions", file, "-o", "json"]);
    expect(JSON.parse(fromFile.out)).toEqual(expected.map((verdict) => ({ verdict })));
    expect(fromFile).toMatchObject({ code: 0, said: "" });
    const piped = await run(["can-i", "--questions", "-", "-o", "json"], lines.join("\n"));
    expect(piped.out).toBe(fromFile.out);
    expect((await run(["can-i", "--questions", file])).out).toBe(`${expected.join("\n")}\n`);
    expect(JSON.parse((await run(["can-i", "--questions", "-", "-o", "json"], "")).out)).toEqual([]);
  });

  test.each([
    ["not json", "Line 2: this is not JSON."],
    ["[]", "Line 2: "],
    [line({ users: "jane" }), "Line 2: Unrecognized key"],
    [line({ user: 1 }), "Line 2: user: "],
    [line({ groups: "devs" }), "Line 2: groups: "],
    [line({ resource: "pods", path: "/x" }), "Line 2: A path and a resource exclude each other."],
  ])("names the line that is no question: %s", async (bad, says) => {
    const { code, out, said } = await run(["can-i", "--questions", "-", "-o", "json"], `{}\n${bad}\n{}`);
    expect([code, out]).toEqual([2, ""]);
    expect(said).toContain(says);
  });

  test("says where a file is not", async () => {
    expect(await run(["can-i", "--questions", "/nowhere.jsonl"])).toMatchObject({
      code: 2,
      said: expect.stringContaining("There is nothing at /nowhere.jsonl."),
    });
  });

  test("is unknown, and 2, where not all was seen", async () => {
    const io = memoryIo({ typed: line({ user: "jane", ...review, verb: "delete" }) });
    const resource = "clusterrolebindings.rbac.authorization.k8s.io";
    const dark = await save("dark.gz", { [resource]: { state: "unseen", gaps: [{ resource, reason: "forbidden" }] } });
    expect(await runCommand(io, ["can-i", "--questions", "-", "-o", "json", "--snapshot", dark])).toBe(2);
    expect(JSON.parse(io.out())).toEqual([{ verdict: "unknown" }]);
  });
});
