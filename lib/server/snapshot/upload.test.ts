import { gzipSync, zstdCompressSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { emptyInventory, withLooks } from "#core/inventory/build.ts";
import { type Inventory, inventoryVersion } from "#core/inventory/inventory.ts";
import { projectItem } from "#core/inventory/project/projector.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { tarArchive } from "#test/archives/tar-archive.ts";
import { readUpload, type UploadLimits } from "./upload.ts";

const now = new Date("2026-11-24T10:00:00Z");
const pod = (name: string, namespace?: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, ...(namespace && { namespace }) },
  spec: { containers: [{ name: "c", image: "i", env: [{ name: "PASSWORD", value: "drydock-canary-env" }] }] },
});
const secret = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "s", namespace: "web" },
  data: { password: "ZHJ5ZG9jay1jYW5hcnk=" },
  stringData: { other: "drydock-canary-string" },
};
const configMap = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "c", namespace: "web" },
  data: { url: "drydock-canary-map" },
};
const role = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "Role",
  metadata: { name: "r", namespace: "web" },
  rules: [{ verbs: ["get"], apiGroups: [""], resources: ["pods"] }],
};
const list = (...items: object[]) => ({ apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } });

const saved = withLooks(emptyInventory({ takenAt: "2026-11-01T00:00:00.000Z", source: "live" }), [
  {
    resource: "pods",
    apiVersion: "v1",
    coverage: { state: "complete" },
    items: [pod("b", "x"), pod("a", "x")].flatMap((one) => projectItem("pods", one) ?? []),
  },
]);
const snapshot = Buffer.from([...encodeInventory(saved)].join(""));

async function accepted(bytes: Uint8Array | string, limits: Partial<UploadLimits> = {}): Promise<Inventory> {
  const read = await readUpload(Buffer.from(bytes), { now, limits });
  if (!read.ok) throw new Error(`${read.error.code}: ${read.error.message}`);
  expect(JSON.stringify(read.value)).not.toMatch(/canary|ZHJ5ZG9j/);
  return read.value;
}

async function refused(bytes: Uint8Array | string, limits: Partial<UploadLimits> = {}) {
  const read = await readUpload(Buffer.from(bytes), { now, limits });
  if (read.ok) throw new Error("was accepted");
  expect(read.error.message).not.toMatch(/canary/);
  expect(read.error.remedy.length).toBeGreaterThan(10);
  return read.error;
}
const names = (inventory: Inventory) => inventory.looks.pods.items.map(({ meta }) => `${meta.namespace}/${meta.name}`);

describe("our own snapshot", () => {
  it.each([
    ["plain", snapshot],
    ["gzip", gzipSync(snapshot)],
    ["zstd", zstdCompressSync(snapshot)],
    ["gzip in two members", Buffer.concat([gzipSync(snapshot.subarray(0, 100)), gzipSync(snapshot.subarray(100))])],
  ])("is read as it was taken: %s", async (_form, bytes) => {
    expect(await accepted(bytes)).toEqual({ ...saved, source: "snapshot" });
  });

  it("arrives in pieces of any size", async () => {
    const bytes = gzipSync(snapshot);
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    }
    expect(await readUpload(pieces(), { now })).toMatchObject({ ok: true, value: { source: "snapshot" } });
  });

  it("is refused when it was cut off, wherever that is", async () => {
    for (const whole of [snapshot, gzipSync(snapshot), zstdCompressSync(snapshot)]) {
      for (const share of [0.3, 0.6, 0.95])
        expect((await refused(whole.subarray(0, Math.floor(whole.length * share)))).code).toBe("snapshotTruncated");
    }
    expect((await refused(snapshot.subarray(0, -1 - (snapshot.toString().trimEnd().split("\n").at(-1)?.length ?? 0)))).code).toBe(
      "snapshotTruncated",
    );
  });

  it("is refused when it is of a newer format, changed, or damaged", async () => {
    const text = snapshot.toString();
    expect((await refused(text.replace(`"version":${inventoryVersion}`, '"version":99'))).code).toBe("snapshotVersion");
    expect((await refused(text.replace('"name":"a"', '"name":"z"'))).code).toBe("snapshotCorrupt");
    const damaged = gzipSync(snapshot);
    damaged[Math.floor(damaged.length / 2)] = (damaged[Math.floor(damaged.length / 2)] ?? 0) ^ 0xff;
    expect((await refused(damaged)).code).toBe("snapshotCorrupt");
    expect(
      (await refused(Buffer.concat([snapshot.subarray(0, 50), Buffer.from([0xff, 0xfe]), snapshot.subarray(50)]))).code,
    ).toBe("snapshotCorrupt");
  });
});

