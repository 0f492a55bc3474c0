import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it, test } from "vitest";
import { inventoryOfObjects, type KubernetesObject } from "../../inventory/from-objects.ts";
import { imagePolicyWorld } from "../../inventory/image-policy-world.ts";
import { compileMatcher } from "../identity/pattern.ts";
import type { AllowedSigner } from "../identity/policy.ts";
import { readPublicKey } from "../trust/keys.ts";
import { compileImagePolicy } from "./compile.ts";
import { type ExportedPolicy, toClusterImagePolicy, toImageValidatingPolicy } from "./export.ts";
import { exportAll } from "./export-all.ts";
import { handMadePolicies, policiesToExport } from "./export-world.ts";
import type { ImagePolicy } from "./image-policy.ts";
import { ofSearch, ofWildcards } from "./patterns.ts";
import { translatePolicies } from "./policy-resources.ts";

const issuer = "https://token.actions.githubusercontent.com";
const pem = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).publicKey.export({ format: "pem", type: "spki" }) as string;
const key = readPublicKey("k", pem);
const fingerprint = key.ok ? key.value.fingerprint : "";

function translated(...objects: readonly object[]) {
  const header = { takenAt: "2026-11-24T00:00:00Z", source: "live" as const };
  return translatePolicies(inventoryOfObjects(objects as readonly KubernetesObject[], header));
}

const signedBy = (spec: object) => ({
  apiVersion: "policy.sigstore.dev/v1beta1",
  kind: "ClusterImagePolicy",
  metadata: { name: "signed" },
  spec: { images: [{ glob: "ghcr.io/acme/**" }], ...spec },
});
const keyless = (identity: object, more: object = {}) => ({
  keyless: { url: "https://fulcio.sigstore.dev", identities: [identity], ...more },
});
const release: AllowedSigner = { kind: "identity", issuer: { exact: issuer }, subject: { exact: "me@acme.test" } };

describe("expressions of other engines", () => {
  test.each([
    ["^https://github\\.com/acme/.*$", "https://github\\.com/acme/.*"],
    ["^(?:a|b)$", "a|b"],
    ["^(?:a)|(?:b)$", "(?s:.*)(?:^(?:a)|(?:b)$)(?s:.*)"],
    ["acme", "(?s:.*)acme(?s:.*)"],
    ["^acme", "acme(?s:.*)"],
    ["acme\\$", "(?s:.*)acme\\$(?s:.*)"],
    ["(?i)^acme$", "(?s:.*)(?:(?i)^acme$)(?s:.*)"],
    ["^(?:[)])x(?:y)$", "(?:[)])x(?:y)"],
  ])("%s is %s", (expression, pattern) => expect(ofSearch(expression)).toEqual({ pattern }));

  it("match what a search for them matches", () => {
    const piece = fc.constantFrom("^", "$", "a", "b", "|", "(?:", ")", ".*", "\\$", "[)]", "(?i)");
    const text = fc.string({ unit: fc.constantFrom("a", "b", "$", ")", "A"), maxLength: 5 });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), text, (pieces, subject) => {
        const expression = pieces.join("");
        let searched: RE2JS;
        try {
          searched = RE2JS.compile(expression);
        } catch {
          return;
        }
        const matcher = compileMatcher(ofSearch(expression));
        if (matcher.ok)
          expect([expression, subject, matcher.value(subject)]).toEqual([expression, subject, searched.matcher(subject).find()]);
        else expect(searched.matcher("").find()).toBe(true);
      }),
      { numRuns: Number(process.env.CASES ?? 300) },
    );
  });

  test.each([
    ["me@acme.test", { exact: "me@acme.test" }],
    ["*@acme.test", { pattern: ".*@acme\\.test" }],
    ["v?", { pattern: "v." }],
  ])("with wildcards: %s", (text, matcher) => expect(ofWildcards(text)).toEqual(matcher));
});

