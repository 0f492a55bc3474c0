import { describe, expect, it } from "vitest";
import { shopClaim } from "#test/sigstore/cosign/artefacts.ts";
import type { CertificateClaims } from "../identity/claims.ts";
import type { Signer } from "../identity/signer.ts";
import { builtBy } from "../trail/built.ts";
import type { VerificationResult } from "../verification/result.ts";
import { readStatement } from "../verification/statement.ts";
import { builderInstance, riskyTrigger } from "./builder-instance.ts";
import { crossCheck } from "./cross-check.ts";
import { readGitUri, sameRepository } from "./git-uri.ts";
import { buildLevel, compileBuilders, type TrustedBuilder } from "./level.ts";
import type { Provenance } from "./provenance.ts";
import { readProvenance } from "./read.ts";
import { withoutCredentials } from "./redact.ts";
import { shippedBuilders } from "./shipped-builders.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const repository = "https://github.com/acme/shop";
const ref = "refs/heads/main";
const workflow = `${repository}/.github/workflows/release.yaml@${ref}`;

function read(predicateType: string, predicate: unknown): Provenance {
  const provenance = readProvenance({ type: "https://in-toto.io/Statement/v1", predicateType, subjects: [], predicate });
  if (provenance === undefined) throw new Error("It was not read.");
  return provenance;
}

const github = {
  buildDefinition: {
    buildType: "https://actions.github.io/buildtypes/workflow/v1",
    externalParameters: { workflow: { ref, repository, path: ".github/workflows/release.yaml" } },
    internalParameters: {
      github: { event_name: "push", repository_id: "1", repository_owner_id: "2", runner_environment: "github-hosted" },
    },
    resolvedDependencies: [{ uri: `git+${repository}@${ref}`, digest: { gitCommit: commit } }],
  },
  runDetails: { builder: { id: workflow }, metadata: { invocationId: `${repository}/actions/runs/7/attempts/1` } },
};

const claims: CertificateClaims = {
  buildSignerUri: workflow,
  sourceRepositoryUri: repository,
  sourceRepositoryDigest: commit,
  sourceRepositoryRef: ref,
  sourceRepositoryIdentifier: "1",
  sourceRepositoryOwnerIdentifier: "2",
  buildConfigUri: workflow,
  buildTrigger: "push",
  runInvocationUri: `${repository}/actions/runs/7/attempts/1`,
  runnerEnvironment: "github-hosted",
};

