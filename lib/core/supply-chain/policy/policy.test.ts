import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { AllowedSigner } from "../identity/policy.ts";
import type { CertificateSigner, KeySigner, Signer } from "../identity/signer.ts";
import { parseImageReference } from "../images/reference.ts";
import { compileImagePolicies, compileImagePolicy } from "./compile.ts";
import { isOfType, type SoundArtifact } from "./evaluate.ts";
import { compileImageGlob, compileSourceGlob } from "./glob.ts";
import type { ImagePolicy } from "./image-policy.ts";

const digest = `sha256:${"ab".repeat(32)}` as const;

function isNamed(glob: string, image: string): boolean | undefined {
  const compiled = compileImageGlob(glob);
  const reference = parseImageReference(image);
  if (!compiled.ok) return undefined;
  return reference !== undefined && compiled.value({ ...reference, written: image });
}

describe("a glob of images means what ClusterImagePolicy means by it", () => {
  test.each([
    ["foo", "index.docker.io/library/foo:latest", true],
    ["foo", "index.docker.io/library/foo:*", true],
    ["foo", "index.docker.io/library/*", true],
    ["foo", "index.docker.io/library/*:latest", true],
    ["foo", "index.docker.io/*/*", true],
    ["foo", "index.docker.io/**", true],
    ["foo", "index.docker.**", true],
    ["foo", "inde**", true],
    ["foo", "**", true],
    ["foo", "foo", true],
    ["foo", "foo*", true],
    ["foo", "*", true],
    ["foo", "*/*", true],
    ["myuser/myapp", "index.docker.io/myuser/myapp:latest", true],
    ["myuser/myapp", "index.docker.io/myuser/*:latest", true],
    ["myuser/myapp", "*/*", true],
    ["myuser/myapp", "*", false],
    ["ghcr.io/foo/bar", "ghcr.io/*/*", true],
    ["ghcr.io/foo/bar", "ghcr.io/foo/bar", true],
    ["ghcr.io/foo/bar:v1", "ghcr.io/foo/bar", false],
    ["ghcr.io/foo/bar:v1", "ghcr.io/foo/bar:**", true],
    ["ghcr.io/foo", "ghcr.io/*/*", false],
    ["ghcr.io/foo", "*/**", true],
    ["prefix-ghcr.io/foo", "ghcr.io/foo", false],
    ["ghcr.io/foo-suffix", "ghcr.io/foo", false],
    ["ghcrxio.test/foo", "ghcr.io.test/**", false],
    [`ghcr.io/foo/bar@${digest}`, "ghcr.io/foo/bar@**", undefined],
    [`ghcr.io/foo/bar@${digest}`, "ghcr.io/foo/*", true],
    [`ghcr.io/foo/bar:v1@${digest}`, "ghcr.io/foo/bar:v1", true],
    ["docker.io/library/foo:1", "docker.io/library/*", true],
    ["index.docker.io/library/foo:1", "docker.io/library/*", true],
    ["ghcr.io/a+b", "ghcr.io/**", false],
    ["foo", ".+", undefined],
    ["foo", "[a-z]*", undefined],
    ["foo", "", undefined],
    ["foo", `${"*".repeat(600)}`, undefined],
  ])("%s by %.60s: %s", (image, glob, expected) => expect(isNamed(glob, image)).toBe(expected));

  it("takes no time that grows faster than the name", () => {
    const compiled = compileImageGlob(`r.test/${"**a".repeat(40)}`);
    if (!compiled.ok) throw new Error(compiled.error.message);
    expect(compiled.value({ registry: "r.test", repository: "a".repeat(250), tag: "b" })).toBe(false);
  });
});

it("a glob matches what the same expression matches", () => {
  const glob = fc.array(fc.constantFrom("a", "b", "/", "*", "**", ".", ":"), { minLength: 1, maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom("a", "b", "/", ".", ":"), maxLength: 10 });
  fc.assert(
    fc.property(glob, text, (parts, written) => {
      const whole = `x/${parts.join("")}`;
      const expression = whole.replaceAll(".", "\\.").replaceAll("**", "#").replaceAll("*", "[^/]*").replaceAll("#", ".*");
      const compiled = compileImageGlob(whole);
      const image = { registry: "none.test", repository: "none", written: `x/${written}` };
      expect([whole, written, compiled.ok && compiled.value(image)]).toEqual([
        whole,
        written,
        new RegExp(`^${expression}$`).test(`x/${written}`),
      ]);
    }),
    { numRuns: Number(process.env.CASES ?? 500) },
  );
});

