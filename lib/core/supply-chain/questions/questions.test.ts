import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkById } from "../../checks/index.ts";
import type { VerdictKind } from "../../findings/verdict.ts";
import type { ImageFacts } from "../images/image-facts.ts";
import { minimalBase } from "../images/minimal-base.ts";
import type { Provenance } from "../provenance/provenance.ts";
import { verificationStates } from "../verification/result.ts";
import type { AskedCheck, AskedCluster, AskedImage } from "./question.ts";
import { answerQuestions, questions } from "./questions.ts";

const now = new Date("2026-11-28T00:00:00Z");
const none: AskedCluster = { checks: new Map(), images: [], imagesLeftOut: 0, complete: true, now };
const answer = (id: string, cluster: Partial<AskedCluster>) =>
  answerQuestions({ ...none, ...cluster }).find((one) => one.id === id);
const checks = (verdicts: Readonly<Record<string, VerdictKind>>): Partial<AskedCluster> => ({
  checks: new Map(
    Object.entries(verdicts).map(([checkId, verdict]) => [checkId, { checkId, verdict, findings: verdict === "fail" ? 2 : 0 }]),
  ),
});
const image = (more: Partial<AskedImage> = {}): AskedImage => ({ name: "registry.example/web", states: {}, ...more });
const provenance = (more: Partial<Provenance> = {}): Provenance => ({
  format: "slsa-1",
  system: "github-actions",
  buildType: "",
  source: {},
  parameters: [],
  dependencies: [{ uri: "git+https://github.com/acme/web", digest: { gitCommit: "a".repeat(40) } }],
  ...more,
});

describe("by checks", () => {
  test("what one finds, no other outweighs; what did not run leaves the question open", () => {
    const ask = (one: VerdictKind, other?: VerdictKind) =>
      answer(
        "verified-at-admission",
        checks({
          "admission/image-verification": one,
          ...(other && { "supply-chain/verification-coverage": other }),
        }),
      )?.verdict;
    expect([ask("pass", "fail"), ask("fail"), ask("pass"), ask("pass", "notAssessed"), ask("pass", "notApplicable")]).toEqual([
      "fail",
      "fail",
      "notAssessed",
      "notAssessed",
      "notAssessed",
    ]);
    expect(
      answer(
        "verified-at-admission",
        checks({ "admission/image-verification": "pass", "supply-chain/verification-coverage": "pass" }),
      )?.verdict,
    ).toBe("pass");
  });

  test("what has nothing to look at answers no question of whether there is something", () => {
    expect(answer("registries-chosen", checks({ "supply-chain/registry-allow-list": "notApplicable" }))?.verdict).toBe(
      "notAssessed",
    );
    expect(answer("policies-narrow", checks({ "supply-chain/loose-image-policy": "notApplicable" }))?.verdict).toBe(
      "notApplicable",
    );
  });

  test("every check that a question asks is there", () => {
    const asked = answerQuestions(none).flatMap(({ evidence }) =>
      evidence.flatMap((one) => (one.kind === "check" ? [one.checkId] : [])),
    );
    expect(asked.filter((id) => checkById(id) === undefined)).toEqual([]);
    expect(asked.length).toBeGreaterThan(10);
  });
});

