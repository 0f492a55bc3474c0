/** Policies to export in tests, and what a policy means whoever wrote it; nothing of the product imports it. */
import fc from "fast-check";
import type { AllowedSigner } from "../identity/policy.ts";
import type { Signer } from "../identity/signer.ts";
import { compileImagePolicies } from "./compile.ts";
import type { ImagePolicy } from "./image-policy.ts";

const issuer = "https://token.actions.githubusercontent.com";

/** @param fingerprint of a key that the export knows. */
export function policiesToExport(fingerprint: string): fc.Arbitrary<ImagePolicy> {
  const matcher = fc.oneof(
    fc.stringMatching(/^[a-z@./-]{1,20}$/).map((exact) => ({ exact })),
    fc.constantFrom("https://github\\.com/acme/.+", "a|b", "(?i)me@acme\\.test", "[^)]+@x").map((pattern) => ({ pattern })),
  );
  const signer: fc.Arbitrary<AllowedSigner> = fc.oneof(
    fc.constant({ kind: "key" as const, fingerprint }),
    fc.record({ kind: fc.constant("identity" as const), issuer: matcher, subject: matcher }),
  );
  return fc.record({
    id: fc.constant("spl_a"),
    name: fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8})?$/),
    images: fc.uniqueArray(fc.constantFrom("ghcr.io/acme/**", "r.test:5000/shop:**", "**"), { minLength: 1 }),
    signers: fc.uniqueArray(signer, { maxLength: 4, selector: (one) => JSON.stringify(one) }),
    attestations: fc.uniqueArray(fc.constantFrom("cyclonedx", "vuln", "https://slsa.dev/provenance/v1"), { maxLength: 2 }),
    sources: fc.constant([]),
  });
}

/** Policies as people write them: two names that Kubernetes cannot tell apart, images of Docker Hub, a text that is no YAML. */
export function handMadePolicies(fingerprint: string): readonly ImagePolicy[] {
  const release: AllowedSigner = {
    kind: "identity",
    issuer: { exact: issuer },
    subject: { pattern: "https://github\\.com/acme/(?:shop|pay)/\\.github/workflows/release\\.yml@refs/tags/v\\d+" },
  };
  const key: AllowedSigner = { kind: "key", fingerprint };
  const rest = { attestations: [], sources: [] };
  return [
    { id: "spl_a", name: "Ünser Team", images: ["ghcr.io/acme/**"], signers: [release, key], ...rest },
    { id: "spl_b", name: "nser: team", images: ["docker.io/library/nginx:**"], signers: [key], ...rest },
    { id: "spl_c", name: "nobody", images: ["r.test:5000/old/**"], signers: [], ...rest },
    {
      ...{ id: "spl_d", name: "# stated: {all}", images: ["**"], signers: [release, key], sources: [] },
      attestations: ["https://slsa.dev/provenance/v1", "https://cyclonedx.org/bom", "https://acme.test/review/v1"],
    },
  ];
}

const certificate = { kind: "certificate" as const, claims: {}, notBefore: "", notAfter: "", signedAt: [] };
const workflow = "https://github.com/acme/shop/.github/workflows/release.yml@refs/tags/v1";
const images = [
  { registry: "ghcr.io", repository: "acme/shop" },
  { registry: "r.test:5000", repository: "shop" },
  { registry: "r.test:5000", repository: "old/shop" },
  { registry: "docker.io", repository: "library/nginx" },
  { registry: "docker.io", repository: "acme/nginx" },
];

/** @returns of some images which of some signers may sign them, and what has to be stated of them; sources are left out. */
export function meaningOf(policies: readonly ImagePolicy[], fingerprint: string) {
  const signers: readonly Signer[] = [
    { kind: "key", name: "k", fingerprint, signedAt: [] },
    { kind: "key", name: "other", fingerprint: "0".repeat(64), signedAt: [] },
    { ...certificate, issuer, subject: workflow },
    { ...certificate, issuer, subject: `${workflow}/../x` },
    { ...certificate, issuer: "a", subject: "ME@acme.test" },
    { ...certificate, issuer: "b", subject: "a" },
    ...policies.flatMap((policy) => policy.signers.flatMap(exampleOf)),
  ];
  const compiled = compileImagePolicies(policies);
  if (!compiled.ok) throw new Error(compiled.error.message);
  return images.map((name) => {
    const image = { ...name, tag: "1.0" };
    const found = compiled.value.matching(image);
    const types = new Set(found.flatMap(({ policy }) => (policy.signers.length === 0 ? [] : policy.attestations)));
    return {
      ...{ image: `${name.registry}/${name.repository}`, stated: [...types].sort() },
      allowed: signers.map((signer) => compiled.value.of(image)?.allows(signer)),
    };
  });
}

/** Somebody whom an entry names by equal texts. */
function exampleOf(allowed: AllowedSigner): readonly Signer[] {
  if (allowed.kind === "key" || !("exact" in allowed.issuer) || !("exact" in allowed.subject)) return [];
  return [{ ...certificate, issuer: allowed.issuer.exact, subject: allowed.subject.exact }];
}
