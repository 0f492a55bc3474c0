/** Trust profiles and signing policies by the API: what is shown of them, what is refused, and what they change. */
import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { TrustedBuilderView } from "#contracts/supply-chain/builders.ts";
import type { FoundPolicies, ImportedPolicies, SigningPolicy } from "#contracts/supply-chain/policies.ts";
import type { TrustProfileView } from "#contracts/supply-chain/trust.ts";
import { loadJudgement } from "#server/supply-chain/judgement.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { createSigstore } from "#test/sigstore/sigstore.ts";

let api: TestApi;
let admin: string;
let viewer: string;
const { root } = await createSigstore();
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const pem = publicKey.export({ format: "pem", type: "spki" }) as string;

beforeAll(async () => {
  api = await createTestApi();
  admin = await api.signIn({});
  viewer = await api.signIn({ role: "viewer", scope: { clusters: [] } });
});

async function ask<T>(method: string, path: string, body?: unknown): Promise<T & { status: number }> {
  const response = await api.ask(method, path, { cookie: admin, body });
  const text = await response.text();
  return { ...(text === "" ? {} : JSON.parse(text)), status: response.status };
}
const profiles = async () => (await ask<{ items: TrustProfileView[] }>("GET", "/trust-profiles")).items;
const judgement = () => loadJudgement(api.data.repositories.judgement);

describe("trust", () => {
  it("begins with the public-good root as it is shipped, with its age and its end, for whoever reads a report", async () => {
    const response = await api.ask("GET", "/trust-profiles", { cookie: viewer });
    const { items } = (await response.json()) as { items: TrustProfileView[] };
    expect(items).toMatchObject([
      {
        id: "trp_publicgood",
        kind: "publicGood",
        enabled: true,
        shipped: true,
        thresholds: { certificateLog: 1, transparencyLog: 1, trustedTime: 1 },
        asOf: "2025-09-23T00:00:00.000Z",
        endsAt: "2027-04-22T19:27:31.000Z",
      },
    ]);
    expect(items[0]?.parts.map(({ kind }) => kind)).toContain("transparencyLog");
    expect(items[0]?.notices.map(({ kind }) => kind)).toContain("old");
  });

  it("takes a private root and keys, and says of keys without a log what that means", async () => {
    const made = await ask<TrustProfileView>("POST", "/trust-profiles", { name: "ours", kind: "sigstore", root });
    expect(made).toMatchObject({ status: 201, kind: "sigstore", thresholds: { transparencyLog: 1 }, enabled: true });
    const keys = await ask<TrustProfileView>("POST", "/trust-profiles", {
      ...{ name: "keys", kind: "keys", keys: [{ name: "cosign.pub", pem }] },
    });
    expect(keys.keys).toEqual([
      { name: "cosign.pub", fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/), algorithm: "ECDSA P-256", pem },
    ]);
    expect(keys.notices.map(({ kind }) => kind)).toEqual(["withoutLog", "withoutTime"]);
    expect((await judgement()).profiles.map(({ name }) => name)).toEqual(["Sigstore public good", "keys", "ours"]);
  });

  it("refuses what could not be verified by, with the place", async () => {
    const secret = privateKey.export({ format: "pem", type: "pkcs8" }) as string;
    for (const [body, path] of [
      [{ kind: "sigstore" }, "root"],
      [{ kind: "sigstore", root: {} }, "root"],
      [{ kind: "sigstore", root: { ...root, tlogs: [{ ...root.tlogs[0], publicKey: {} }] } }, "root.tlogs[0]"],
      [
        { kind: "sigstore", root, thresholds: { certificateLog: 0, transparencyLog: 0, trustedTime: 0 } },
        "thresholds.trustedTime",
      ],
      [{ kind: "sigstore", root, keys: [{ name: "k", pem }] }, "keys"],
      [{ kind: "keys" }, "keys"],
      [{ kind: "keys", keys: [{ name: "k", pem: secret }] }, "keys.k"],
    ] as const) {
      const refused = await ask("POST", "/trust-profiles", { name: "refused", ...body });
      expect(refused).toMatchObject({ status: 422, code: "trustRefused", issues: [{ path }] });
      expect(JSON.stringify(refused)).not.toContain(secret.slice(30, 60));
    }
    expect(await ask("POST", "/trust-profiles", { name: "ours", kind: "sigstore", root })).toMatchObject({
      code: "trustProfileExists",
    });
  });

  it("in the public-good root is turned off and on, replaced and put back by an administrator", async () => {
    const path = "/trust-profiles/trp_publicgood";
    const off = await ask<TrustProfileView>("PATCH", path, { enabled: false });
    expect(off).toMatchObject({ enabled: false, shipped: true });
    expect(off.notices.map(({ kind }) => kind)).toContain("off");
    expect((await judgement()).profiles.map(({ name }) => name)).not.toContain("Sigstore public good");
    const asOf = "2026-11-01T00:00:00.000Z";
    expect(await ask("PATCH", path, { enabled: true, root, asOf })).toMatchObject({ enabled: true, shipped: false, asOf });
    expect(await ask("DELETE", path)).toMatchObject({ status: 204 });
    expect((await profiles())[0]).toMatchObject({ shipped: true, enabled: true });
  });
});

