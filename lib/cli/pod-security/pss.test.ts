import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { memoryIo } from "#test/cli/memory-io.ts";
import { runCommand } from "../program.ts";

let folder: string;
const file = (name: string) => join(folder, name);
const pod = (name: string, securityContext = "{}") =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n  containers:\n  - name: c\n    securityContext: ${securityContext}\n`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-pss-"));
  for (const inner of ["all", "sound", "none"]) await mkdir(file(inner));
  await writeFile(file("all/a.yaml"), `${pod("fine")}---\n${pod("bad", "{privileged: true}")}---\nkind: "open\n`);
  await writeFile(
    file("all/b.json"),
    '{"apiVersion":"v1","kind":"Pod","metadata":{"generateName":"made-"},"spec":{"containers":[{"name":"c"}]}}',
  );
  await writeFile(file("sound/a.yaml"), `${pod("fine")}---\napiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\n`);
});

afterAll(() => rm(folder, { recursive: true }));

async function run(args: readonly string[], typed = "") {
  const io = memoryIo({ typed });
  const code = await runCommand(io, ["pss", ...args]);
  return { code, out: io.out(), said: io.said() };
}

test("a folder is judged, what is broken is named, and what is refused makes 1", async () => {
  const { code, out } = await run(["-f", file("all"), "--level", "baseline", "--version", "v1.34", "-o", "json"]);
  expect(code).toBe(1);
  const privileged = {
    check: "privileged",
    reason: "privileged",
    detail: 'container "c" must not set securityContext.privileged=true',
  };
  const [a, b] = [file("all/a.yaml"), file("all/b.json")];
  expect(JSON.parse(out)).toEqual({
    results: [
      { file: a, kind: "Pod", namespace: "shop", name: "fine", allowed: true, violations: [] },
      { file: a, kind: "Pod", namespace: "shop", name: "bad", allowed: false, violations: [privileged] },
      { file: b, kind: "Pod", namespace: null, name: "made-", allowed: true, violations: [] },
    ],
    notAssessed: [{ file: a, line: 21, reason: "broken", message: expect.any(String) }],
  });
});

test("what is allowed is 0, whatever kinds are not known, and exemptions are said to be out of sight", async () => {
  const { code, out, said } = await run(["-f", file("sound"), "--level", "baseline", "--version", "latest"]);
  expect({ code, out }).toEqual({ code: 0, out: "" });
  expect(said).toContain("Widget of example.com/v1");
  expect(said).toContain("exempt");
});

test("2 is for nothing to judge, for policies to come and for what is no version", async () => {
  expect((await run(["-f", file("none"), "--level", "baseline"])).code).toBe(2);
  expect((await run(["-f", file("sound"), "--level", "baseline", "--version", "v1.38"])).code).toBe(2);
  expect(await run(["-f", file("sound"), "--level", "baseline", "--version", "newest"])).toMatchObject({ code: 2, out: "" });
  expect(await run(["-f", file("sound"), "--level", "privileged"])).toMatchObject({ code: 2, out: "" });
});

test("what is piped in is judged, with its lines, and hostile names are shown as they are", async () => {
  const { code, out } = await run(["-f", "-", "--level", "restricted"], `${pod("fine")}---\n${pod('"a\\u202E"')}`);
  expect(code).toBe(1);
  expect(out).toContain("-:11");
  expect(out).not.toContain("\u202e");
});
