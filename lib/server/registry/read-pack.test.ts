/** Uploaded evidence: what of it is about the image, what is not, and archives that mean harm. */
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { layoutArchive, tarFile, tarOf } from "#test/registry/layout.ts";
import { attach, attest, pushImage, sbom, signature } from "#test/registry/signed-image.ts";
import { RegistryStore } from "#test/registry/store.ts";
import { createSigstore } from "#test/sigstore/sigstore.ts";
import { readPack } from "./read-pack.ts";

const store = new RegistryStore();
const other = `sha256:${"9".repeat(64)}` as const;
let digest: `sha256:${string}`;
let bundles: readonly string[];

beforeAll(async () => {
  const sigstore = await createSigstore();
  digest = pushImage(store, { tag: "1" }).digest as typeof digest;
  const [signed, listed, moved] = await Promise.all([
    attest(sigstore, digest, signature),
    attest(sigstore, digest, sbom),
    attest(sigstore, other, signature),
  ]);
  attach(store, digest, signed);
  bundles = [signed, listed, moved].map((bundle) => JSON.stringify(bundle));
});

const read = (bytes: Buffer | string, of = digest) =>
  readPack({ chunks: Readable.from([Buffer.from(bytes)]), name: "pack", from: "uploaded by Ada at noon", digest: of });

test("bundles one a line are told apart by the image that they name", async () => {
  const found = await read(`${bundles.join("\n")}\nno json\n`);
  expect(found).toMatchObject({ ok: true, value: { format: "bundles", others: 1 } });
  if (!found.ok) return;
  expect(found.value.resolved).toBeUndefined();
  expect(found.value.discovery.artifacts.map(({ place, attachedTo }) => [place, attachedTo])).toEqual([
    ["pack:1, uploaded by Ada at noon", digest],
    ["pack:2, uploaded by Ada at noon", digest],
  ]);
  expect(found.value.discovery.looked).toMatchObject([{ uploaded: true, answer: { kind: "found" } }]);
  const pretty = JSON.stringify(JSON.parse(bundles[0] ?? ""), null, 2);
  expect(await read(gzipSync(pretty))).toMatchObject({ ok: true, value: { others: 0 } });
});

test("a layout proves the image by its own bytes, and gives what lies beside it", async () => {
  for (const bytes of [layoutArchive(store), gzipSync(layoutArchive(store))]) {
    const found = await read(bytes);
    expect(found).toMatchObject({
      ok: true,
      value: {
        format: "layout",
        others: 0,
        resolved: { digest, kind: "manifest" },
        discovery: { artifacts: [{ layout: "referrers-api" }] },
      },
    });
  }
  const [manifest] = store.manifests.keys();
  const bytes = layoutArchive(store);
  const at = bytes.indexOf(store.manifests.get(manifest ?? "")?.bytes ?? "");
  bytes.write("{ ", at);
  expect(await read(bytes)).not.toMatchObject({ ok: true, value: { resolved: { digest } } });
});

test("what is about another image, or about none, is refused in a sentence", async () => {
  const moved = await read(bundles[2] ?? "");
  expect(moved).toMatchObject({
    ok: false,
    error: { code: "otherImage", message: expect.stringContaining("The one artefact in it is about another image.") },
  });
  expect(moved).toMatchObject({ error: { message: expect.stringContaining(other) } });
  expect(await read(layoutArchive(new RegistryStore()))).toMatchObject({ ok: false, error: { code: "otherImage" } });
  for (const bytes of ["", "PK\u0003\u0004", "hello", gzipSync("hello").subarray(0, 12)])
    expect(await read(bytes)).toMatchObject({ ok: false, error: { code: "unreadable" } });
});

test("an archive that leads out of itself, or unpacks to far more than it is, is refused", async () => {
  const out = tarOf([tarFile("../../etc/passwd", Buffer.from("x"))]);
  expect(await read(out)).toMatchObject({
    ok: false,
    error: { code: "unreadable", message: expect.stringContaining("leads out of it") },
  });
  const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, "{"));
  expect(await read(bomb)).toMatchObject({ ok: false, error: { code: "tooLarge" } });
});
