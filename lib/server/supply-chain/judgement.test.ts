import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import type { ImagePolicy } from "#core/supply-chain/policy/image-policy.ts";
import { createSigstore } from "#test/sigstore/sigstore.ts";
import type { StoredBuilder, StoredTrustProfile } from "../database/supply-chain/judgement-rows.ts";
import { loadJudgement } from "./judgement.ts";

const load = (
  profiles: readonly StoredTrustProfile[],
  policies: readonly ImagePolicy[] = [],
  builders: readonly StoredBuilder[] = [],
) => loadJudgement({ profiles: async () => profiles, policies: async () => policies, builders: async () => builders });

const publicGood = { id: "trp_publicgood", name: "Sigstore public good", kind: "publicGood", keys: [], enabled: true } as const;
const pem = generateKeyPairSync("ed25519").publicKey.export({ format: "pem", type: "spki" }) as string;
const keys = { id: "trp_keys", name: "our keys", kind: "keys", keys: [{ name: "cosign.pub", pem }], enabled: true } as const;
const policy: ImagePolicy = {
  id: "spl_a",
  name: "release",
  images: ["r.test/**"],
  signers: [{ kind: "key", fingerprint: "ab".repeat(32) }],
  attestations: [],
  sources: [],
};

it("trusts the public-good root unless an administrator turned it off", async () => {
  expect((await load([])).profiles.map(({ name }) => name)).toEqual(["Sigstore public good"]);
  expect((await load([keys])).profiles.map(({ name }) => name)).toEqual(["Sigstore public good", "our keys"]);
  expect((await load([{ ...publicGood, enabled: false }, keys])).profiles.map(({ name }) => name)).toEqual(["our keys"]);
});

it("takes a newer public-good root in the place of the shipped one", async () => {
  const { root } = await createSigstore();
  const { profiles, trustRevision } = await load([{ ...publicGood, root }]);
  expect(profiles).toHaveLength(1);
  expect(trustRevision).not.toBe((await load([])).trustRevision);
});

it("has another trust with other profiles alone, and another revision with other policies, too", async () => {
  const [plain, again, withKeys, withPolicy] = await Promise.all([load([]), load([]), load([keys]), load([], [policy])]);
  expect(again).toMatchObject({ trustRevision: plain.trustRevision, revision: plain.revision });
  expect(withKeys.trustRevision).not.toBe(plain.trustRevision);
  expect(withKeys.revision).not.toBe(plain.revision);
  expect(withPolicy.trustRevision).toBe(plain.trustRevision);
  expect(withPolicy.revision).not.toBe(plain.revision);
});

it("trusts the builders that are shipped unless a row takes their place, and has another revision then, with the same trust", async () => {
  const entry = {
    name: "ours",
    signers: policy.signers,
    builders: [{ exact: "https://ci.test" }],
    hosted: false,
    level: 2,
  } as const;
  const off = { ...entry, id: "tbl_githubattestations", enabled: false };
  const broken = { ...entry, id: "tbl_broken", name: "broken", enabled: true, builders: [{ pattern: "(" }] };
  const [plain, own] = await Promise.all([load([]), load([], [], [off, { ...entry, id: "tbl_ours", enabled: true }, broken])]);
  const shipped = ["slsa-github-generator", "GitHub artifact attestations", "Google Cloud Build"];
  expect(plain.builders.map(({ name }) => name)).toEqual(shipped);
  expect(own.builders.map(({ name }) => name)).toEqual([shipped[0], shipped[2], "ours"]);
  expect(own.problems).toEqual([expect.stringContaining("The trusted builder broken cannot be read, and so grants nothing")]);
  expect([own.trustRevision, own.revision === plain.revision]).toEqual([plain.trustRevision, false]);
});

it("asks a profile of keys for the log that it names", async () => {
  const { root } = await createSigstore();
  const { profiles } = await load([
    { ...publicGood, enabled: false },
    { ...keys, root },
  ]);
  expect(profiles).toMatchObject([{ kind: "keys", log: { thresholds: { transparencyLog: 1 } } }]);
});

it("says what it cannot use, and lets a policy that it cannot read allow nothing", async () => {
  const broken = { ...policy, name: "broken", images: ["<x>"], signers: [] };
  const { problems, policies, profiles } = await load([{ ...keys, keys: [{ name: "k", pem: "none" }] }], [broken, policy]);
  expect(profiles).toHaveLength(1);
  expect(problems).toEqual([
    "The trust profile our keys cannot be used: This is no public key in PEM.",
    expect.stringContaining("The policy broken cannot be read, and so allows nothing"),
  ]);
  const key = { kind: "key", name: "k", fingerprint: "ab".repeat(32), signedAt: [] } as const;
  expect(policies.of({ registry: "r.test", repository: "shop" })?.allows(key)).toBe(false);
  expect(policies.of({ registry: "other.test", repository: "shop" })?.allows(key)).toBe(false);
});