const formats: readonly [string, string, unknown, Partial<Provenance>][] = [
  [
    "GitHub's workflows, SLSA 1",
    "https://slsa.dev/provenance/v1",
    github,
    {
      format: "slsa-1",
      system: "github-actions",
      builder: workflow,
      trigger: "push",
      runner: "github-hosted",
      source: { repository, commit, ref, entryPoint: ".github/workflows/release.yaml" },
    },
  ],
  [
    "BuildKit, SLSA 1",
    "https://slsa.dev/provenance/v1",
    {
      buildDefinition: {
        buildType: "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md",
        externalParameters: {
          configSource: { uri: `${repository}.git#${ref}`, digest: { sha1: commit }, path: "Dockerfile" },
          request: { frontend: "dockerfile.v0", args: { "build-arg:VERSION": "1.0", "build-arg:NPM_TOKEN": "abcdef123456" } },
        },
        resolvedDependencies: [{ uri: "pkg:docker/alpine@3.20", digest: { sha256: "11" } }],
      },
      runDetails: { builder: { id: "" }, metadata: { buildkit_completeness: { request: true, resolvedDependencies: false } } },
    },
    {
      format: "slsa-1",
      system: "buildkit",
      source: { repository, commit, ref, entryPoint: "Dockerfile" },
      parameters: [
        { name: "build-arg:VERSION", value: "1.0" },
        { name: "build-arg:NPM_TOKEN", redacted: "name:token" },
      ],
      complete: { materials: false, parameters: true },
    },
  ],
  [
    "BuildKit in a checkout, SLSA 0.2",
    "https://slsa.dev/provenance/v0.2",
    {
      builder: { id: "" },
      buildType: "https://mobyproject.org/buildkit@v1",
      invocation: {
        configSource: { entryPoint: "Dockerfile" },
        parameters: { frontend: "dockerfile.v0", args: { "build-arg:DB": "postgres://u:hunter2@db/x" } },
      },
      metadata: {
        "https://mobyproject.org/buildkit@v1#metadata": { vcs: { source: "git@github.com:acme/shop.git", revision: commit } },
        completeness: { parameters: true, environment: true, materials: false },
        reproducible: false,
      },
    },
    {
      format: "slsa-0.2",
      system: "buildkit",
      source: { repository, commit, entryPoint: "Dockerfile" },
      reproducible: false,
      parameters: [
        { name: "frontend", value: "dockerfile.v0" },
        { name: "build-arg:DB", redacted: "value:url-with-password" },
      ],
    },
  ],
  [
    "the generators on GitHub, SLSA 0.2",
    "https://slsa.dev/provenance/v0.2",
    {
      builder: {
        id: "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@refs/tags/v2.0.0",
      },
      buildType: "https://github.com/slsa-framework/slsa-github-generator/container@v1",
      invocation: {
        configSource: { uri: `git+${repository}@${ref}`, digest: { sha1: commit }, entryPoint: ".github/workflows/release.yaml" },
        environment: { github_event_name: "pull_request_target", github_repository_id: "1" },
      },
      metadata: { buildInvocationID: "7-1" },
      materials: [{ uri: `git+${repository}@${ref}`, digest: { sha1: commit } }],
    },
    {
      system: "github-actions",
      trigger: "pull_request_target",
      invocation: "7-1",
      source: { repository, commit, ref, entryPoint: ".github/workflows/release.yaml" },
    },
  ],
  [
    "Tekton Chains, SLSA 1",
    "https://slsa.dev/provenance/v1",
    {
      buildDefinition: {
        buildType: "https://tekton.dev/chains/v2/slsa",
        externalParameters: { runSpec: { taskRef: { name: "build" } } },
        resolvedDependencies: [
          { uri: "oci://ghcr.io/tekton/git-init", digest: { sha256: "22" }, name: "task" },
          { uri: `git+${repository}.git`, digest: { sha1: commit }, name: "inputs/result" },
        ],
      },
      runDetails: { builder: { id: "https://tekton.dev/chains/v2" }, metadata: { startedOn: "2026-11-01T00:00:00Z" } },
    },
    {
      system: "tekton-chains",
      builder: "https://tekton.dev/chains/v2",
      source: { repository, commit },
      startedOn: "2026-11-01T00:00:00Z",
    },
  ],
  [
    "Tekton Chains, SLSA 0.2",
    "https://slsa.dev/provenance/v0.2",
    {
      builder: { id: "https://tekton.dev/chains/v2" },
      buildType: "tekton.dev/v1beta1/TaskRun",
      invocation: { parameters: { revision: "main" } },
      materials: [{ uri: `git+${repository}.git`, digest: { sha1: commit } }],
    },
    { system: "tekton-chains", source: { repository, commit }, parameters: [{ name: "revision", value: "main" }] },
  ],
  [
    "Tekton Chains with a pipeline from elsewhere, SLSA 1",
    "https://slsa.dev/provenance/v1",
    {
      buildDefinition: {
        buildType: "https://tekton.dev/chains/v2/slsa-tekton",
        externalParameters: { runSpec: { pipelineRef: { resolver: "git" } } },
        resolvedDependencies: [
          { uri: "git+https://github.com/tektoncd/catalog.git", digest: { sha1: "a".repeat(40) }, name: "pipeline" },
          { uri: "git+https://github.com/tektoncd/catalog.git", digest: { sha1: "b".repeat(40) }, name: "pipelineTask" },
          { uri: `git+${repository}.git`, digest: { sha1: commit }, name: "inputs/result" },
        ],
      },
    },
    { system: "tekton-chains", source: { repository, commit } },
  ],
  [
    "Tekton Chains with a task from elsewhere, SLSA 0.2",
    "https://slsa.dev/provenance/v0.2",
    {
      builder: { id: "https://tekton.dev/chains/v2" },
      buildType: "tekton.dev/v1beta1/TaskRun",
      invocation: { configSource: { uri: "git+https://github.com/tektoncd/catalog.git", digest: { sha1: "a".repeat(40) } } },
      materials: [
        { uri: "git+https://github.com/tektoncd/catalog.git", digest: { sha1: "a".repeat(40) } },
        { uri: `git+${repository}.git`, digest: { sha1: commit } },
      ],
    },
    { system: "tekton-chains", source: { repository, commit } },
  ],
  [
    "BuildKit that was given a commit, SLSA 1",
    "https://slsa.dev/provenance/v1",
    {
      buildDefinition: {
        buildType: "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md",
        externalParameters: { configSource: { uri: `${repository}.git#${commit}`, path: "Dockerfile" } },
      },
    },
    { system: "buildkit", source: { repository, commit, entryPoint: "Dockerfile" } },
  ],
  [
    "SLSA 0.1",
    "https://slsa.dev/provenance/v0.1",
    {
      builder: { id: "https://github.com/Attestations/GitHubHostedActions@v1" },
      recipe: { type: "https://github.com/Attestations/GitHubActionsWorkflow@v1", definedInMaterial: 0, entryPoint: "build" },
      materials: [{ uri: `git+${repository}`, digest: { sha1: commit } }],
    },
    { format: "slsa-0.1", system: "github-actions", source: { repository, commit, entryPoint: "build" } },
  ],
];