const issuer = "https://token.actions.githubusercontent.com";
const release = {
  name: "release",
  images: ["ghcr.io/acme/**"],
  signers: [{ kind: "identity", issuer: { exact: issuer }, subject: { pattern: "https://github\\.com/acme/.+" } }],
};

describe("a policy", () => {
  it("is made, judged by, tried out as a draft, and removed", async () => {
    const before = (await judgement()).revision;
    const made = await ask<SigningPolicy>("POST", "/signing-policies", release);
    expect(made).toMatchObject({ status: 201, ...release, attestations: [], sources: [], draft: false });
    const image = { registry: "ghcr.io", repository: "acme/shop", tag: "1" };
    expect((await judgement()).policies.of(image)?.name).toBe("release");
    expect((await judgement()).revision).not.toBe(before);
    expect(await ask("PATCH", `/signing-policies/${made.id}`, { draft: true })).toMatchObject({ draft: true, name: "release" });
    expect((await judgement()).revision).toBe(before);
    expect(await ask("POST", "/signing-policies", release)).toMatchObject({ status: 409, code: "signingPolicyExists" });
    expect(await ask("DELETE", `/signing-policies/${made.id}`)).toMatchObject({ status: 204 });
  });

  it("is refused with the place of the glob or pattern that cannot be used", async () => {
    for (const [change, path] of [
      [{ images: ["ghcr.io/acme/**", "a b"] }, "images[1]"],
      [{ signers: [{ ...release.signers[0], subject: { pattern: ".*" } }] }, "signers[0].subject"],
      [{ sources: ["github.com/acme/*", "<x>"] }, "sources[1]"],
    ] as const)
      expect(await ask("POST", "/signing-policies", { ...release, ...change })).toMatchObject({
        ...{ status: 422, code: "signingPolicyRefused", issues: [{ path }] },
      });
    expect(
      await ask("POST", "/signing-policies", { ...release, signers: [{ kind: "identity", subject: { exact: "x" } }] }),
    ).toMatchObject({ status: 400 });
  });

  it("names the keys that it allows as they are registered", async () => {
    const fingerprint = (await profiles()).flatMap(({ keys }) => keys)[0]?.fingerprint ?? "";
    const unknown = "0".repeat(64);
    const signers = [fingerprint, unknown].map((print) => ({ kind: "key", fingerprint: print }));
    const made = await ask<SigningPolicy>("POST", "/signing-policies", { ...release, signers });
    expect(made.keyNames).toEqual({ [fingerprint]: "cosign.pub" });
  });

  it("is read by everybody who reads reports, and changed by administrators of all clusters alone", async () => {
    const { items } = await ask<{ items: SigningPolicy[] }>("GET", "/signing-policies");
    const listed = await api.ask("GET", "/signing-policies", { cookie: viewer });
    expect(await listed.json()).toEqual({ items });
    const limited = await api.signIn({ scope: { clusters: [] } });
    for (const cookie of [viewer, limited])
      expect((await api.ask("POST", "/signing-policies", { cookie, body: { ...release, name: "mine" } })).status).toBe(403);
  });
});

describe("the map of trusted builders", () => {
  const items = async () => (await ask<{ items: TrustedBuilderView[] }>("GET", "/trusted-builders")).items;
  const path = "/trusted-builders/tbl_githubattestations";

  it("is as it is shipped at first, and says whose word it is and what grants nothing", async () => {
    const response = await api.ask("GET", "/trusted-builders", { cookie: viewer });
    const { items: shown } = (await response.json()) as { items: TrustedBuilderView[] };
    expect(shown.map(({ name, level, shipped, enabled }) => [name, level, shipped, enabled])).toEqual([
      ["slsa-github-generator", 3, "unchanged", true],
      ["GitHub artifact attestations", 2, "unchanged", true],
      ["Google Cloud Build", 3, "unchanged", true],
    ]);
    for (const { note, reference } of shown) expect([note, reference]).toEqual([expect.any(String), expect.any(String)]);
    expect(shown.map(({ problem }) => problem)).toEqual([undefined, undefined, "It names no signer, and so grants nothing."]);
  });

  it("is changed, and put back, by an administrator: what is judged by it is judged anew", async () => {
    const before = await judgement();
    expect(await ask("PATCH", path, { enabled: false })).toMatchObject({ enabled: false, shipped: "changed" });
    const after = await judgement();
    expect([after.trustRevision, after.revision === before.revision]).toEqual([before.trustRevision, false]);
    expect(after.builders.map(({ name }) => name)).not.toContain("GitHub artifact attestations");
    expect(await ask("DELETE", path)).toMatchObject({ status: 204 });
    expect((await judgement()).revision).toBe(before.revision);
    expect(await ask("DELETE", path)).toMatchObject({ status: 404 });
    expect((await api.ask("PATCH", path, { cookie: viewer, body: { enabled: false } })).status).toBe(403);
  });

  it("takes entries of one's own, and refuses what could grant nothing or anything", async () => {
    const ours = {
      ...{ name: "Ours", level: 3, hosted: true, builders: release.signers.map(({ subject }) => subject) },
      signers: release.signers,
    };
    const made = await ask<TrustedBuilderView>("POST", "/trusted-builders", ours);
    expect(made).toMatchObject({ status: 201, ...ours, enabled: true });
    for (const [change, code] of [
      [{ name: "Other", builders: [{ pattern: ".*" }] }, "trustedBuilderRefused"],
      [{}, "trustedBuilderExists"],
      [{ name: "Google Cloud Build" }, "trustedBuilderExists"],
      [{ name: "Four", level: 4 }, "badRequest"],
    ] as const)
      expect((await ask<{ code: string }>("POST", "/trusted-builders", { ...ours, ...change })).code).toContain(code);
    expect(await ask("DELETE", `/trusted-builders/${made.id}`)).toMatchObject({ status: 204 });
    expect((await items()).map(({ name }) => name)).not.toContain("Ours");
  });
});