describe("a glob of source repositories", () => {
  test.each([
    ["github.com/acme/*", "https://github.com/acme/shop", true],
    ["https://github.com/acme/*", "git+https://github.com/Acme/Shop.git@refs/heads/main", true],
    ["github.com/acme/shop", "ssh://git@github.com/acme/shop.git", true],
    ["github.com/acme/*", "https://github.com/acme/shop/evil", false],
    ["github.com/acme/*", "https://evil.test/github.com/acme/shop", false],
    ["gitlab.example.com/**", "https://gitlab.example.com/a/b/c", true],
    ["github.com/acme*", "https://github.com/acme-evil/x", false],
    ["git hub", "https://github.com/acme/shop", undefined],
  ])("%s of %s: %s", (glob, repository, expected) => {
    const compiled = compileSourceGlob(glob);
    expect(compiled.ok ? compiled.value(repository) : undefined).toBe(expected);
  });
});

const issuer = "https://token.actions.githubusercontent.com";
const byWorkflow = (subject: string): CertificateSigner => ({
  kind: "certificate",
  issuer,
  subject,
  claims: {},
  notBefore: "2026-01-01T00:00:00.000Z",
  notAfter: "2026-01-01T00:10:00.000Z",
  signedAt: [],
});
const release = byWorkflow("https://github.com/acme/shop/.github/workflows/release.yaml@refs/tags/v1");
const scanner = byWorkflow("scanner@acme.test");
const stranger = byWorkflow("stranger@evil.test");
const key: KeySigner = { kind: "key", name: "cosign.pub", fingerprint: "ab".repeat(32), signedAt: [] };
const nameOnly = (signer: CertificateSigner): AllowedSigner => ({
  kind: "identity",
  issuer: { exact: issuer },
  subject: { exact: signer.subject ?? "" },
});

function policy(more: Partial<ImagePolicy>): ImagePolicy {
  return {
    id: "spl_a",
    name: "release",
    images: ["r.test/**"],
    signers: [nameOnly(release)],
    attestations: [],
    sources: [],
    ...more,
  };
}

function compiled(...policies: readonly Partial<ImagePolicy>[]) {
  const all = compileImagePolicies(policies.map(policy));
  if (!all.ok) throw new Error(`${all.error.path}: ${all.error.message}`);
  return all.value;
}

const shop = { registry: "r.test", repository: "shop", tag: "1" };
const signature = (signer: Signer): SoundArtifact => ({ signer, role: "signature" });
const provenance = (signer: Signer, source?: string): SoundArtifact => ({
  signer,
  role: "provenance",
  predicateType: "https://slsa.dev/provenance/v1",
  source,
});

describe("policies", () => {
  test.each([
    [{ images: ["ok/**", "<x>"] }, "images[1]"],
    [
      { signers: [nameOnly(release), { kind: "identity", issuer: { exact: "x" }, subject: { pattern: "(" } }] as const },
      "signers[1].subject",
    ],
    [{ signers: [{ kind: "identity", issuer: { pattern: ".*" }, subject: { exact: "x" } }] as const }, "signers[0].issuer"],
    [{ sources: ["github.com/acme/*", "a b"] }, "sources[1]"],
  ])("%j name the place of what is refused", (more, path) => {
    expect(compileImagePolicy(policy(more))).toMatchObject({ ok: false, error: { path } });
    expect(compileImagePolicies([policy({}), policy(more)])).toMatchObject({ ok: false, error: { path: `[1].${path}` } });
  });

  it("are about no image that they do not name", () => {
    const all = compiled({});
    expect(all.of({ registry: "other.test", repository: "shop" })).toBeUndefined();
    expect(all.of(shop)?.allows(release)).toBe(true);
    expect(all.of(shop)?.allows(stranger)).toBe(false);
    expect(all.of(shop)?.allows(key)).toBe(false);
  });

  it("that name the same image all have to allow its signer, and those that do not are named", () => {
    const all = compiled({}, { name: "scan", images: ["r.test/shop:*"], signers: [nameOnly(scanner), nameOnly(release)] });
    const both = all.of(shop);
    expect(both?.name).toBe("release and scan");
    expect(both?.allows(release)).toBe(true);
    expect(both?.allows(scanner)).toBe(false);
    expect(both?.refusedBy?.(scanner)).toEqual(["release"]);
    expect(both?.refusedBy?.(stranger)).toEqual(["release", "scan"]);
  });

  it("may be settled by different signers of one image, and no signature of a stranger passes with them", () => {
    const all = compiled({}, { name: "scan", signers: [nameOnly(scanner)] });
    expect(all.of(shop, [release, scanner, stranger])?.allows(release)).toBe(true);
    expect(all.of(shop, [release, scanner, stranger])?.allows(scanner)).toBe(true);
    expect(all.of(shop, [release, scanner, stranger])?.allows(stranger)).toBe(false);
    expect(all.of(shop, [release, stranger])?.allows(release)).toBe(false);
  });

  it("without signers let nobody run their images", () => {
    expect(compiled({ signers: [] }).of(shop)?.allows(release)).toBe(false);
    expect(compiled({ signers: [] }).verdicts(shop, [[signature(release)]])).toMatchObject([
      { allows: false, reason: "refused" },
    ]);
  });

  it("say whether an image may come from a repository only where they ask for one", () => {
    const all = compiled({}, { name: "ours", sources: ["github.com/acme/*"] });
    expect(compiled({}).allowsSource(shop, "https://github.com/evil/shop")).toBeUndefined();
    expect(all.allowsSource(shop, "https://github.com/acme/shop")).toEqual({ allows: true, policies: ["ours"] });
    expect(all.allowsSource(shop, "https://github.com/evil/shop")).toEqual({ allows: false, policies: ["ours"] });
  });
});

