import { expect, it, test } from "vitest";
import type { Signer } from "../identity/signer.ts";
import { compileImagePolicies } from "./compile.ts";
import { type DryRunTerms, type KnownImage, tryImage } from "./dry-run.ts";
import type { ImagePolicy } from "./image-policy.ts";

const issuer = "https://issuer.test";
const by = (subject: string): Signer => ({
  kind: "certificate",
  issuer,
  subject,
  claims: {},
  notBefore: "",
  notAfter: "",
  signedAt: [],
});
const release: ImagePolicy = {
  id: "spl_a",
  name: "release",
  images: ["r.test/**"],
  signers: [{ kind: "identity", issuer: { exact: issuer }, subject: { exact: "release" } }],
  attestations: [],
  sources: [],
};
const key: ImagePolicy = { ...release, name: "keys", signers: [{ kind: "key", fingerprint: "ab".repeat(32) }] };
const nobody: ImagePolicy = { ...release, name: "nobody", signers: [] };

function terms(policies: readonly ImagePolicy[], more: Partial<DryRunTerms> = {}): DryRunTerms {
  const compiled = compileImagePolicies(policies);
  if (!compiled.ok) throw new Error(compiled.error.message);
  return { policies: compiled.value, trustedKeys: new Set(), unmatched: "allow", ...more };
}

const name = { registry: "r.test", repository: "shop", tag: "1" };
const known = (more: Partial<KnownImage>): KnownImage => ({
  state: "unsigned",
  reason: "Nobody signed it.",
  artifacts: [],
  complete: true,
  ...more,
});
const signed = (subject: string, more: Partial<KnownImage> = {}) =>
  known({ state: "signed-untrusted", artifacts: [{ signer: by(subject), role: "signature" }], ...more });

test.each<[string, string, KnownImage, readonly ImagePolicy[]]>([
  ["allowed", "allowed", signed("release"), [release]],
  ["allowed", "allowed", signed("release", { complete: false }), [release]],
  ["refused", "notSigned", known({}), [release]],
  ["refused", "notSigned", signed("release", { platforms: [[{ signer: by("release"), role: "signature" }], []] }), [release]],
  ["refused", "claimOnly", known({ state: "claim-only" }), [release]],
  ["refused", "invalid", known({ state: "invalid" }), [release]],
  ["refused", "unverifiable", known({ state: "signed-unverifiable" }), [release]],
  ["refused", "signerNotNamed", signed("stranger"), [release]],
  ["notAssessed", "notComplete", signed("stranger", { complete: false }), [release]],
  ["notAssessed", "notComplete", known({ state: "unknown", complete: false }), [release]],
  ["notAssessed", "noDigest", known({ withoutDigest: "Its runtime has not said one." }), [release]],
  ["notAssessed", "notLooked", known({ notLooked: "r.test is not allowed." }), [release]],
  ["notAssessed", "olderJudgement", signed("release", { old: "It was last looked at in spring." }), [release]],
  ["notAssessed", "keyNotTrusted", signed("release"), [key]],
  ["refused", "notSigned", known({ complete: true }), [key, release]],
  ["refused", "refused", known({ notLooked: "r.test is not allowed." }), [nobody]],
  ["refused", "refused", signed("release"), [release, nobody]],
  ["notNamed", "notNamed", signed("release"), [{ ...release, images: ["other.test/**"] }]],
])("%s because of %s", (verdict, reason, image, policies) => {
  expect(tryImage(name, image, terms(policies))).toMatchObject({ verdict, reason });
});

it("a key that is trusted answers", () => {
  expect(tryImage(name, signed("release"), terms([key], { trustedKeys: new Set(["ab".repeat(32)]) }))).toMatchObject({
    reason: "signerNotNamed",
  });
});

it("what no policy names is refused where that is asked, also what is no reference", () => {
  expect(tryImage(undefined, known({}), terms([release], { unmatched: "refuse" }))).toMatchObject({
    verdict: "refused",
    reason: "notNamed",
  });
});