describe("provenance of every format has one shape", () => {
  it.each(formats)("%s", (_, type, predicate, expected) => {
    expect(read(type, predicate)).toMatchObject(expected);
  });

  it("of BuildKit inside an image", () => {
    const statement = shopClaim.kind === "claim" ? readStatement(shopClaim.statement) : undefined;
    if (statement?.ok !== true) throw new Error("no statement");
    expect(readProvenance(statement.value)).toMatchObject({
      system: "buildkit",
      source: { repository, commit, ref },
      dependencies: [{ uri: "pkg:docker/alpine@3.20" }],
    });
  });

  it("is read from whatever somebody wrote, and invents nothing", () => {
    for (const predicate of [
      null,
      7,
      "x",
      [],
      { builder: 1, materials: {}, invocation: [], buildDefinition: { resolvedDependencies: [null, 3] } },
    ])
      for (const version of ["v0.1", "v0.2", "v1"]) {
        const provenance = read(`https://slsa.dev/provenance/${version}`, predicate);
        expect(provenance.builder).toBeUndefined();
        expect(provenance.source).toEqual({});
      }
  });
});

describe("repositories", () => {
  it.each([
    ["git+https://github.com/acme/shop.git@refs/heads/main", repository, ref],
    ["https://user:secret@GitHub.com/acme/shop/#v1:folder", repository, "v1"],
    ["git@github.com:acme/shop.git", repository, undefined],
    ["ssh://git@github.com/acme/shop", repository, undefined],
  ])("%s", (uri, expected, expectedRef) => {
    expect(readGitUri(uri)).toEqual({ repository: expected, ...(expectedRef && { ref: expectedRef }) });
  });

  it("are told apart from what is none, and are the same in capital letters", () => {
    for (const uri of ["pkg:docker/alpine@3.20", "file:///etc/passwd", "shop", "", `https://a.test/${"/".repeat(1_000_000)}x`])
      expect(readGitUri(uri)).toBeUndefined();
    expect(sameRepository("https://github.com/Acme/Shop.git", repository)).toBe(true);
    expect(sameRepository("https://github.com.evil.test/acme/shop", repository)).toBe(false);
  });
});

describe("the certificate beside the predicate", () => {
  const provenance = read("https://slsa.dev/provenance/v1", github);

  it("agrees with all that both say", () => {
    const { contradictions, agreed, source } = crossCheck(provenance, claims);
    expect(contradictions).toEqual([]);
    expect(agreed).toEqual([
      "repository",
      "commit",
      "ref",
      "builder",
      "build configuration",
      "trigger",
      "run",
      "runner",
      "repository id",
      "owner id",
    ]);
    expect(source.commit).toEqual({ value: commit, from: "certificate" });
  });

  it.each<[keyof CertificateClaims, string]>([
    ["sourceRepositoryUri", "repository"],
    ["sourceRepositoryDigest", "commit"],
    ["sourceRepositoryRef", "ref"],
    ["buildSignerUri", "builder"],
    ["buildConfigUri", "build configuration"],
    ["buildTrigger", "trigger"],
    ["runInvocationUri", "run"],
    ["runnerEnvironment", "runner"],
    ["sourceRepositoryIdentifier", "repository id"],
    ["sourceRepositoryOwnerIdentifier", "owner id"],
  ])("contradicts it in %s, and counts", (claim, field) => {
    const { contradictions } = crossCheck(provenance, { ...claims, [claim]: "other" });
    expect(contradictions).toMatchObject([{ field, certificate: "other" }]);
  });

  it.each([
    ["refs/heads/main", "main"],
    ["refs/tags/v1", "v1"],
    ["refs/pull/7/merge", "pull/7/merge"],
    ["refs/heads/main", commit],
  ])("says the same of %s where the builder was given %s", (sourceRepositoryRef, given) => {
    const buildkit = read("https://slsa.dev/provenance/v1", {
      buildDefinition: {
        buildType: "https://mobyproject.org/buildkit@v1",
        externalParameters: { configSource: { uri: `${repository}.git#${given}`, digest: { sha1: commit } } },
      },
    });
    expect(crossCheck(buildkit, { ...claims, sourceRepositoryRef }).contradictions).toEqual([]);
    const elsewhere = { ...claims, sourceRepositoryRef: "refs/heads/other", sourceRepositoryDigest: "f".repeat(40) };
    expect(crossCheck(buildkit, elsewhere).contradictions).toMatchObject([
      { field: "commit" },
      ...(given === commit ? [] : [{ field: "ref" }]),
    ]);
  });

  it("is contradicted by nothing that the predicate leaves out", () => {
    const { ref: _, ...workflowWithoutRef } = github.buildDefinition.externalParameters.workflow;
    const short = {
      ...github,
      buildDefinition: {
        ...github.buildDefinition,
        externalParameters: { workflow: workflowWithoutRef },
        resolvedDependencies: [],
      },
    };
    expect(crossCheck(read("https://slsa.dev/provenance/v1", short), claims).contradictions).toEqual([]);
  });

  it("decides the source, and without it the predicate's is a claim of its own", () => {
    const other = "f".repeat(40);
    expect(crossCheck(provenance, { ...claims, sourceRepositoryDigest: other }).source.commit).toEqual({
      value: other,
      from: "certificate",
    });
    expect(crossCheck(provenance).source.commit).toEqual({ value: commit, from: "predicate" });
  });
});

