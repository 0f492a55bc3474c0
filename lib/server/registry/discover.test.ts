/** Every layout is looked for, in a registry with and without the referrers API, in a folder and in an archive. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { create } from "tar";
import { afterAll, describe, expect, test } from "vitest";
import { type Discovery, isComplete } from "#core/supply-chain/discovery/artifact.ts";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import { parseImageReference } from "#core/supply-chain/images/reference.ts";
import { startRegistry, type TestRegistryOptions } from "#test/registry/server.ts";
import { RegistryStore } from "#test/registry/store.ts";
import { systemClock } from "../cluster/collect/clock.ts";
import { gather } from "../snapshot/bytes.ts";
import { artifactToKeep } from "../supply-chain/artifact-to-keep.ts";
import { bundlesOfLines } from "./bundle-lines.ts";
import { Registries } from "./client.ts";
import { type ContentSource, longestArtifact } from "./content.ts";
import { discover } from "./discover.ts";
import { RegistryHosts } from "./hosts.ts";
import { openLayoutArchive } from "./layout-archive.ts";
import { openLayout } from "./oci-layout.ts";
import { type OpenedImage, resolveImage } from "./resolve.ts";

const folder = join(import.meta.dirname, "../../../test/registry/layouts");
const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

async function registryOf(store: RegistryStore, options: Partial<TestRegistryOptions> = {}): Promise<ContentSource> {
  const registry = await startRegistry({ store, ...options });
  const policy = { loopback: true, privateRanges: true, ownEndpoints: [] };
  const hosts = new RegistryHosts({ policy, authorities: [registry.authority], clock: systemClock, version: "test" });
  closing.push(
    () => registry.close(),
    () => hosts.close(),
  );
  const registries = new Registries(hosts, { registries: [{ host: registry.host }], signatures: [] });
  const source = registries.repository(parseImageReference(`${registry.host}/acme/shop`) ?? { registry: "", repository: "" });
  if (!source.ok) throw new Error(source.error.message);
  return source.value;
}

async function imageOf(source: ContentSource, reference = "1.0"): Promise<OpenedImage> {
  const image = await resolveImage(source, reference);
  if (image.kind !== "found") throw new Error(JSON.stringify(image));
  return image.value;
}

/** What was found, by layout. */
function foundIn({ artifacts }: Discovery): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const { layout, content } of artifacts) {
    const kind = content.kind === "evidence" ? content.evidence.kind : content.kind;
    all[layout] = [...(all[layout] ?? []), kind];
  }
  return all;
}

describe("images that cosign signed", () => {
  test.each([
    ["shop", false, { "referrers-tag": ["bundle", "bundle", "bundle"], buildkit: ["claim", "claim"] }],
    ["shop", true, { "referrers-api": ["bundle", "bundle", "bundle"], buildkit: ["claim", "claim"] }],
    [
      "legacy",
      false,
      { "cosign-signature-tag": ["simple-signing"], "cosign-attestation-tag": ["dsse"], buildkit: ["claim", "claim"] },
    ],
    ["plain", true, { buildkit: ["claim", "claim"] }],
  ])("%s, with the referrers API: %s", async (name, referrers, expected) => {
    const source = await registryOf(await new RegistryStore().load(join(folder, name)), { referrers });
    const image = await imageOf(source);
    expect(image).toMatchObject({
      kind: "index",
      failures: [],
      labels: { value: { source: `https://github.com/acme/${name}` } },
    });
    expect(image.identities.map(({ platform }) => platform?.architecture)).toEqual(["amd64", "arm64"]);
    const discovery = await discover({ images: source }, image);
    expect(foundIn(discovery)).toEqual(expected);
    expect(isComplete(discovery)).toBe(true);
  });

  test.each([false, true])("are found the same in a layout, packed: %s", async (packed) => {
    const cwd = join(folder, "shop");
    const archive = async () => {
      const pack = create({ cwd, portable: true }, ["."]) as unknown as AsyncIterable<Buffer>;
      return gzipSync(await gather(pack, longestArtifact));
    };
    const files = packed
      ? await openLayoutArchive(Readable.from([await archive()]))
      : { ok: true as const, value: (path: string) => readFile(join(cwd, path)).catch(() => undefined) };
    if (!files.ok) throw new Error(files.error.message);
    const layout = await openLayout("shop", files.value);
    if (!layout.ok) throw new Error(layout.error.message);
    expect(layout.value.images).toEqual(["1.0"]);
    const discovery = await discover({ images: layout.value }, await imageOf(layout.value));
    expect(foundIn(discovery)).toEqual({ "referrers-tag": ["bundle", "bundle", "bundle"], buildkit: ["claim", "claim"] });
  });
});

