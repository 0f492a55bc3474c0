/** Which images run, out of something saved. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { memoryIo } from "#test/cli/memory-io.ts";
import { runCommand } from "./program.ts";

const digest = `sha256:${"a".repeat(64)}`;
const pod = (namespace: string, name: string, image: string, imageID: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { namespace, name },
  spec: { containers: [{ name: "c", image }] },
  status: { phase: "Running", containerStatuses: [{ name: "c", image, imageID, ready: true, restartCount: 0 }] },
});
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-images-"));
  const items = [
    pod("shop", "a", "registry.test/shop:1", `docker-pullable://registry.test/shop@${digest}`),
    pod("shop", "b", `mirror.test/shop@${digest}`, `mirror.test/shop@${digest}`),
    pod("other", "c", "nginx", ""),
    pod("other", "d", "\u202e<b>", "nonsense"),
  ];
  await writeFile(join(folder, "pods.json"), JSON.stringify({ apiVersion: "v1", kind: "List", items }));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const io = memoryIo();
  const code = await runCommand(io, ["images", "--snapshot", join(folder, "pods.json"), ...args]);
  return { code, out: io.out(), said: io.said() };
}

test("the same bytes under two names are one image, and what is not known is said", async () => {
  const { out, said } = await run("-o", "json");
  expect(JSON.parse(out).images).toMatchObject([
    { withoutDigest: "absent", references: ["docker.io/library/nginx"], pinning: "latest", implicitRegistry: true },
    { digest, references: [`mirror.test/shop@${digest}`, "registry.test/shop:1"], pinning: "tag", pods: 2 },
    { withoutDigest: "unrecognised", references: ["\u202e<b>"] },
  ]);
  expect(said).toContain("not assessed");
});

test("people get a table of one namespace, safe to look at", async () => {
  expect((await run("-n", "shop")).out).toMatch(/sha256:a{12} +tag +2 +Pod shop\/a, Pod shop\/b/);
  const { out } = await run("-n", "other");
  expect(out).toContain("not pulled yet");
  expect(out).not.toContain("\u202e");
});
