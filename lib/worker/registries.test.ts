import { generateKeyPairSync } from "node:crypto";
import { expect, it, test } from "vitest";
import { type PrivateKeyring, publicHalf } from "#server/crypto/keyring.ts";
import { seal } from "#server/crypto/seal.ts";
import type { StoredRegistry } from "#server/database/supply-chain/registry-work.ts";
import { accessTo } from "#server/registry/access.ts";
import { registryAccess } from "#server/supply-chain/registry-access.ts";
import { registrySealContext } from "#server/supply-chain/registry-credential.ts";
import { issueCertificate } from "#test/tls/certificates.ts";
import { openRegistryCredential } from "./credentials.ts";

const ring: PrivateKeyring = {
  current: "0000000000000001",
  keys: new Map([["0000000000000001", generateKeyPairSync("x25519").privateKey]]),
};
const ca = issueCertificate({ commonName: "their authority", authority: true }).certificate;
const place = {
  id: "rgy_a",
  installation: "ins_a",
  host: "r.test:5000",
  realms: ["auth.test"],
  contentHosts: [],
  signatures: [],
};
const credential = { username: "robot", password: "s3cret" };

function sealedFor(registry: StoredRegistry): StoredRegistry {
  const sealed = seal(publicHalf(ring), JSON.stringify(credential), registrySealContext(registry, 3));
  return { ...registry, credential: { sealed, version: 3 } };
}

const opened = (registries: readonly StoredRegistry[]) => registryAccess(registries, (one) => openRegistryCredential(ring, one));

it("a registry's credential is opened for it", () => {
  const { settings } = opened([sealedFor(place), { ...place, id: "rgy_b", host: "open.test", realms: [] }]);
  expect(accessTo(settings, "r.test:5000")).toMatchObject({ credential });
  expect(accessTo(settings, "open.test")).not.toHaveProperty("credential");
  expect(accessTo(settings, "other.test")).toBeUndefined();
});

test.each<[string, Partial<StoredRegistry>]>([
  ["row", { id: "rgy_c" }],
  ["installation", { installation: "ins_b" }],
  ["host", { host: "evil.test" }],
  ["mirror", { via: "evil.test" }],
  ["host of tokens", { realms: ["auth.test", "evil.test"] }],
  ["authority", { caData: ca }],
  ["version", { credential: { ...sealedFor(place).credential, version: 4 } as StoredRegistry["credential"] & object }],
])("it is not opened under another %s, and the registry is not asked as somebody else", (_what, change) => {
  const { settings } = opened([{ ...sealedFor(place), ...change }]);
  const access = accessTo(settings, change.host ?? place.host);
  expect(access).toMatchObject({ closed: { code: "unauthorized", remedy: "Give it again under Settings → Registries." } });
  expect(JSON.stringify(access)).not.toContain(credential.password);
});

it("a registry's own authority is trusted for its hosts alone", () => {
  const { authoritiesFor } = opened([
    { ...place, host: "r.test:443", via: "mirror.test", contentHosts: ["blobs.test"], caData: `# ours\n${ca}` },
    { ...place, id: "rgy_b", host: "other.test", realms: [] },
  ]);
  expect(["r.test", "mirror.test", "auth.test", "blobs.test"].map((host) => authoritiesFor(host).length)).toEqual([1, 1, 1, 1]);
  expect(["other.test", "r.test:5000"].map(authoritiesFor)).toEqual([[], []]);
});

it("signatures of every registry are looked for where it says", () => {
  const signatures = [{ prefix: "r.test:5000/acme", repository: "sig.test/acme" }];
  expect(opened([{ ...place, signatures }, place]).settings.signatures).toEqual(signatures);
});