describe("the build level", () => {
  const provenance = read("https://slsa.dev/provenance/v1", github);
  const signer: Signer = {
    kind: "certificate",
    issuer: "https://token.actions.githubusercontent.com",
    subject: workflow,
    claims,
    notBefore: "",
    notAfter: "",
    signedAt: [],
  };
  const map: readonly TrustedBuilder[] = [
    {
      ...{ name: "GitHub", level: 3, hosted: false },
      signers: [
        {
          kind: "identity",
          issuer: { exact: "https://token.actions.githubusercontent.com" },
          subject: { pattern: "https://github\\.com/acme/.+" },
        },
      ],
      builders: [{ pattern: "https://github\\.com/acme/.+" }],
    },
  ];
  const compiled = compileBuilders(map);
  if (!compiled.ok) throw new Error(compiled.error.message);
  const builders = compiled.value;

  it("is never above 0 for a claim or for what is not verified, whatever the predicate says", () => {
    expect(buildLevel({ state: "claim-only", provenance }, builders).level).toBe(0);
    for (const state of ["signed-untrusted", "signed-unverifiable", "invalid", "unknown", "stale"] as const)
      expect(buildLevel({ state, signer, provenance }, builders).level).toBe(0);
  });

  it("is 1 where the map does not have the builder, and the map's where it does", () => {
    expect(buildLevel({ state: "verified", signer, provenance }, [])).toMatchObject({
      level: 1,
      reason: expect.stringContaining("signed by its builder"),
    });
    expect(buildLevel({ state: "verified", signer, provenance }, builders)).toMatchObject({ level: 3, trustedBuilder: "GitHub" });
  });

  it("is 1 where the signer may not speak for the builder that the predicate names", () => {
    const key: Signer = { kind: "key", name: "k", fingerprint: "00", signedAt: [] };
    expect(buildLevel({ state: "verified", signer: key, provenance }, builders)).toMatchObject({
      level: 1,
      reason: expect.stringContaining("nothing binds"),
    });
    const boast = { ...provenance, builder: "https://builder.evil.test" };
    expect(buildLevel({ state: "verified", signer, provenance: boast }, builders).level).toBe(1);
  });

  it("of a pattern is held to the builder that the certificate names; a text that is equal is an administrator's word", () => {
    const elsewhere = { ...provenance, builder: "https://github.com/acme/other/.github/workflows/x.yml@refs/heads/main" };
    expect(buildLevel({ state: "verified", signer, provenance: elsewhere }, builders).level).toBe(1);
    const named = compileBuilders([{ ...(map[0] as TrustedBuilder), builders: [{ exact: elsewhere.builder }] }]);
    expect(named.ok && buildLevel({ state: "verified", signer, provenance: elsewhere }, named.value).level).toBe(3);
  });

  it("lets a key speak for the builders of its entry, and for no other", () => {
    const fingerprint = "ab".repeat(32);
    const result: VerificationResult = {
      ...{ state: "verified", reason: "", checks: [] },
      signer: { kind: "key", name: "k", fingerprint, signedAt: [] },
    };
    const entry = { name: "Ours", level: 2, hosted: false, signers: [{ kind: "key", fingerprint }] } as const;
    const ours = compileBuilders([{ ...entry, builders: [{ pattern: "https://github\\.com/acme/.+" }] }]);
    expect(builtBy(provenance, result)).toMatchObject({ state: "signed-untrusted", level: { level: 1 } });
    expect(ours.ok && builtBy(provenance, result, ours.value)).toMatchObject({ state: "verified", level: { level: 2 } });
    const boast = { ...provenance, builder: "https://builder.evil.test" };
    expect(ours.ok && builtBy(boast, result, ours.value)).toMatchObject({ state: "signed-untrusted", level: { level: 1 } });
  });

  describe("by the map that is shipped", () => {
    const shipped = compileBuilders(shippedBuilders);
    const level = (subject: string, more: object = {}) => {
      const by = {
        ...signer,
        subject,
        claims: { buildSignerUri: subject, runnerEnvironment: "github-hosted", ...more },
      } as Signer;
      const from = { ...provenance, builder: subject };
      return shipped.ok ? buildLevel({ state: "verified", signer: by, provenance: from }, shipped.value) : undefined;
    };
    const generator = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows";

    it.each([
      [`${generator}/generator_container_slsa3.yml@refs/tags/v2.1.0`, 3, "slsa-github-generator"],
      [`${generator}/builder_docker-based_slsa3.yml@refs/tags/v2.1.0`, 3, "slsa-github-generator"],
      [`${generator}/generator_container_slsa3.yml@refs/heads/main`, 2, "GitHub artifact attestations"],
      [`${generator}/generator_generic_slsa3.yml@refs/tags/v2.1.0`, 2, "GitHub artifact attestations"],
      [`https://github.com/evil/x/.github/workflows/a.yml@refs/tags/v1/${generator}`, 2, "GitHub artifact attestations"],
      [workflow, 2, "GitHub artifact attestations"],
      ["https://github.com.evil.test/a/b/.github/workflows/a.yml@refs/tags/v1.0.0", 1, undefined],
      ["https://cloudbuild.googleapis.com/GoogleHostedWorker", 1, undefined],
    ])("%s reaches level %i", (subject, expected, entry) => {
      expect(level(subject)).toMatchObject({ level: expected });
      expect(level(subject)?.trustedBuilder).toBe(entry);
    });

    it("is 1 on a machine of somebody's own, or where the certificate does not tell", () => {
      expect(level(workflow, { runnerEnvironment: "self-hosted" })).toMatchObject({
        level: 1,
        reason: expect.stringContaining("says self-hosted"),
      });
      expect(level(workflow, { runnerEnvironment: undefined })).toMatchObject({
        level: 1,
        reason: expect.stringContaining("does not say which"),
      });
    });
  });

  it("takes no map with a pattern that is refused", () => {
    expect(compileBuilders([{ ...map[0], builders: [{ pattern: ".*" }] } as TrustedBuilder])).toMatchObject({
      ok: false,
      error: { path: "[0].builders[0]" },
    });
  });
});

