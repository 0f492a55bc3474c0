/** The links of a source: ours by bytes, the forge's by its word, and never one for the other. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gitCommit } from "#test/forge/github-world.ts";
import { commitId, unsignedCommit } from "#test/sigstore/gitsign.ts";
import { readAllowedSigners } from "../commit/allowed-signers.ts";
import type { CommitTrust } from "../commit/verify-commit.ts";
import { found, unknown } from "../discovery/look.ts";
import { createVerifier } from "../verification/verify.ts";
import type { SourceAnswers } from "./answers.ts";
import type { ReportedCommit, ReportedPullRequest, ReportedReview } from "./reported.ts";
import { approvalsOf } from "./reviews.ts";
import { sourceLinks, unseenSource } from "./source-links.ts";

const file = (name: string) => readFileSync(new URL(`../../../../test/commits/${name}`, import.meta.url));
const raw = file("ed25519.commit");
const { sha } = gitCommit(raw);
const signers = readAllowedSigners(file("allowed_signers").toString());
const trust: CommitTrust = { verifier: createVerifier([]), allowedSigners: signers.ok ? signers.value : [] };

const commit: ReportedCommit = {
  author: "jane",
  committer: "jane",
  committedAt: "2026-11-01T09:00:00Z",
  parents: 1,
  madeByForge: false,
  signature: { present: true, verified: false, reason: "unknown_key" },
  raw: raw.toString("base64"),
};
const request: ReportedPullRequest = {
  number: 318,
  title: "Change something",
  url: "https://github.com/acme/shop/pull/318",
  state: "merged",
  author: "jane",
  mergedBy: "ada",
  mergedAt: "2026-11-01T10:00:00Z",
  base: "main",
  head: "b".repeat(40),
  reviews: found([{ reviewer: "ada", state: "approved", commit: "b".repeat(40) } satisfies ReportedReview]),
  commits: found({ total: 3, signed: 2 }),
};
const throttled = unknown("throttled", "github.com was asked too often (429).", "It is asked again later.");
const answers: SourceAnswers = {
  forge: "github",
  repository: "github.com/acme/shop",
  branch: found("main"),
  commit: found(commit),
  pullRequests: found([request]),
  protection: found({ branch: "main", protected: true, pullRequest: true, approvals: 1, unseen: [] }),
  pushAccess: throttled,
  scorecard: unknown("hostNotAllowed", "not asked"),
};
const links = (change: Partial<SourceAnswers> = {}) => sourceLinks(sha, { ...answers, ...change }, trust);
const says = (change: Partial<SourceAnswers> = {}) => links(change).commit.reported.map((one) => one.says);

describe("the commit", () => {
  it("is verified by its bytes and a registered key, and what the forge says stands beside it", () => {
    expect(links().commit).toMatchObject({
      state: "verified",
      reason: "Signed with the registered SSH key of jane@acme.test.",
      signer: { kind: "ssh" },
    });
    expect(links().commit.reported).toContainEqual({
      by: "github.com",
      says: "The signature is not verified (unknown_key).",
    });
  });

  it("is not verified by the forge's word, whatever that is", () => {
    const words = fc.record({ present: fc.boolean(), verified: fc.boolean(), reason: fc.string(), by: fc.string() });
    const raws = fc.constantFrom(undefined, Buffer.from(unsignedCommit), Buffer.from(raw.toString().replace("Change", "Chance")));
    fc.assert(
      fc.property(words, raws, fc.boolean(), (signature, bytes, madeByForge) => {
        const { raw: _, ...rest } = commit;
        const told = { ...rest, signature, madeByForge, ...(bytes && { raw: bytes.toString("base64") }) };
        const id = bytes ? commitId(bytes) : sha;
        expect(sourceLinks(id, { ...answers, commit: found(told) }, trust).commit.state).not.toBe("verified");
      }),
      { numRuns: 100 },
    );
  });

  it("without a raw object is not known, and says why", () => {
    const { raw: _, ...rest } = commit;
    expect(links({ commit: found({ ...rest, withoutRaw: "GitLab gives none." }) }).commit).toMatchObject({
      state: "unknown",
      reason: "GitLab gives none.",
    });
  });

  it("without a signature is unsigned, by its bytes", () => {
    const bytes = Buffer.from(unsignedCommit);
    const told = { ...commit, raw: bytes.toString("base64") };
    expect(sourceLinks(commitId(bytes), { ...answers, commit: found(told) }, trust).commit.state).toBe("unsigned");
  });

  it("that the repository does not have is broken, and nothing is said of its request", () => {
    const { commit: broken, pullRequest } = links({ commit: { kind: "absent" }, pullRequests: { kind: "absent" } });
    expect(broken).toMatchObject({ state: "invalid", reason: expect.stringContaining("has no commit") });
    expect(pullRequest.state).toBe("unknown");
  });

  it("that could not be looked at is unknown with the reason and what to do", () => {
    expect(links({ commit: throttled }).commit).toMatchObject({
      state: "unknown",
      reason: "github.com was asked too often (429).",
      remedy: "It is asked again later.",
    });
    const failure = unknown("noToken", "Not looked: no token is set for github.com.", "Give one.").failure;
    expect(unseenSource(failure).pullRequest).toMatchObject({ state: "unknown", reason: failure.message, remedy: "Give one." });
  });
});

describe("the pull request", () => {
  it("is never more than the forge's word", () => {
    expect(links().pullRequest).toMatchObject({
      state: "claim-only",
      reason: "github.com/acme/shop says: #318 by jane into main, approved by ada, merged by ada.",
    });
    expect(links().pullRequest.reported.map((one) => one.says)).toContain(
      "2 of its 3 commits have a signature that the forge verified.",
    );
  });

  it("that there is none, or none merged, is a definite no", () => {
    expect(links({ pullRequests: { kind: "absent" } }).pullRequest.state).toBe("unsigned");
    const open = { ...request, state: "open" as const };
    expect(links({ pullRequests: found([open]) }).pullRequest).toMatchObject({
      state: "unsigned",
      reason: "It came in by no request that was merged: #318 is open.",
    });
  });

  it("whose reviews were not seen does not say that nobody approved", () => {
    const { reason } = links({ pullRequests: found([{ ...request, reviews: throttled }]) }).pullRequest;
    expect(reason).toContain("reviews not seen");
    expect(reason).not.toContain("approved");
  });

  it("counts each reviewer's last word, not the author's own, and names who saw another state", () => {
    const reviews: ReportedReview[] = [
      { reviewer: "jane", state: "approved" },
      { reviewer: "ada", state: "approved", commit: "c".repeat(40) },
      { reviewer: "ada", state: "commented" },
      { reviewer: "bob", state: "approved", commit: "b".repeat(40) },
      { reviewer: "bob", state: "dismissed" },
      { reviewer: "eve", state: "approved" },
      { reviewer: "eve", state: "changesRequested" },
    ];
    expect(approvalsOf(request, reviews)).toEqual({ by: ["ada"], earlier: ["ada"], against: ["eve"] });
  });
});

describe("what the forge says of the repository", () => {
  it("names what was not looked at, and leaves out rules that were not told", () => {
    expect(says()).toContain("The branch main is protected: changes need a request, 1 approval.");
    expect(says()).toContain("Who may push not looked at: github.com was asked too often (429).");
    expect(says({ protection: found({ branch: "main", protected: false, unseen: [] }) })).toContain(
      "The branch main is not protected: whoever may push may push to it.",
    );
  });

  it("tells Scorecard's score with its date, and the checks that could not tell", () => {
    const scorecard = found({
      repository: "github.com/acme/shop",
      commit: sha,
      date: "2026-11-20",
      score: 7.1,
      checks: [
        { name: "a", reason: "" },
        { name: "b", score: 3, reason: "" },
      ],
    });
    expect(links({ scorecard }).commit.reported).toContainEqual({
      by: "OpenSSF Scorecard",
      says: `7.1 of 10 on 2026-11-20 at ${sha.slice(0, 12)}; 1 of 2 checks could not tell.`,
    });
  });
});
