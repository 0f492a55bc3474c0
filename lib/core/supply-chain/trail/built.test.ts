import { describe, expect, test } from "vitest";
import type { Provenance } from "../provenance/provenance.ts";
import type { VerificationResult } from "../verification/result.ts";
import { builtBy } from "./built.ts";

const builder = "https://github.com/acme/shop/.github/workflows/release.yaml@refs/heads/main";
const provenance: Provenance = {
  format: "slsa-1",
  system: "github-actions",
  buildType: "x",
  builder,
  source: { repository: "https://github.com/acme/shop", commit: "aaa" },
  dependencies: [],
  parameters: [],
};
const signer = {
  kind: "certificate",
  subject: builder,
  issuer: "https://token.actions.githubusercontent.com",
  notBefore: "",
  notAfter: "",
  signedAt: [],
} as const;
const result = (claims: object): VerificationResult => ({
  state: "verified",
  reason: "Signed.",
  checks: [],
  signer: { ...signer, claims },
});

describe("a provenance", () => {
  test("is verified where the certificate names its builder, and tells the certificate's source", () => {
    const claims = {
      buildSignerUri: builder,
      sourceRepositoryUri: "https://github.com/acme/shop",
      sourceRepositoryDigest: "aaa",
    };
    expect(builtBy(provenance, result(claims))).toMatchObject({
      state: "verified",
      source: "https://github.com/acme/shop",
      commit: "aaa",
      contradictions: [],
    });
  });

  test("whose commit is another than the certificate's is a contradiction, and the certificate counts", () => {
    const built = builtBy(provenance, result({ buildSignerUri: builder, sourceRepositoryDigest: "bbb" }));
    expect(built).toMatchObject({
      ...{ state: "verified", sourceState: "invalid", commit: "bbb" },
      sourceReason: expect.stringContaining("commit bbb"),
    });
  });

  test("that tells the run otherwise than the certificate contradicts itself, and its source stands", () => {
    const claims = {
      buildSignerUri: builder,
      sourceRepositoryDigest: "aaa",
      runnerEnvironment: "self-hosted",
      sourceRepositoryUri: "https://github.com/acme/shop",
    };
    const built = builtBy({ ...provenance, runner: "github-hosted" }, result(claims));
    expect(built).toMatchObject({ state: "invalid", sourceState: "verified", reason: expect.stringContaining("self-hosted") });
  });

  test("whose builder is not bound tells no source but the certificate's", () => {
    const unbound = { ...provenance, builder: "https://builder.example.com" };
    expect(builtBy(unbound, result({}))).toMatchObject({ state: "signed-untrusted", sourceState: "signed-untrusted" });
    const claims = { sourceRepositoryUri: "https://github.com/acme/shop", sourceRepositoryDigest: "aaa" };
    expect(builtBy(unbound, result(claims))).toMatchObject({ state: "signed-untrusted", sourceState: "verified" });
  });

  test("is untrusted where a key signed it, and no better than its signature", () => {
    const key = { kind: "key", name: "k", fingerprint: "f", signedAt: [] } as const;
    expect(builtBy(provenance, { ...result({}), signer: key }).state).toBe("signed-untrusted");
    expect(builtBy(provenance, { ...result({}), state: "claim-only" }).state).toBe("claim-only");
    const { builder: _, ...nameless } = provenance;
    expect(builtBy(nameless, result({})).state).toBe("signed-untrusted");
  });
});