describe("policies of other engines", () => {
  const other = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).publicKey.export({ format: "pem", type: "spki" });
  const rule = (name: string, more: object = {}) => ({
    origin: { kind: "ClusterImagePolicy", name, untranslated: ["A part."] },
    policies: [{ ...release, name, ...more }],
    keys: [{ name: `${name} key`, pem: other }],
  });
  const state = async () => {
    const { items } = await ask<{ items: SigningPolicy[] }>("GET", "/signing-policies");
    const { rows } = await api.data.database.pool.query("SELECT count(*)::int AS entries FROM audit_entries");
    return [items.map(({ name }) => name), (await profiles()).map(({ name }) => name), rows];
  };
  const take = (body: object) => ask<ImportedPolicies>("POST", "/signing-policies/import", body);

  it("are taken over all together after a preview that makes nothing", async () => {
    const before = await state();
    const rules = [rule("first"), rule("second")];
    const shown = await take({ rules, preview: true });
    expect(shown).toMatchObject({ status: 200, made: false, policies: [{ name: "first" }, { name: "second" }] });
    expect(shown.trustProfiles).toMatchObject([{ name: "Keys of first", keys: [{ name: "first key" }] }]);
    expect(await state()).toEqual(before);
    const { status: _, ...made } = await take({ rules });
    const { status: __, ...expected } = shown;
    expect(made).toEqual({ ...expected, made: true });
    expect((await take({ rules })).passedOver).toEqual(["first", "second"]);
    const { items } = await ask<{ items: SigningPolicy[] }>("GET", "/signing-policies");
    expect(items.find(({ name }) => name === "first")).toMatchObject({ draft: true, origin: { untranslated: ["A part."] } });
  });

  it("are not taken over at all where one of them is refused, and the refusal names it", async () => {
    const before = await state();
    for (const [broken, code] of [
      [rule("broken", { images: ["a b"] }), "signingPolicyRefused"],
      [
        { ...rule("broken"), keys: [{ name: "k", pem: "-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----" }] },
        "trustRefused",
      ],
    ] as const)
      expect(await take({ rules: [rule("third"), broken] })).toMatchObject({
        ...{ status: 422, code, detail: expect.stringContaining("broken: ") },
      });
    expect(await state()).toEqual(before);
    const response = await api.ask("POST", "/signing-policies/import", { cookie: viewer, body: { rules: [rule("mine")] } });
    expect(response.status).toBe(403);
  });

  it("are read whatever the length of their names, and get one that fits", async () => {
    const name = "n".repeat(240);
    const text = JSON.stringify({
      ...{ apiVersion: "policy.sigstore.dev/v1beta1", kind: "ClusterImagePolicy", metadata: { name } },
      spec: { images: [{ glob: "ghcr.io/acme/**" }], authorities: [{ static: { action: "fail" } }] },
    });
    const [found] = (await ask<FoundPolicies>("POST", "/signing-policies/read", { text })).items;
    expect(found?.policies[0]?.name).toBe(name);
    const { policies = [], origin, untranslated = [] } = found ?? {};
    const shown = await take({ rules: [{ origin: { ...origin, untranslated }, policies }], preview: true });
    expect(shown.policies[0]?.name).toHaveLength(100);
  });
});

it("everything that was done is written down", async () => {
  const { rows } = await api.data.database.pool.query(
    "SELECT DISTINCT action FROM audit_entries WHERE action ~ '^(trust|policy|builder)' ORDER BY 1",
  );
  expect(rows.map(({ action }) => action)).toEqual([
    ...["builder.change", "builder.create", "builder.remove"],
    ...["policy.change", "policy.create", "policy.remove", "trust.change", "trust.create", "trust.remove"],
  ]);
});
