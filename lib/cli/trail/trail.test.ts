/** The trail of images that cosign signed, from layouts and from a registry, and what it says where it could not look. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryIo } from "#test/cli/memory-io.ts";
import { gitCommit, githubWorld, repository } from "#test/forge/github-world.ts";
import { startForge } from "#test/forge/server.ts";
import { type Lie, startRegistry, type TestRegistry, type TestRegistryOptions } from "#test/registry/server.ts";
import { certificateClaims, provenance, pushSigned, releasePolicy, signature } from "#test/registry/signed-image.ts";
import { RegistryStore } from "#test/registry/store.ts";
import { createSigstore } from "#test/sigstore/sigstore.ts";
import { runCommand } from "../program.ts";

const layouts = join(import.meta.dirname, "../../../test/registry/layouts");
const key = join(layouts, "cosign.pub");
const shop = "sha256:bf631bd68cbbbf1d2953613b5a20aac8c4aff8a2206d20f2a08c7d124654d642";
const plain = "sha256:7dc603b284ccabde834bc5802ebc4bab9bc0638dbe7ea9e775197a0bc9704bc0";
const open: Pick<TestRegistry, "close">[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-trail-"));
});
afterAll(async () => {
  for (const registry of open) registry.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly state: string;
  readonly links: readonly { readonly id: string; readonly state: string; readonly reason: string }[];
  readonly artifacts: readonly { readonly role: string; readonly state: string; readonly covers: readonly string[] }[];
  readonly looked: readonly { readonly answer: { readonly kind: string } }[];
}

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const io = memoryIo({ env });
  const code = await runCommand(io, ["trail", ...args, "-o", "json"]);
  const answer = io.out() === "" ? undefined : (JSON.parse(io.out()) as Answer);
  const states = Object.fromEntries(answer?.links.map(({ id, state }) => [id, state]) ?? []);
  return { code, answer, states, said: io.said() };
}

async function serve(store: RegistryStore, options: Partial<TestRegistryOptions> = {}) {
  const registry = await startRegistry({ store, ...options });
  open.push(registry);
  const authority = join(folder, `${registry.host.replace(":", "-")}.pem`);
  await writeFile(authority, registry.authority);
  return { image: `${registry.host}/acme/shop`, host: registry.host, env: { DRYDOCK_EXTRA_CA_FILE: authority } };
}

const load = (name: string) => new RegistryStore().load(join(layouts, name));

describe("of a layout", () => {
  test.each([
    ["shop", 0, "verified", "signed-untrusted"],
    ["legacy", 0, "verified", "signed-untrusted"],
    ["plain", 1, "unsigned", "claim-only"],
  ])("%s ends with %i", async (name, code, signature, provenance) => {
    const answer = await run([join(layouts, name), "--trust", key]);
    expect(answer.code).toBe(code);
    expect(answer.states).toMatchObject({ digest: "verified", signature, provenance, source: provenance, commit: "unknown" });
    expect(answer.said).toContain("no registry");
  });

  test("is not judged by keys that nobody trusts", async () => {
    expect(await run([join(layouts, "shop")])).toMatchObject({ code: 2, states: { signature: "signed-unverifiable" } });
  });

  test("is not verified for a signer whom the policy does not name", async () => {
    const policy = join(folder, "policy.yaml");
    await writeFile(policy, `name: release\nsigners:\n- key: "${"0".repeat(64)}"\n`);
    const answer = await run([join(layouts, "shop"), "--trust", key, "--policy", policy]);
    expect(answer).toMatchObject({ code: 1, states: { signature: "signed-untrusted" } });
  });

  test("is a table for people", async () => {
    const io = memoryIo();
    expect(await runCommand(io, ["trail", join(layouts, "plain"), "--trust", key])).toBe(1);
    expect(io.out()).toMatch(/^signature +unsigned +Every place/m);
    expect(io.out()).toMatch(/^cosign-signature-tag +none +plain:sha256-7dc6.*, and 2 more$/m);
  });
});

describe("of a registry", () => {
  test.each([true, false])("is the same with the referrers API (%s)", async (referrers) => {
    const { image, env } = await serve(await load("shop"), { referrers });
    const tagged = await run([`${image}:1.0`, "--trust", key], env);
    expect(tagged).toMatchObject({
      code: 0,
      states: { image: "claim-only", signature: "verified", provenance: "signed-untrusted" },
    });
    expect(await run([`${image}@${shop}`, "--trust", key], env)).toMatchObject({ code: 0, states: { image: "verified" } });
  });

  test("that wants a password gets it from the environment", async () => {
    const { image, host, env } = await serve(await load("shop"), {
      auth: { kind: "token", username: "puller", password: "canary" },
    });
    const file = join(folder, "registries.yaml");
    await writeFile(file, `registries:\n- host: ${host}\n  username: puller\n  passwordFrom: PASSWORD\n`);
    const args = [`${image}:1.0`, "--trust", key, "--registries", file];
    const answer = await run(args, { ...env, PASSWORD: "canary" });
    expect(answer).toMatchObject({ code: 0, states: { signature: "verified" } });
    expect(JSON.stringify(answer)).not.toContain("canary");
    expect(await run(args, { ...env, PASSWORD: "wrong" })).toMatchObject({ code: 2, states: { signature: "unknown" } });
    expect(await run(args, env)).toMatchObject({ code: 2, answer: undefined });
  });

  test.each([
    [certificateClaims[13] ?? "", 0, "verified"],
    ["f".repeat(40), 1, "invalid"],
  ])("whose provenance names the commit %s ends with %i", async (commit, code, source) => {
    const [sigstore, store] = [await createSigstore(), new RegistryStore()];
    await pushSigned(sigstore, store, { tag: "1.0", beside: [signature, provenance(commit)] });
    const { image, env } = await serve(store, { referrers: true });
    const [root, policy] = [join(folder, "contradicted-root.json"), join(folder, "contradicted-policy.json")];
    const { name, signers } = releasePolicy;
    await writeFile(root, JSON.stringify(sigstore.root));
    await writeFile(policy, JSON.stringify({ name, signers: signers.map(({ issuer, subject }) => ({ issuer, subject })) }));
    const answer = await run([`${image}:1.0`, "--trust", root, "--policy", policy], env);
    expect(answer).toMatchObject({ code, states: { signature: "verified", source } });
  });

  const refusing =
    (place: string, status: number): Lie =>
    ({ url }, response) => {
      if (!url?.includes(place)) return false;
      response.writeHead(status).end();
      return true;
    };

  test.each([
    [".sig", 403],
    [".att", 401],
    ["/referrers/", 500],
  ])("that does not let us look at %s says unknown, and never unsigned", async (place, status) => {
    const { image, env } = await serve(await load("plain"), { lie: refusing(place, status) });
    const answer = await run([`${image}:1.0`, "--trust", key], env);
    expect(answer).toMatchObject({ code: 2, states: { signature: "unknown", provenance: "unknown", sbom: "unknown" } });
    expect(answer.said).toContain(String(status));
  });

  test("where a sound signature of another image was attached says invalid", async () => {
    const store = await load("plain");
    const other = await load("shop");
    for (const [digest, bytes] of other.blobs) store.blobs.set(digest, bytes);
    const moved = [...other.manifests.values()].flatMap(({ bytes }) => {
      const manifest = JSON.parse(bytes.toString("utf8")) as { subject?: object };
      if (manifest.subject === undefined) return [];
      return [store.manifest({ ...manifest, subject: { mediaType: "application/x", digest: plain, size: 1 } })];
    });
    expect(moved).toHaveLength(3);
    const { image, env } = await serve(store, { referrers: true });
    const answer = await run([`${image}:1.0`, "--trust", key], env);
    expect(answer).toMatchObject({ code: 1, states: { signature: "invalid", provenance: "invalid" } });
  });

  test("whose bytes were changed says invalid, beside what is sound", async () => {
    const store = await load("shop");
    const [bundle] = [...store.blobs].filter(([, bytes]) => bytes.includes('"dsseEnvelope"'));
    store.blobs.set(bundle?.[0] ?? "", Buffer.from(String(bundle?.[1]).replace('"sig":"', '"sig":"A')));
    const { image, env } = await serve(store);
    const answer = await run([`${image}:1.0`, "--trust", key], env);
    expect(answer.code).toBe(1);
    expect(answer.answer?.artifacts.map(({ state }) => state)).toContain("invalid");
  });

  test("of which a platform cannot be read is as good as what speaks for the whole index", async () => {
    const broken = async (name: string) => {
      const store = await load(name);
      const index = JSON.parse(String(store.manifests.get(store.tags.get("1.0") ?? "")?.bytes)) as {
        manifests: { digest: string }[];
      };
      store.manifests.delete(index.manifests[0]?.digest ?? "");
      const { image, env } = await serve(store);
      return run([`${image}:1.0`, "--trust", key], env);
    };
    expect(await broken("shop")).toMatchObject({
      code: 0,
      states: { digest: "unknown", signature: "verified", provenance: "signed-untrusted" },
    });
    // The other platform was read, and nobody signed it.
    expect(await broken("plain")).toMatchObject({ code: 1, states: { digest: "unknown", signature: "unsigned" } });
  });

  test("that is not there is unknown in every link", async () => {
    const answer = await run(["localhost:1/acme/shop:1.0", "--trust", key]);
    expect(answer.code).toBe(2);
    expect(new Set(Object.values(answer.states))).toEqual(new Set(["unknown"]));
  });
});

describe("with the network closed", () => {
  test("bundles of a file are held to the digest, and what was not asked is said", async () => {
    const store = await load("shop");
    const lines = [...store.blobs.values()].map(String).filter((text) => text.includes('"dsseEnvelope"'));
    const file = join(folder, "bundles.jsonl");
    await writeFile(file, lines.join("\n"));
    const args = ["--trust", key, "--bundles", file, "--offline"];
    const answer = await run([`registry.test/acme/shop@${shop}`, ...args]);
    expect(answer).toMatchObject({
      code: 0,
      states: { image: "verified", digest: "unknown", signature: "verified", sbom: "unknown" },
    });
    expect(answer.said).toContain("--offline");
    expect(await run([`registry.test/acme/plain@${plain}`, ...args])).toMatchObject({
      code: 1,
      states: { signature: "invalid" },
    });
    expect(await run(["registry.test/acme/shop:1.0", ...args])).toMatchObject({ code: 2, states: { signature: "unknown" } });
  });
});

test.each([
  ["an image that is none", ["http://registry.test/shop"], "is no image"],
  ["a folder that is no layout", ["."], "no OCI image layout"],
  ["a key that is not there", [join(layouts, "shop"), "--trust", "none.pub"], "no such file"],
  ["a policy that is none", [join(layouts, "shop"), "--policy", key], "no policy"],
])("%s is told, and nothing is printed", async (_, args, words) => {
  const { code, answer, said } = await run(args);
  expect({ code, answer }).toEqual({ code: 2, answer: undefined });
  expect(said).toContain(words);
});

test("what an image says of itself cannot move the cursor", async () => {
  const store = new RegistryStore();
  const labels = { "org.opencontainers.image.source": "https://u:can@canary@acme.test/\u001b[2J\u202e" };
  const config = store.blob(JSON.stringify({ config: { Labels: labels } }));
  store.manifest({ config, layers: [] }, "1.0");
  const { image, env } = await serve(store);
  const io = memoryIo({ env });
  await runCommand(io, ["trail", `${image}:1.0`]);
  expect(io.out()).toContain("https://acme.test/\\u001b");
  expect(io.out()).not.toMatch(/canary|\u202e/);
});

describe("whose source has a forge", () => {
  const commits = join(import.meta.dirname, "../../../test/commits");
  const token = "a-c4nary-of-a-token";

  /** An image that names a commit of a forge, and the files and variables to follow it with. */
  async function built({ without = [] as readonly string[] } = {}) {
    const raw = await readFile(join(commits, "ed25519.commit"));
    const { sha } = gitCommit(raw);
    const world = Object.entries(githubWorld(raw)).filter(([path]) => !without.includes(path));
    const forge = await startForge({ answers: Object.fromEntries(world), token });
    open.push(forge);
    const [sigstore, store] = [await createSigstore(), new RegistryStore()];
    const url = `https://${forge.host}/${repository}`;
    const sign = {
      certificate: {
        claims: { ...certificateClaims, 12: url, 13: sha, 18: `${url}/.github/workflows/release.yaml@refs/heads/main` },
      },
    };
    const beside = [signature, provenance(sha, url)].map((one) => ({ ...one, sign }));
    await pushSigned(sigstore, store, { tag: "1.0", beside });
    const { image, env } = await serve(store, { referrers: true });
    const at = (name: string) => join(folder, `${forge.host.replace(":", "-")}-${name}`);
    const [line = ""] = (await readFile(join(commits, "allowed_signers"), "utf8")).split("\n");
    const settings = {
      forges: [{ host: forge.host, kind: "github", tokenFrom: "FORGE_TOKEN" }],
      signers: [{ name: "Jane", ssh: line }],
    };
    const [{ name, signers }, authority] = [releasePolicy, await readFile(env.DRYDOCK_EXTRA_CA_FILE, "utf8")];
    const policy = { name, signers: signers.map(({ issuer, subject }) => ({ issuer, subject })) };
    await Promise.all([
      writeFile(at("root.json"), JSON.stringify(sigstore.root)),
      writeFile(at("policy.yaml"), JSON.stringify(policy)),
      writeFile(at("forges.yaml"), JSON.stringify(settings)),
      writeFile(at("authorities.pem"), `${authority}\n${forge.authority}`),
    ]);
    return {
      ...{ forge, sha },
      args: [`${image}:1.0`, "--trust", at("root.json"), "--policy", at("policy.yaml")],
      forges: ["--forges", at("forges.yaml")],
      env: { DRYDOCK_EXTRA_CA_FILE: at("authorities.pem"), FORGE_TOKEN: token },
    };
  }

  test("is followed to the signed commit and its pull request, with a token", async () => {
    const { args, forges, env } = await built();
    const answer = await run([...args, ...forges], env);
    expect(answer).toMatchObject({ code: 0, states: { source: "verified", commit: "verified", pullRequest: "claim-only" } });
    expect(answer.answer?.links.find(({ id }) => id === "pullRequest")?.reason).toContain("approved by ada");
    expect(JSON.stringify(answer)).not.toContain(token);
    const io = memoryIo({ env });
    expect(await runCommand(io, ["trail", ...args, ...forges])).toBe(0);
    expect(io.out()).toMatch(/^pullRequest +claim-only/m);
    expect(io.out()).toMatch(/^localhost:\d+ +Written by jane/m);
  });

  test("is not asked without a token, and not with a closed network", async () => {
    const { args, forges, env, forge } = await built();
    const unseen = { source: "verified", commit: "unknown", pullRequest: "unknown" };
    const answer = await run(args, env);
    expect(answer).toMatchObject({ code: 0, states: unseen });
    expect(answer.answer?.links.find(({ id }) => id === "commit")?.reason).toBe(
      `Not looked: there is no token for ${forge.host}.`,
    );
    const { FORGE_TOKEN: _token, ...without } = env;
    expect(await run([...args, ...forges], without)).toMatchObject({ code: 2, answer: undefined });
    expect(await run([...args, ...forges, "--offline"], env)).toMatchObject({
      states: { commit: "unknown", pullRequest: "unknown" },
    });
    expect(forge.requests).toEqual([]);
  });

  test("that does not have the commit makes the answer a no", async () => {
    const { sha } = gitCommit(await readFile(join(commits, "ed25519.commit")));
    const paths = [`/repos/${repository}/git/commits/${sha}`, `/repos/${repository}/commits/${sha}`];
    const { args, forges, env } = await built({ without: paths });
    expect(await run([...args, ...forges], env)).toMatchObject({ code: 1, states: { signature: "verified", commit: "invalid" } });
  });

  test("and a signer that cannot be read is refused before anything is asked", async () => {
    const file = join(folder, "broken-signer.yaml");
    await writeFile(file, 'signers:\n- {name: Jane, ssh: "ssh-ed25519"}\n');
    const answer = await run(["localhost:1/acme/shop:1.0", "--forges", file]);
    expect(answer).toMatchObject({
      code: 2,
      answer: undefined,
      said: expect.stringContaining("What Jane signs with cannot be read"),
    });
  });
});
