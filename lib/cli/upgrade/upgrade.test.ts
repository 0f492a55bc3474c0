import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiLifecycles, apiVersionOf } from "#core/upgrade/lifecycle.ts";
import { memoryIo } from "#test/cli/memory-io.ts";
import { runCommand } from "../program.ts";

let folder: string;
const file = (name: string) => join(folder, name);
const ingress = "apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata:\n  name: web\n  namespace: shop\n";
const service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-upgrade-"));
  for (const inner of ["all", "all/deep", "all/.git", "fine", "none", "templates"]) await mkdir(file(inner));
  await writeFile(file("all/a-broken.yaml"), `${service}---\nkind: "open\n`);
  await writeFile(file("all/b.yaml"), `${service}---\n${ingress}`);
  await writeFile(file("all/notes.txt"), ingress);
  await writeFile(file("all/.git/hidden.yaml"), ingress);
  await writeFile(
    file("all/deep/c.json"),
    '{"apiVersion":"policy/v1beta1","kind":"PodSecurityPolicy","metadata":{"name":"p\u202e"}}',
  );
  await writeFile(file("all/latin.yml"), Buffer.from([0x61, 0x3a, 0x20, 0xe9]));
  await symlink(file("all/b.yaml"), file("all/link.yaml"));
  await writeFile(file("fine/a.yaml"), `${service}---\napiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\n`);
  await writeFile(file("templates/t.yaml"), ingress.replace("web", "{{ .Release.Name }}"));
});

afterAll(() => rm(folder, { recursive: true }));

async function run(args: readonly string[], typed = "") {
  const io = memoryIo({ typed });
  const code = await runCommand(io, ["upgrade", ...args]);
  return { code, out: io.out(), said: io.said() };
}