describe("a ClusterImagePolicy", () => {
  it("becomes a policy of its globs and of all its signers", () => {
    const [one] = translated(
      signedBy({ authorities: [keyless({ issuer, subject: "me@acme.test" }), { key: { data: pem, hashAlgorithm: "sha256" } }] }),
    );
    expect(one).toMatchObject({
      action: "enforce",
      untranslated: [],
      warnings: [],
      keys: [{ fingerprint, pem: expect.stringContaining("BEGIN PUBLIC KEY") }],
    });
    expect(one?.policies).toEqual([
      {
        name: "signed",
        images: ["ghcr.io/acme/**"],
        signers: [release, { kind: "key", fingerprint }],
        attestations: [],
        sources: [],
      },
    ]);
  });

  it("asks for statements where all its authorities do", () => {
    const attestations = [{ name: "sbom", predicateType: "cyclonedx" }];
    const authority = keyless({ issuer, subject: "me@acme.test" });
    expect(translated(signedBy({ authorities: [{ ...authority, attestations }] }))[0]?.policies).toMatchObject([
      { attestations: ["cyclonedx"] },
    ]);
    const mixed = translated(signedBy({ authorities: [{ ...authority, attestations }, authority] }))[0];
    expect(mixed).toMatchObject({ policies: [], untranslated: [expect.stringContaining("different statements")] });
  });

  it("that lets everything pass asks for nothing, and one that refuses everything names nobody", () => {
    const pass = translated(signedBy({ authorities: [keyless({ issuer, subject: "x" }), { static: { action: "pass" } }] }))[0];
    expect(pass).toMatchObject({
      policies: [],
      untranslated: ["It lets images pass whoever signed them: that asks for nothing."],
    });
    expect(translated(signedBy({ authorities: [{ static: { action: "fail" } }] }))[0]?.policies).toMatchObject([{ signers: [] }]);
  });

  test.each<[string, object, string]>([
    ["an identity without issuer", { authorities: [keyless({ subject: "me" })] }, "without issuer"],
    ["anybody", { authorities: [{ keyless: { url: "https://fulcio.sigstore.dev" } }] }, "may be anybody"],
    ["a root of its own", { authorities: [keyless({ issuer, subject: "me" }, { trustRootRef: "own" })] }, "certified by own"],
    [
      "another authority",
      { authorities: [{ keyless: { url: "https://fulcio.test", identities: [{ issuer, subject: "me" }] } }] },
      "https://fulcio.test",
    ],
    [
      "another log",
      { authorities: [{ ...keyless({ issuer, subject: "me" }), ctlog: { url: "https://rekor.test" } }] },
      "https://rekor.test",
    ],
    ["a key elsewhere", { authorities: [{ key: { kms: "awskms:///alias/images" } }] }, "awskms:///alias/images"],
    ["another hash", { authorities: [{ key: { data: pem, hashAlgorithm: "sha512" } }] }, "sha512"],
    [
      "another place",
      { authorities: [{ ...keyless({ issuer, subject: "me" }), source: [{ oci: "r.test/sig" }] }] },
      "r.test/sig",
    ],
    ["a broken pattern", { authorities: [keyless({ issuer, subjectRegExp: ".*" })] }, "matches the empty text"],
    [
      "rules of its own",
      { policy: { type: "cue", data: "x" }, authorities: [{ key: { data: pem } }] },
      "policy: this also decides",
    ],
    ["a warning alone", { mode: "warn", authorities: [{ key: { data: pem } }] }, "warns and does not refuse"],
    [
      "some objects alone",
      { match: [{ resource: "pods", selector: { matchLabels: { a: "b" } } }], authorities: [{ key: { data: pem } }] },
      "about some objects alone",
    ],
    ["a glob that is none", { images: [{ glob: "[a]" }], authorities: [{ key: { data: pem } }] }, "Images by [a]"],
  ])("with %s says that this is not taken over", (_what, spec, sentence) => {
    expect(translated(signedBy(spec))[0]?.untranslated).toContainEqual(expect.stringContaining(sentence));
  });

  it("with an expression that is not anchored keeps its meaning, and warns", () => {
    const [one] = translated(signedBy({ authorities: [keyless({ issuer, subjectRegExp: "github.com/acme" })] }));
    expect(one?.warnings).toEqual([expect.stringContaining("is not anchored")]);
    const policy = compileImagePolicy({ id: "", ...(one?.policies[0] as Omit<ImagePolicy, "id">) });
    const signer = (subject: string) => ({
      kind: "certificate" as const,
      issuer,
      subject,
      claims: {},
      notBefore: "",
      notAfter: "",
      signedAt: [],
    });
    expect(policy.ok && policy.value.signers.allows(signer("https://github.com/acme/x"))).toBe(true);
    expect(policy.ok && policy.value.signers.allows(signer("https://gitlab.com/acme/x"))).toBe(false);
  });
});