describe("by images", () => {
  test("one that is unsigned answers no, one that nobody looked at leaves it open", () => {
    const ask = (...states: readonly AskedImage["states"][]) =>
      answer("source-known", { images: states.map((one) => image({ states: one })) });
    expect(ask({ source: "verified" })).toMatchObject({ verdict: "pass", because: "The source of 1 of 1 image is proved." });
    expect(ask({ source: "verified" }, {})).toMatchObject({
      verdict: "notAssessed",
      because: "The source of 1 of 2 images is proved; of 1 nobody can tell.",
    });
    expect(ask({ source: "verified" }, {}, { source: "claim-only" })?.verdict).toBe("fail");
    expect(ask({ source: "stale" })?.verdict).toBe("notAssessed");
  });

  test("nothing runs, or nothing was seen", () => {
    expect(answer("provenance", {})?.verdict).toBe("notApplicable");
    expect(answer("provenance", { complete: false })?.verdict).toBe("notAssessed");
    expect(answer("provenance", { images: [image({ states: { provenance: "verified" } })], complete: false })?.verdict).toBe(
      "notAssessed",
    );
    expect(answer("provenance", { images: [image({ states: { provenance: "verified" } })], imagesLeftOut: 3 })?.verdict).toBe(
      "notAssessed",
    );
  });

  test.each([
    ["verified", "ephemeral", "pass"],
    ["verified", "selfHosted", "notAssessed"],
    ["verified", "unknown", "notAssessed"],
    ["claim-only", "ephemeral", "notAssessed"],
  ] as const)("a builder by a provenance that is %s and says %s: %s", (state, instance, verdict) => {
    const images = [image({ provenances: [{ state, instance, provenance: provenance() }] })];
    expect(answer("builder-fresh", { images })?.verdict).toBe(verdict);
  });

  test.each([
    ["all are pinned, and it claims to name all", provenance({ complete: { materials: true } }), "verified", "pass"],
    ["it does not claim to name all", provenance(), "verified", "notAssessed"],
    ["nobody verified it", provenance({ complete: { materials: true } }), "claim-only", "notAssessed"],
    ["one is not pinned", provenance({ dependencies: [{ uri: "https://example.com/tool", digest: {} }] }), "claim-only", "fail"],
    ["none is named", provenance({ dependencies: [] }), "verified", "notAssessed"],
  ] as const)("dependencies: %s", (_name, built, state, verdict) => {
    const images = [image({ provenances: [{ state, instance: "unknown", provenance: built }] })];
    expect(answer("dependencies-pinned", { images })?.verdict).toBe(verdict);
  });

  test("a base by digest, by tag, and not told", () => {
    const ask = (base: ImageFacts["base"] | undefined) =>
      answer("base-pinned", { images: [image(base && { facts: facts({ base }) })] })?.verdict;
    expect([ask({ digest: `sha256:${"1".repeat(64)}` }), ask({ name: "debian:12" }), ask({}), ask(undefined)]).toEqual([
      "pass",
      "fail",
      "notAssessed",
      "notAssessed",
    ]);
  });
});

const facts = (more: Partial<ImageFacts> = {}): ImageFacts => ({
  layers: 1,
  user: { kind: "number", name: "65532" },
  traces: { shell: false, packageManagers: [] },
  base: {},
  labels: {},
  secretsSuspected: [],
  ...more,
});