describe("what lies beside an image", () => {
  const small = () => {
    const store = new RegistryStore();
    const config = store.blob("{}");
    const image = store.manifest({ config, layers: [] }, "1.0");
    const tag = image.digest.replace(":", "-");
    return { store, config, image, tag };
  };

  test("is recognised without being verified: notation, materials, other things", async () => {
    const { store, config, image: subject, tag } = small();
    store.manifest({
      subject,
      config: { ...config, mediaType: "application/vnd.cncf.notary.signature" },
      layers: [store.blob("x", "application/jose+json")],
    });
    store.manifest({ subject, config, artifactType: "text/x", layers: [store.blob("x", "text/plain")] });
    store.manifest({ config, layers: [store.blob("{}", "application/vnd.cyclonedx+json")] }, `${tag}.sbom`);
    const source = await registryOf(store, { referrers: true });
    const discovery = await discover({ images: source }, await imageOf(source));
    expect(foundIn(discovery)).toEqual({ "referrers-api": ["notation", "other"], "cosign-sbom-tag": ["sbom"] });
  });

  test("and nests without end is not read, whichever kind of evidence it says that it is", async () => {
    const { store, config, image: subject, tag } = small();
    const deep = `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const layers = [
      "application/vnd.dev.sigstore.bundle.v0.3+json",
      "application/vnd.dsse.envelope.v1+json",
      "application/vnd.in-toto+json",
    ].map((type) => store.blob(deep, type));
    for (const layer of layers) store.manifest({ subject, config, layers: [layer] });
    store.manifest({ config, layers, annotations: { a: "b" } }, `${tag}.att`);
    const source = await registryOf(store, { referrers: true });
    const { artifacts } = await discover({ images: source }, await imageOf(source));
    expect(artifacts).toHaveLength(6);
    for (const artifact of artifacts)
      expect(artifactToKeep(artifact)).toMatchObject({ kind: "unread", failure: { code: "malformed" } });
    const [line] = bundlesOfLines(deep, "file", subject.digest as Digest).artifacts;
    expect(line?.content).toMatchObject({ kind: "unread" });
  });

  test("and says that it belongs to another image is misplaced; what is named and gone is unread", async () => {
    const { store, config, tag } = small();
    const other = store.manifest({ config, layers: [store.blob("other")] });
    const bundle = store.blob("{}", "application/vnd.dev.sigstore.bundle.v0.3+json");
    const misplaced = store.manifest({ subject: other, config, layers: [bundle] });
    const gone = { ...other, digest: `sha256:${"0".repeat(64)}` };
    store.manifest({ mediaType: "application/vnd.oci.image.index.v1+json", manifests: [misplaced, gone] }, tag);
    const source = await registryOf(store);
    const discovery = await discover({ images: source }, await imageOf(source));
    expect(foundIn(discovery)).toEqual({ "referrers-tag": ["misplaced", "unread"] });
  });

  test.each([401, 403, 429, 500])("is not known, and never none, where a place answers %i", async (status) => {
    const { store } = small();
    for (const place of ["/referrers/", ".sig", ".att", ".sbom"]) {
      const source = await registryOf(store, {
        lie: ({ url }, response) => {
          if (!url?.includes(place)) return false;
          response.writeHead(status, { "retry-after": "3600" }).end();
          return true;
        },
      });
      const discovery = await discover({ images: source }, await imageOf(source));
      expect([place, isComplete(discovery), discovery.artifacts]).toEqual([place, false, []]);
      expect(discovery.looked.filter(({ answer }) => answer.kind === "unknown")).toHaveLength(1);
    }
  });

  test("that could run counts as a platform, though it calls itself a statement", async () => {
    const { store, image } = small();
    const annotations = { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": image.digest };
    const arm = { ...image, annotations, platform: { os: "linux", architecture: "arm64" } };
    store.manifest({ mediaType: "application/vnd.oci.image.index.v1+json", manifests: [arm] }, "hiding");
    expect(await imageOf(await registryOf(store), "hiding")).toMatchObject({
      buildkit: [],
      identities: [{ manifest: image.digest }],
    });
  });

  test("may lie in another repository, and beside the image all the same", async () => {
    const { store } = small();
    const signatures = new RegistryStore();
    const config = signatures.blob("{}");
    const { image, tag } = small();
    store.manifest(
      { config: store.blob("{}"), layers: [store.blob("{}", "application/vnd.dev.cosign.simplesigning.v1+json")] },
      `${tag}.sig`,
    );
    signatures.manifest({ config, layers: [signatures.blob("{}", "application/vnd.dsse.envelope.v1+json")] }, `${tag}.att`);
    const images = await registryOf(store);
    const discovery = await discover({ images, signatures: await registryOf(signatures) }, await imageOf(images, image.digest));
    expect(foundIn(discovery)).toEqual({ "cosign-attestation-tag": ["dsse"], "cosign-signature-tag": ["simple-signing"] });
    expect(discovery.looked.filter(({ layout }) => layout === "cosign-sbom-tag")).toHaveLength(2);
  });

  test("is no image where bytes could be read in two ways", async () => {
    const { store, config } = small();
    store.manifest({ config, layers: [], manifests: [] }, "odd");
    expect(await resolveImage(await registryOf(store), "odd")).toMatchObject({ kind: "unknown", failure: { code: "malformed" } });
  });
});

test("bundles of a file are taken line by line, and a line that is none is named", () => {
  const discovery = bundlesOfLines('{"a":1}\n\nnot json\n', "downloaded.jsonl", `sha256:${"1".repeat(64)}`);
  expect(discovery.artifacts.map(({ place, content }) => [place, content.kind])).toEqual([
    ["downloaded.jsonl:1", "evidence"],
    ["downloaded.jsonl:3", "unread"],
  ]);
});
