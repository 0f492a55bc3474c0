/** Discovery against a registry that somebody else wrote: what is found, what is definitely not there, and who is let in. */
import { randomUUID, sign } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Discovery, isComplete } from "#core/supply-chain/discovery/artifact.ts";
import { pushStore } from "#test/registry/push.ts";
import {
  account,
  type DistributionAuth,
  type RealRegistry,
  startDistribution,
  startReferrers,
} from "#test/registry/real-registries.ts";
import { attach, attest, provenance, pushImage, sbom, signature } from "#test/registry/signed-image.ts";
import { RegistryStore } from "#test/registry/store.ts";
import { createSigstore } from "#test/sigstore/sigstore.ts";
import { issueServer } from "#test/tls/certificates.ts";
import { systemClock } from "../cluster/collect/clock.ts";
import type { RegistryAccess } from "./access.ts";
import { Registries } from "./client.ts";
import type { ContentSource } from "./content.ts";
import { discover } from "./discover.ts";
import { RegistryHosts } from "./hosts.ts";
import { resolveImage } from "./resolve.ts";

const layouts = join(import.meta.dirname, "../../../test/registry/layouts");
const names = ["shop", "legacy", "plain"] as const;
const closing: (() => unknown)[] = [];
let storage: string;
let open: RealRegistry;

beforeAll(async () => {
  storage = await mkdtemp(join(tmpdir(), "drydock-storage-"));
  open = await startDistribution(storage);
  for (const name of names) {
    const store = await new RegistryStore().load(join(layouts, name));
    await pushStore(store, { ...open, repository: `acme/${name}` });
  }
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await open.stop();
  await rm(storage, { recursive: true, force: true });
});

function repositoryOf(of: RealRegistry, repository: string, access: Partial<RegistryAccess> = {}, more = ""): ContentSource {
  const policy = { loopback: true, privateRanges: true, ownEndpoints: [] };
  const hosts = new RegistryHosts({
    policy,
    authorities: [of.authority, more].filter(Boolean),
    clock: systemClock,
    version: "test",
  });
  closing.push(() => hosts.close());
  const registries = new Registries(hosts, { registries: [{ host: of.host, ...access }], signatures: [] });
  const source = registries.repository({ registry: of.host, repository });
  if (!source.ok) throw new Error(source.error.message);
  return source.value;
}

async function started(auth: DistributionAuth): Promise<RealRegistry> {
  const registry = await startDistribution(storage, auth);
  closing.push(() => registry.stop());
  return registry;
}

async function discovered(source: ContentSource, reference: string) {
  const image = await resolveImage(source, reference);
  if (image.kind !== "found") throw new Error(JSON.stringify(image));
  return { image: image.value, discovery: await discover({ images: source }, image.value) };
}

function foundIn({ artifacts }: Discovery): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(artifacts, ({ layout }) => layout)].map(([layout, all]) => [layout, all.length]));
}

test.each([
  ["shop", { "referrers-tag": 3, buildkit: 2 }],
  ["legacy", { "cosign-signature-tag": 1, "cosign-attestation-tag": 1, buildkit: 2 }],
  ["plain", { buildkit: 2 }],
] as const)("what cosign put beside %s is found there, and every place has answered", async (name, expected) => {
  const { image, discovery } = await discovered(repositoryOf(open, `acme/${name}`), "1.0");
  expect(image).toMatchObject({ kind: "index", failures: [] });
  expect(foundIn(discovery)).toEqual(expected);
  expect(isComplete(discovery)).toBe(true);
});

test("what is pushed with a subject is found by the referrers API, and without it by the tag that clients write", async () => {
  const [sigstore, store] = [await createSigstore(), new RegistryStore()];
  const { digest } = pushImage(store, { tag: "1.0" });
  for (const one of [signature, provenance(), sbom]) attach(store, digest, await attest(sigstore, digest, one));
  const other = await startReferrers();
  closing.push(() => other.stop());
  for (const [registry, layout] of [
    [open, "referrers-tag"],
    [other, "referrers-api"],
  ] as const) {
    await pushStore(store, { ...registry, repository: "acme/new" });
    const { discovery } = await discovered(repositoryOf(registry, "acme/new"), digest);
    expect(foundIn(discovery)).toEqual({ [layout]: 3 });
    expect(isComplete(discovery)).toBe(true);
  }
});

test("a tag and a repository that are not there are definitely not there", async () => {
  expect(await resolveImage(repositoryOf(open, "acme/shop"), "2.0")).toEqual({ kind: "absent" });
  expect(await resolveImage(repositoryOf(open, "acme/nothing"), "1.0")).toEqual({ kind: "absent" });
});

test("a password lets in, and without it nothing is known", async () => {
  const closed = await started({ kind: "basic" });
  const { discovery } = await discovered(repositoryOf(closed, "acme/shop", { credential: account }), "1.0");
  expect(foundIn(discovery)).toEqual({ "referrers-tag": 3, buildkit: 2 });
  for (const access of [{}, { credential: { ...account, password: "another" } }])
    expect(await resolveImage(repositoryOf(closed, "acme/shop", access), "1.0")).toMatchObject({
      kind: "unknown",
      failure: { code: "unauthorized" },
    });
});

test("a token of the realm lets in, of one that is listed alone", async () => {
  const realm = await startRealm();
  const { token: auth, host, authority } = realm;
  const closed = await started(auth);
  const listed = { credential: account, realms: [host] };
  const { discovery } = await discovered(repositoryOf(closed, "acme/shop", listed, authority), "1.0");
  expect(foundIn(discovery)).toEqual({ "referrers-tag": 3, buildkit: 2 });
  expect(realm.scopes.every((scope) => scope === "repository:acme/shop:pull")).toBe(true);
  const asked = realm.scopes.length;
  const unlisted = await resolveImage(repositoryOf(closed, "acme/shop", { credential: account }, authority), "1.0");
  expect(unlisted.kind).toBe("unknown");
  expect(realm.scopes).toHaveLength(asked);
});

/** Gives a token to whoever has the password, for what they ask for. */
async function startRealm() {
  const { authority, server: serving } = issueServer();
  const [service, issuer] = ["the registry", "the realm"];
  const scopes: string[] = [];
  const basic = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString("base64")}`;
  const chain = serving.certificate.replace(/-----[^-]+-----|\s/g, "");
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const tokenFor = (scope: string) => {
    const [type, name, actions = ""] = scope.split(":");
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      ...{ iss: issuer, sub: account.username, aud: service, jti: randomUUID() },
      ...{ iat: seconds, nbf: seconds - 60, exp: seconds + 300, access: [{ type, name, actions: actions.split(",") }] },
    };
    const signed = `${part({ alg: "ES256", typ: "JWT", x5c: [chain] })}.${part(claims)}`;
    const bytes = sign("sha256", Buffer.from(signed), { key: serving.privateKey, dsaEncoding: "ieee-p1363" });
    return `${signed}.${bytes.toString("base64url")}`;
  };
  const server = createServer({ cert: serving.certificate, key: serving.key }, (request, response) => {
    const scope = new URL(request.url ?? "/", "https://realm").searchParams.get("scope") ?? "";
    scopes.push(scope);
    if (request.headers.authorization !== basic) return void response.writeHead(401).end();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ token: tokenFor(scope) }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const bundle = join(storage, "authority.pem");
  await writeFile(bundle, authority.certificate);
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  const token: DistributionAuth = { kind: "token", realm: `https://${host}/token`, service, issuer, bundle };
  return { token, host, authority: authority.certificate, scopes };
}