describe("Kyverno", () => {
  const rule = (entry: object, more: object = {}) => ({
    apiVersion: "kyverno.io/v1",
    kind: "ClusterPolicy",
    metadata: { name: "images" },
    spec: {
      validationFailureAction: "Enforce",
      rules: [
        {
          name: "signed",
          match: { any: [{ resources: { kinds: ["Pod"] } }] },
          ...more,
          verifyImages: [{ imageReferences: ["ghcr.io/acme/*"], ...entry }],
        },
      ],
    },
  });
  const byKey = { keys: { publicKeys: pem } };
  const byWorkflow = { keyless: { issuer, subject: "*@acme.test" } };

  it("asks each of its sets, and of a set as many as it says", () => {
    const both = translated(rule({ attestors: [{ entries: [byKey, byWorkflow] }] }))[0];
    expect(both?.policies.map(({ name, signers }) => [name, signers.length])).toEqual([
      ["images signed", 1],
      ["images signed 2", 1],
    ]);
    const any = translated(rule({ attestors: [{ count: 1, entries: [byKey, byWorkflow] }] }))[0];
    expect(any).toMatchObject({ untranslated: [], policies: [{ images: ["ghcr.io/acme/**"] }] });
    expect(any?.policies[0]?.signers).toEqual([
      { kind: "key", fingerprint },
      { kind: "identity", issuer: { exact: issuer }, subject: { pattern: ".*@acme\\.test" } },
    ]);
    const some = translated(rule({ attestors: [{ count: 2, entries: [byKey, byWorkflow, byKey] }] }))[0];
    expect(some).toMatchObject({ policies: [], untranslated: [expect.stringContaining("2 of 3")] });
  });

  it("asks for statements by their own signers, and names conditions that are not taken over", () => {
    const attestations = [
      { type: "https://slsa.dev/provenance/v1", attestors: [{ entries: [byWorkflow] }], conditions: [{ all: [] }] },
    ];
    const [one] = translated(rule({ attestors: [{ entries: [byKey] }], attestations }));
    expect(one?.policies.map(({ attestations: types }) => types)).toEqual([[], ["https://slsa.dev/provenance/v1"]]);
    expect(one?.untranslated).toEqual([expect.stringContaining("conditions")]);
  });

  it("names namespaces, exclusions and skipped images, and finds Docker Hub's own images", () => {
    const narrow = {
      match: { any: [{ resources: { kinds: ["Pod"], namespaces: ["shop"] } }] },
      exclude: { any: [{ resources: { namespaces: ["kube-*"] } }] },
    };
    const [one] = translated(
      rule(
        {
          imageReferences: ["docker.io/nginx*"],
          skipImageReferences: ["docker.io/nginx:dev"],
          attestors: [{ entries: [byKey] }],
        },
        narrow,
      ),
    );
    expect(one?.untranslated).toHaveLength(3);
    expect(one?.policies[0]?.images).toEqual(["docker.io/nginx**", "docker.io/library/nginx**"]);
  });
});

it("every policy that is kept of a cluster becomes policies or sentences, and no private key is taken", () => {
  const all = translated(...imagePolicyWorld);
  expect(all.map(({ origin }) => `${origin.kind} ${origin.name}`)).toEqual([
    ...["ClusterImagePolicy signed", "ClusterPolicy images", "ImageValidatingPolicy cel"],
    "NamespacedImageValidatingPolicy shop/off",
  ]);
  for (const one of all) expect(one.policies.length + one.untranslated.length).toBeGreaterThan(0);
  for (const { policies } of all)
    for (const policy of policies) expect(compileImagePolicy({ id: "", ...policy })).toMatchObject({ ok: true });
  expect(JSON.stringify(all)).not.toContain("drydock-canary");
});