describe("upgrade", () => {
  it("judges a folder, names what is broken, and is 1", async () => {
    const { code, out } = await run(["-f", file("all"), "--target", "1.37", "-o", "json"]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      target: "1.37",
      findings: [
        {
          apiVersion: "networking.k8s.io/v1beta1",
          kind: "Ingress",
          namespace: "shop",
          name: "web",
          file: file("all/b.yaml"),
          deprecated: "1.19",
          removed: "1.22",
          replacement: "networking.k8s.io/v1",
          verdict: "blocker",
          evidence: expect.stringContaining("1.22"),
        },
        expect.objectContaining({
          kind: "PodSecurityPolicy",
          file: file("all/deep/c.json"),
          replacement: null,
          verdict: "blocker",
        }),
      ],
      notAssessed: [
        { file: file("all/a-broken.yaml"), line: 6, reason: "broken", message: expect.any(String) },
        { file: file("all/latin.yml"), reason: "unreadable", message: expect.stringContaining("UTF-8") },
      ],
    });
    expect(out).not.toContain("\u202e");
  });

  it("is 0 where nothing stands in the way, whatever kinds are not known", async () => {
    const { code, out, said } = await run(["-f", file("fine"), "-o", "json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ target: "1.37", findings: [], notAssessed: [] });
    expect(said).toContain("Widget of example.com/v1");
    expect(said).toContain("1.37: 0 removals in this minor");
  });

  it("is 2 for templates, for nothing at all, and past the catalogue", async () => {
    expect(await run(["-f", file("templates")])).toMatchObject({ code: 2, out: expect.stringContaining("helm template") });
    expect(await run(["-f", file("none")])).toMatchObject({ code: 2, said: expect.stringContaining("There is no manifest") });
    expect(await run(["-f", file("nowhere")])).toMatchObject({
      code: 2,
      out: expect.stringContaining("There is nothing there."),
    });
    expect(await run(["-f", file("fine"), "--target", "1.38"])).toMatchObject({
      code: 2,
      out: expect.stringContaining("not known"),
    });
  });

  it("reads the input, in pieces, with the lines of the whole", async () => {
    const many = `${service}---\n`.repeat(40_000);
    const { code, out } = await run(["-f", "-", "-o", "json"], `${many}${ingress}`);
    expect(code).toBe(1);
    const [finding] = JSON.parse(out).findings;
    expect(finding).toMatchObject({ kind: "Ingress", name: "web" });
    expect(finding).not.toHaveProperty("file");
    expect((await run(["-f", "-"], `${many}${ingress}`)).out).toContain(`input:${40_000 * 5 + 1}`);
  });

  it("takes what the choice of severity names", async () => {
    const warned = ["-f", "-", "--target", "1.21", "-o", "json"];
    expect((await run(warned, ingress)).code).toBe(0);
    expect((await run([...warned, "--fail-on", "medium"], ingress)).code).toBe(1);
    expect((await run(["-f", "-", "--fail-on", "never"], ingress)).code).toBe(0);
  });

  it("is a list of steps over a skip, and no way back", async () => {
    const { said } = await run(["-f", "-", "--from", "1.20", "--target", "1.22"], ingress);
    expect(said).toContain("1.21: 0 removals in this minor");
    expect(said).toContain("1.22: 23 removals in this minor");
    expect(await run(["-f", "-", "--from", "1.22", "--target", "1.20"], ingress)).toMatchObject({ code: 2, out: "" });
    expect(await run(["-f", "-", "--target", "newest"], ingress)).toMatchObject({ code: 2, out: "" });
  });

  it("prints what to write instead, of lists too, and what to decide", async () => {
    const old = `${ingress}  annotations: {kubernetes.io/ingress.class: nginx}\nspec:\n  # all\n  backend: {serviceName: a, servicePort: 80}\n`;
    const { out } = await run(["-f", "-", "--convert"], old);
    expect(out).toContain("-apiVersion: networking.k8s.io/v1beta1\n+apiVersion: networking.k8s.io/v1\n");
    expect(out).toContain("   # all");
    expect(out).toContain("# DECIDE spec.ingressClassName");
    const list = {
      apiVersion: "v1",
      kind: "List",
      items: [{ apiVersion: "batch/v1beta1", kind: "CronJob", metadata: { name: "c" } }],
    };
    expect((await run(["-f", "-", "--convert"], JSON.stringify(list))).out).toContain('+  "apiVersion": "batch/v1"');
    expect(await run(["-f", "-", "--convert", "-o", "json"], old)).toMatchObject({ code: 2, out: "" });
  });

  it("writes SARIF with lines, and what was not assessed", async () => {
    const log = JSON.parse((await run(["-f", file("all"), "-o", "sarif"])).out);
    const [one] = log.runs[0].results;
    expect(one).toMatchObject({ ruleId: "upgrade/blocker", level: "error" });
    expect(one.locations[0].physicalLocation.region).toEqual({ startLine: 6 });
    expect(log.runs[0].invocations[0].toolExecutionNotifications).toHaveLength(2);
  });

  it("reaches every entry of the catalogue", async () => {
    const objects = apiLifecycles.map((entry) => ({
      apiVersion: apiVersionOf(entry),
      kind: entry.kind,
      metadata: { name: "a" },
    }));
    const { out, said } = await run(["-f", "-", "-o", "json"], objects.map((one) => JSON.stringify(one)).join("\n"));
    expect(said).not.toContain("not Kubernetes' own");
    const found = new Set(
      JSON.parse(out).findings.map((one: { apiVersion: string; kind: string }) => `${one.apiVersion} ${one.kind}`),
    );
    for (const entry of apiLifecycles) {
      const gone = entry.removed !== undefined && entry.removed <= 37;
      const expected = gone || entry.deprecated !== undefined || entry.onByDefault === false;
      expect([entry.kind, entry.version, found.has(`${apiVersionOf(entry)} ${entry.kind}`)]).toEqual([
        entry.kind,
        entry.version,
        expected,
      ]);
    }
  });
});