describe("what kubectl printed", () => {
  const objects = [pod("a", "web"), pod("b", "shop"), secret, configMap, role];
  it.each([
    ["-o json", JSON.stringify(list(...objects), null, 4)],
    ["-o yaml", stringify(list(...objects))],
    ["-o yaml, as kubectl indents it", stringify(list(...objects), { indentSeq: false })],
    ["-o yaml with long lines folded", stringify(list(...objects), { lineWidth: 20 })],
    ["documents", objects.map((one) => stringify(one)).join("---\n")],
    [
      "documents with comments and marks",
      `# first\n--- # here\n${objects.map((one) => stringify(one)).join("\n--- \n# note\n")}\n...\n`,
    ],
    ["JSON documents in YAML", objects.map((one) => JSON.stringify(one)).join("\n---\n")],
    [
      "lists of one kind",
      [
        {
          kind: "PodList",
          apiVersion: "v1",
          items: objects.slice(0, 2).map(({ kind: _kind, apiVersion: _version, ...rest }) => rest),
        },
        ...objects.slice(2),
      ]
        .map((one) => stringify(one))
        .join("---\n"),
    ],
    ["with a byte order mark and Windows line ends", `\uFEFF${stringify(list(...objects)).replaceAll("\n", "\r\n")}`],
    ["compressed", gzipSync(stringify(list(...objects)))],
  ])("is read: %s", async (_form, text) => {
    const inventory = await accepted(text);
    expect(names(inventory)).toEqual(["shop/b", "web/a"]);
    expect(inventory.looks.secrets.items).toMatchObject([{ meta: { name: "s" }, keys: ["other", "password"] }]);
    expect(inventory.looks["roles.rbac.authorization.k8s.io"].items).toHaveLength(1);
    expect(inventory).toMatchObject({ source: "manifests", takenAt: now.toISOString() });
  });

  it("never calls a kind complete: nobody knows what a file leaves out", async () => {
    const { looks } = await accepted(JSON.stringify(list(pod("a", "web"))));
    expect(looks.pods).toMatchObject({
      apiVersion: "v1",
      coverage: { state: "partial", gaps: [{ resource: "pods", reason: "notCollected" }] },
    });
    for (const [resource, look] of Object.entries(looks)) if (resource !== "pods") expect(look.coverage.state).toBe("unseen");
  });

  it("keeps what it cannot read as a gap", async () => {
    const { looks } = await accepted(
      JSON.stringify(
        list(
          pod("a", "web"),
          { ...pod("b", "web"), spec: 1 },
          { apiVersion: "extensions/v1beta1", kind: "Ingress", metadata: { name: "old" } },
        ),
      ),
    );
    expect(looks.pods.coverage).toMatchObject({ gaps: [{ reason: "decodeError" }, { reason: "notCollected" }] });
    expect(looks["ingresses.networking.k8s.io"].coverage).toMatchObject({
      state: "unseen",
      gaps: [{ reason: "decodeError", detail: expect.stringContaining("extensions/v1beta1") }, {}],
    });
  });

  it("puts what names no namespace where kubectl would, and the last of two of one name counts", async () => {
    expect(names(await accepted(stringify(pod("a"))))).toEqual(["default/a"]);
    expect(names(await accepted(`${stringify(pod("a", "x"))}---\n${stringify(pod("a", "x"))}`))).toEqual(["x/a"]);
  });

  it("knows the cluster by its kube-system namespace, where that is there", async () => {
    const inventory = await accepted(
      JSON.stringify(list({ apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-system", uid: "u-1" } })),
    );
    expect(inventory.cluster.uid).toBe("u-1");
  });

  it("reads aliases and merges as kubectl does", async () => {
    const inventory = await accepted(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: &l {x: y}}\nspec:\n  containers:\n  - &c {name: c, image: i}\n  - {<<: *c, name: d}\n",
    );
    expect(inventory.looks.pods.items[0]?.spec.containers.map(({ name, image }) => [name, image])).toEqual([
      ["c", "i"],
      ["d", "i"],
    ]);
  });

  it("is plain data, whatever its keys are called", async () => {
    await accepted(
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"__proto__":"x","constructor":"y"}},"spec":{"containers":[]},"__proto__":{"polluted":true}}',
    );
    await accepted("apiVersion: v1\nkind: Pod\n__proto__: {polluted: true}\nmetadata: {name: a}\nspec: {containers: []}\n");
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("an archive of manifests", () => {
  const files = {
    "web/pod.yaml": stringify(pod("a", "web")),
    "shop.json": JSON.stringify(pod("b", "shop")),
    "README.md": "# canary",
    ".git/x.yaml": "a: [",
    "__MACOSX/._pod.yaml": "\u0000",
  };
  const entries = Object.entries(files).map(([path, content]) => ({ path, content }));
  const zipped = (contents: Record<string, string | [Uint8Array, object]>, level: 0 | 6 = 6) =>
    Buffer.from(
      zipSync(
        Object.fromEntries(
          Object.entries(contents).map(([path, content]) => [path, typeof content === "string" ? Buffer.from(content) : content]),
        ) as never,
        { level },
      ),
    );

  it.each([
    ["tar", tarArchive([{ path: "web/", type: "5" }, ...entries])],
    ["tar.gz", gzipSync(tarArchive(entries))],
    ["tar.zst", zstdCompressSync(tarArchive(entries))],
    ["zip", zipped(files)],
    ["zip, stored", zipped(files, 0)],
  ])("is read: %s", async (_form, bytes) => {
    expect(names(await accepted(bytes))).toEqual(["shop/b", "web/a"]);
  });

  it.each(["../evil.yaml", "a/../../evil.yaml", "/etc/evil.yaml", "C:/evil.yaml", "a\\..\\evil.yaml"])(
    "is refused for the path %s",
    async (path) => {
      expect(await refused(tarArchive([{ path, content: "a: 1" }]))).toMatchObject({ code: "archivePath" });
      expect(await refused(zipped({ [path]: "a: 1" }))).toMatchObject({ code: "archivePath" });
    },
  );

  it("is refused for a link or a device", async () => {
    for (const type of ["1", "2", "3", "4", "6"])
      expect(await refused(tarArchive([{ path: "a.yaml", type, ...(type < "3" && { link: "/etc/passwd" }) }]))).toMatchObject({
        code: "archiveLink",
        path: "a.yaml",
      });
    const link = zipped({ "a.yaml": [Buffer.from("/etc/passwd"), { os: 3, attrs: (0o120777 << 16) >>> 0 }] });
    expect(await refused(link)).toMatchObject({ code: "archiveLink" });
  });

  it("is refused when it was cut off or damaged", async () => {
    const tar = tarArchive(entries);
    expect((await refused(tar.subarray(0, 600))).code).toBe("snapshotTruncated");
    expect((await refused(gzipSync(tar).subarray(0, -20))).code).toBe("snapshotTruncated");
    const damagedTar = Buffer.from(tar);
    damagedTar[0] = 0x58;
    expect((await refused(damagedTar)).code).toBe("snapshotCorrupt");
    const zip = zipped(files);
    expect((await refused(zip.subarray(0, -30))).code).toBe("snapshotTruncated");
    const damagedZip = Buffer.from(zip);
    damagedZip[60] = (damagedZip[60] ?? 0) ^ 0xff;
    expect((await refused(damagedZip)).code).toMatch(/snapshotCorrupt|snapshotTruncated|snapshotBomb/);
  });

  it("is refused when it is encrypted or has too many files", async () => {
    const encrypted = zipped({ "a.yaml": "a: 1" });
    const central = encrypted.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    encrypted.writeUInt16LE(1, central + 8);
    expect(await refused(encrypted)).toMatchObject({ code: "archiveEncrypted" });
    for (const bytes of [tarArchive(entries), zipped(files)])
      expect(await refused(bytes, { files: 2 })).toMatchObject({ code: "tooManyFiles" });
  });

  it("is refused when two entries share their bytes", async () => {
    const zip = zipped({ "a.yaml": "x".repeat(1000), "b.yaml": "y".repeat(1000) });
    const second = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(0, second + 42);
    expect(await refused(zip)).toMatchObject({ code: "snapshotBomb" });
  });

  it("names the file that cannot be read", async () => {
    expect(
      await refused(tarArchive([...entries, { path: "chart/templates/x.yaml", content: "a: {{ .Values.x }}\n  b" }])),
    ).toMatchObject({ code: "yamlInvalid", path: expect.stringContaining("chart/templates/x.yaml") });
    expect(await refused(tarArchive([...entries, { path: "twice.yaml", content: "a: 1\nb:\n  c: 1\n  c: 2\n" }]))).toMatchObject({
      code: "duplicateKey",
      path: "twice.yaml, line 4",
    });
  });
});

describe("bombs", () => {
  const zeros = Buffer.alloc(40 * 1024 * 1024, 0x20);
  const small = { harmlessBytes: 1024 * 1024 };
  it.each([
    ["gzip", gzipSync(zeros)],
    ["zstd", zstdCompressSync(zeros)],
    ["zip", Buffer.from(zipSync({ "a.yaml": zeros }))],
    ["tar.gz", gzipSync(tarArchive([{ path: "a.yaml", content: zeros.toString() }]))],
  ])("%s is refused by its ratio", async (_form, bytes) => {
    expect(await refused(bytes, small)).toMatchObject({ code: "snapshotBomb" });
  });
  it("a zip that lies about its size is refused", async () => {
    const zip = Buffer.from(zipSync({ "a.yaml": zeros }));
    zip.writeUInt32LE(100, zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    expect(await refused(zip)).toMatchObject({ code: "snapshotBomb" });
  });
  it("gzip within gzip is refused", async () => {
    expect(await refused(gzipSync(gzipSync(snapshot)))).toMatchObject({ code: "notASnapshot" });
  });
  it("what is too large is refused, unpacked or not", async () => {
    expect(await refused(snapshot, { uploadBytes: 100 })).toMatchObject({ code: "snapshotTooLarge" });
    expect(await refused(gzipSync(zeros), { expandedBytes: 1_000_000 })).toMatchObject({ code: "snapshotBomb" });
    expect(await refused(stringify(pod("a")), { fileBytes: 10 })).toMatchObject({ code: "snapshotTooLarge" });
    expect(await refused(stringify(pod("a")), { documentBytes: 10 })).toMatchObject({ code: "snapshotTooLarge" });
  });
  it("a billion laughs are refused", async () => {
    const levels = "abcdefgh".split("");
    const laughs = levels
      .map(
        (name, index) =>
          `${name}: &${name} [${Array.from({ length: 9 }, () => (index === 0 ? "lol" : `*${levels[index - 1]}`)).join(",")}]`,
      )
      .join("\n");
    expect(await refused(laughs)).toMatchObject({ code: "yamlAlias" });
    expect(await refused("a: *missing")).toMatchObject({ code: "yamlAlias" });
  });
  it("nesting without end is refused", async () => {
    expect(await refused(`a: ${"[".repeat(100_000)}`)).toMatchObject({ code: "yamlInvalid" });
    expect(await refused("[".repeat(100_000) + "]".repeat(100_000))).toMatchObject({
      code: expect.stringMatching(/notASnapshot|yamlInvalid/),
    });
  });
});

describe("what is none of these", () => {
  it.each([
    ["nothing", "", "snapshotEmpty"],
    ["blank lines", "\n\n", "notASnapshot"],
    ["HTML", "<!doctype html><html></html>", "notASnapshot"],
    ["prose", "hello there", "notASnapshot"],
    ["JSON of something else", '{"hello":"world"}', "notASnapshot"],
    ["JSON that ends early", '{"kind":"List","items":[{"kind":"Pod",', "snapshotTruncated"],
    ["YAML of something else", "hello: world", "notASnapshot"],
    ["a number", "1", "notASnapshot"],
    ["another format's header", '{"format":"other"}', "notASnapshot"],
    ["broken YAML", "a: [1", "yamlInvalid"],
    ["a zip of nothing", Buffer.from(zipSync({})), "notASnapshot"],
    ["a tar of no manifest", tarArchive([{ path: "a.txt", content: "x" }]), "notASnapshot"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0xff]), "notASnapshot"],
    ["UTF-16", Buffer.from("\uFEFFkind: Pod", "utf16le"), "notASnapshot"],
  ] as readonly (readonly [string, string | Buffer, string])[])("%s", async (_what, bytes, code) => {
    expect((await refused(bytes)).code).toBe(code);
  });
});