describe("by what an image says of itself", () => {
  test.each<[string, string, Partial<ImageFacts>, VerdictKind]>([
    ["image-age", "young", { created: "2026-10-01T00:00:00.000Z" }, "pass"],
    ["image-age", "old", { created: "2025-10-01T00:00:00.000Z" }, "fail"],
    ["image-age", "a fixed date", { createdUnknown: "fixed" }, "notAssessed"],
    ["image-age", "a date ahead", { created: "2027-10-01T00:00:00.000Z" }, "notAssessed"],
    ["base-age", "old", { base: { created: "2024-01-01T00:00:00.000Z" } }, "fail"],
    ["base-age", "not told", {}, "notAssessed"],
    ["image-user", "a number", {}, "pass"],
    ["image-user", "root", { user: { kind: "root", name: "" } }, "fail"],
    ["image-user", "a name", { user: { kind: "name", name: "web" } }, "notAssessed"],
    ["image-minimal", "no trace", {}, "notAssessed"],
    ["image-minimal", "a shell", { traces: { shell: true, packageManagers: [] } }, "fail"],
    ["image-minimal", "large", { size: 2_000_000_000 }, "fail"],
    ["image-secrets", "none", {}, "pass"],
    ["image-secrets", "one", { secretsSuspected: [{ where: "label", key: "k", credential: "name:token" }] }, "fail"],
  ])("%s: %s", (id, _name, more, verdict) => {
    expect(answer(id, { images: [image({ facts: facts(more) })] })?.verdict).toBe(verdict);
    expect(answer(id, { images: [image()] })?.verdict).toBe("notAssessed");
  });

  test.each([
    ["a shell", { shells: ["bash"] }, "fail"],
    ["a package manager", { managers: ["apt"] }, "fail"],
    ["very many packages", { count: 401 }, "fail"],
    ["neither", {}, "pass"],
    ["packages of a language alone", { ofSystem: false }, "notAssessed"],
  ] as const)("a bill of materials with %s", (_what, more, verdict) => {
    const packages = { count: 12, ofSystem: true, shells: [], managers: [], ...more };
    expect(answer("image-minimal", { images: [image({ packages })] })?.verdict).toBe(verdict);
    expect(answer("image-minimal", { images: [image({ packages, facts: facts({}) })] })?.verdict).toBe(verdict);
  });

  test.each([
    ["gcr.io/distroless/static:nonroot", "distroless"],
    ["gcr.io/distroless/static:debug-nonroot", undefined],
    ["cgr.dev/chainguard/static:latest", "chainguard"],
    ["cgr.dev/chainguard/python:latest-dev", undefined],
    ["scratch", "scratch"],
    ["evil.example/gcr.io/distroless/static", undefined],
  ])("the base %s is known as %s, and proves nothing of what was added", (name, base) => {
    expect(minimalBase(name)).toBe(base);
    const told = answer("image-minimal", { images: [image({ facts: facts({ base: { name } }) })] });
    expect(told?.verdict).toBe("notAssessed");
  });

  test("tags by what they mean now, and signers by what they signed with", () => {
    const drift = (one: AskedImage["drift"]) => answer("tag-drift", { images: [image(one && { drift: one })] })?.verdict;
    expect(["same", "noTag", "moved", "gone", "unknown", undefined].map((one) => drift(one as AskedImage["drift"]))).toEqual([
      "pass",
      "pass",
      "fail",
      "fail",
      "notAssessed",
      "notAssessed",
    ]);
    const keys = (...signers: NonNullable<AskedImage["signers"]>) =>
      answer("lasting-keys", { images: [image({ signers })] })?.verdict;
    expect([keys({ kind: "certificate", dated: true }), keys({ kind: "key", dated: false }), keys()]).toEqual([
      "pass",
      "fail",
      "notAssessed",
    ]);
  });
});

test("what is less known never answers better, and every no and every open answer says what to do", () => {
  const state = fc.option(fc.constantFrom(...verificationStates, "stale" as const), { nil: undefined });
  const verdict = fc.constantFrom<VerdictKind>("pass", "fail", "notApplicable", "notAssessed");
  const someChecks = fc.dictionary(
    fc.constantFrom(...questions.flatMap(() => ["rbac/pod-exec", "workload/mutable-image-tag"])),
    verdict,
  );
  const someImages = fc.array(
    state.map((one): AskedImage => image(one === undefined ? {} : { states: { source: one, commit: one, provenance: one } })),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(someImages, someChecks, fc.boolean(), (images, said, complete) => {
      const asked = new Map<string, AskedCheck>(
        Object.entries(said).map(([checkId, one]) => [checkId, { checkId, verdict: one, findings: 0 }]),
      );
      const before = answerQuestions({ images, checks: asked, imagesLeftOut: 0, complete, now });
      const after = answerQuestions({ images: [...images, image()], checks: new Map(), imagesLeftOut: 0, complete: false, now });
      for (const [place, { verdict: then }] of before.entries())
        if (then !== "pass") expect(after[place]?.verdict).not.toBe("pass");
      for (const one of before) expect(one.remedy === undefined).toBe(one.verdict === "pass" || one.verdict === "notApplicable");
    }),
  );
});