describe("the builder's machine", () => {
  const provenance = read("https://slsa.dev/provenance/v1", github);

  it("is what the certificate says, else what the predicate says, else unknown", () => {
    expect(builderInstance(provenance, { runnerEnvironment: "self-hosted" })).toEqual({
      kind: "selfHosted",
      from: "certificate",
    });
    expect(builderInstance(provenance)).toEqual({ kind: "ephemeral", from: "predicate" });
    expect(builderInstance(read("https://slsa.dev/provenance/v0.2", {}))).toEqual({ kind: "unknown" });
  });

  it("was started by an event that deserves a look", () => {
    expect(riskyTrigger(provenance)).toBeUndefined();
    expect(riskyTrigger(provenance, { buildTrigger: "pull_request_target" })).toBe("pull_request_target");
  });
});

it("no credential is left in what is kept of a predicate", () => {
  const secret = "hunter2hunter2";
  const predicate = {
    invocation: {
      parameters: { args: { "build-arg:DB_PASSWORD": secret, plain: "1.0" }, list: [`API_KEY=${secret}`, "VERSION=2"] },
    },
    url: `https://jane:${secret}@registry.test/x`,
  };
  const kept = JSON.stringify(withoutCredentials(predicate));
  expect(kept).not.toContain(secret);
  expect(kept).toContain("redacted (name:password)");
  expect(kept).toContain("API_KEY=redacted (name:api-key)");
  expect(kept).toContain("VERSION=2");
  expect(kept).toContain('"plain":"1.0"');
});