describe("the verdict of a policy on an image", () => {
  it("is that of the platform that fares worst", () => {
    const verdicts = (...platforms: readonly (readonly SoundArtifact[])[]) => compiled({}).verdicts(shop, platforms)[0];
    expect(verdicts([signature(release)], [signature(stranger), signature(release)])).toMatchObject({ reason: "allowed" });
    expect(verdicts([signature(release)], [signature(stranger)])).toMatchObject({ reason: "signerNotNamed" });
    const half = verdicts([signature(release)], []);
    expect(half).toMatchObject({ reason: "notSigned", sentence: expect.stringContaining("Not all of the image's platforms") });
    expect(verdicts([], [])).toMatchObject({ reason: "notSigned", sentence: "Nobody signed the image." });
  });

  const verdict = (more: Partial<ImagePolicy>, artifacts: readonly SoundArtifact[]) =>
    compiled(more).verdicts(shop, [artifacts])[0];

  test.each<[string, Partial<ImagePolicy>, readonly SoundArtifact[]]>([
    ["notSigned", {}, []],
    ["allowed", {}, [signature(release)]],
    ["allowed", {}, [signature(stranger), signature(release)]],
    ["signerNotNamed", {}, [signature(stranger)]],
    ["statementsAlone", {}, [provenance(release)]],
    ["allowed", { attestations: ["slsaprovenance1"] }, [provenance(release)]],
    ["allowed", { attestations: ["https://slsa.dev/provenance/v1"] }, [provenance(release)]],
    ["attestationMissing", { attestations: ["slsaprovenance1", "vuln"] }, [signature(release), provenance(release)]],
    ["signerNotNamed", { attestations: ["slsaprovenance1"] }, [signature(release), provenance(stranger)]],
    ["sourceUnknown", { sources: ["github.com/acme/*"] }, [signature(release)]],
    [
      "sourceUnknown",
      { sources: ["github.com/acme/*"] },
      [signature(release), provenance(stranger, "https://github.com/acme/shop")],
    ],
    ["allowed", { sources: ["github.com/acme/*"] }, [signature(release), provenance(release, "https://github.com/acme/shop")]],
    [
      "sourceNotNamed",
      { sources: ["github.com/acme/*"] },
      [signature(release), provenance(release, "https://github.com/evil/shop")],
    ],
    ["allowed", { signers: [{ kind: "key", fingerprint: key.fingerprint }] }, [signature(key)]],
  ])("is %s for %j", (reason, more, artifacts) => {
    expect(verdict(more, artifacts)).toMatchObject({ reason, allows: reason === "allowed", policy: { name: "release" } });
  });

  it("shows hostile names as escapes", () => {
    const sentence = verdict({}, [signature(byWorkflow("\u202e<img>"))])?.sentence;
    expect(sentence).toContain("\\u{202e}");
    expect(sentence).not.toContain("\u202e");
  });
});

test.each([
  ["https://slsa.dev/provenance/v0.2", "slsaprovenance", true],
  ["https://slsa.dev/provenance/v1", "slsaprovenance", false],
  ["https://slsa.dev/provenance/v1", "slsaprovenance1", true],
  ["https://spdx.dev/Document/v2.3", "spdxjson", true],
  ["https://spdx.dev/Documents", "spdxjson", false],
  ["https://cyclonedx.org/bom", "cyclonedx", true],
  ["anything", "constructor", false],
])("the predicate %s is of the type %s: %s", (predicate, wanted, expected) => {
  expect(isOfType(predicate, wanted)).toBe(expected);
});
