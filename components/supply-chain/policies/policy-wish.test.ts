import { expect, it } from "vitest";
import type { SigningPolicy } from "#contracts/supply-chain/policies.ts";
import { definitionOf, policyWish } from "./policy-wish.ts";

const policy: SigningPolicy = {
  ...{ id: "spl_a", name: "release", images: ["r.test/**", "ghcr.io/acme/**"], draft: false, keyNames: {} },
  signers: [
    { kind: "identity", issuer: { exact: "https://issuer.test" }, subject: { pattern: ".+@acme\\.test" } },
    { kind: "key", fingerprint: "ab".repeat(32) },
  ],
  ...{ attestations: ["https://slsa.dev/provenance/v1"], sources: ["github.com/acme/*"] },
  ...{ updatedBy: "Ada", updatedAt: "2026-11-28T00:00:00Z" },
};

it("a policy goes into the form and comes back as it was", () => {
  const { name, images, signers, attestations, sources } = policy;
  expect(definitionOf(policyWish(policy))).toEqual({ name, images, signers, attestations, sources });
});

it("a new one begins as a draft with one signer, and without any allows nobody", () => {
  const wish = policyWish(undefined);
  expect(wish).toMatchObject({ draft: true, signers: [{ kind: "identity" }] });
  expect(definitionOf({ ...wish, name: " x ", images: "\n r.test/** \n", signers: [] })).toMatchObject({
    ...{ name: "x", images: ["r.test/**"], signers: [] },
  });
});