describe("what is exported", () => {
  const keys = new Map([[fingerprint, pem]]);
  const context = { keys, privateRoots: [], enforce: true };
  const policy = policiesToExport(fingerprint);
  const sorted = (signers: readonly AllowedSigner[]) => signers.map((one) => JSON.stringify(one)).sort();

  it.each([
    ["ClusterImagePolicy", toClusterImagePolicy],
    ["ImageValidatingPolicy", toImageValidatingPolicy],
  ] as const)("as %s comes back as what it was", (kind, toResource) => {
    fc.assert(
      fc.property(policy, (one) => {
        const exported: ExportedPolicy = toResource(one, context);
        const [back] = translated(exported.resource ?? {});
        const signers = (back?.policies ?? []).map((found) => sorted(found.signers));
        expect([kind, signers]).toEqual([kind, signers.map(() => sorted(one.signers))]);
        expect(new Set(back?.policies.flatMap(({ images }) => images))).toEqual(new Set(one.images));
        const types = one.signers.length === 0 ? [] : back?.policies.flatMap(({ attestations }) => attestations).sort();
        expect(types).toEqual(one.signers.length === 0 ? [] : [...one.attestations].sort());
      }),
      { numRuns: Number(process.env.CASES ?? 100) },
    );
  });

  const base: ImagePolicy = {
    id: "spl_a",
    name: "Ünser Team/1",
    images: ["ghcr.io/acme/*"],
    signers: [release],
    attestations: [],
    sources: [],
  };

  it("has a name that Kubernetes takes, and only warns where it is not to refuse", () => {
    const quiet = { ...context, enforce: false };
    expect(toClusterImagePolicy(base, quiet).resource).toMatchObject({
      metadata: { name: "nser-team-1" },
      spec: { mode: "warn" },
    });
    expect(toImageValidatingPolicy(base, quiet).resource).toMatchObject({ spec: { validationActions: ["Audit"] } });
  });

  it("has another name where two are one to Kubernetes", () => {
    const long = { ...base, name: "a".repeat(80) };
    const exported = exportAll([...handMadePolicies(fingerprint), long, long], toClusterImagePolicy, context);
    const names = exported.map(({ resource }) => resource?.metadata.name);
    expect(names).toEqual(["nser-team", "nser-team-2", "nobody", "stated-all", "a".repeat(63), `${"a".repeat(61)}-2`]);
  });

  it("names what the controllers cannot say", () => {
    const unknown = { ...base, signers: [{ kind: "key" as const, fingerprint: "0".repeat(64) }], sources: ["github.com/acme/*"] };
    for (const toResource of [toClusterImagePolicy, toImageValidatingPolicy]) {
      const { resource, untranslated } = toResource(unknown, context);
      expect(resource).toBeUndefined();
      expect(untranslated.join(" ")).toMatch(/in no trust profile.*github\.com\/acme.*nothing is exported/);
      expect(toResource(base, { ...context, privateRoots: ["ours"] }).untranslated).toContainEqual(
        expect.stringContaining("The root ours"),
      );
    }
    expect(toImageValidatingPolicy(base, context).untranslated).toContainEqual(expect.stringContaining("ends at a slash here"));
    const { untranslated } = toClusterImagePolicy(base, context);
    expect(untranslated).toEqual([expect.stringContaining("policy.sigstore.dev/include: true")]);
    const shared = { ...base, signers: [release, { kind: "key" as const, fingerprint }], attestations: ["vuln", "spdx"] };
    expect(toClusterImagePolicy(shared, context).untranslated).toContainEqual(expect.stringContaining("several may share that"));
    expect(toImageValidatingPolicy(shared, context).untranslated.join(" ")).not.toContain("several may share");
  });
});
