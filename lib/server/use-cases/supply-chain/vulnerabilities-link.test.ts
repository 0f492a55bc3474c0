/** On whose word the vulnerabilities of an image are told, with every state that an attestation of them can have. */
import { expect, test } from "vitest";
import type { JudgedArtifact } from "#core/supply-chain/trail/judged-artifact.ts";
import type { VerificationState } from "#core/supply-chain/verification/result.ts";
import type { AboutRow } from "../../database/supply-chain/security-documents.ts";
import type { ImageDocuments } from "./document-links.ts";
import { vulnerabilitiesLink } from "./vulnerabilities-link.ts";

const now = new Date("2026-11-29T00:00:00Z");
const predicateType = "https://cosign.sigstore.dev/attestation/vuln/v1";

function report(more: Partial<AboutRow>): AboutRow {
  return {
    ...{ id: "upload", fileName: "trivy.json", format: "trivy", formatVersion: null, tool: "Trivy", toolVersion: null },
    ...{ at: new Date("2026-11-28T00:00:00Z"), components: null, vulnerabilities: 3, origin: "upload", state: null },
    ...{ stateReason: null, signerName: null, uploadedBy: "Ada", cluster: null, stale: false },
    partial: false,
    ...more,
  };
}

const attestedReport = (state: VerificationState, more: Partial<AboutRow> = {}) =>
  report({ id: "attested", origin: "attestation", state, stateReason: "As judged.", tool: "Grype", ...more });

function about(documents: readonly AboutRow[], more: Partial<ImageDocuments> = {}): ImageDocuments {
  const attested = documents
    .filter(({ origin }) => origin === "attestation")
    .map(({ id }) => ({ evidence: "sha256:kept", predicateType, document: id, problem: null }));
  return { documents, counts: [], attested, kevLoaded: false, now, ...more };
}

const artifact = (state: VerificationState, type = predicateType) =>
  ({
    role: "other",
    state,
    reason: "It was changed.",
    result: { statement: { predicateType: type } },
  }) as unknown as JudgedArtifact;
const nothing = { artifacts: [], evidence: [] };
const besides = (state: VerificationState) => ({
  artifacts: [artifact("verified", "https://slsa.dev/provenance/v1"), artifact(state)],
  evidence: ["sha256:provenance", "sha256:kept"],
});
const counts = [
  { severity: "critical", open: true, count: 1, exploited: 0 },
  { severity: "high", open: true, count: 2, exploited: 0 },
] as ImageDocuments["counts"];

test("no report is no data, and not zero", () => {
  const link = vulnerabilitiesLink(about([]), nothing);
  expect(link).toMatchObject({ state: "unknown", proof: "no report", artifacts: [] });
  expect(link).not.toHaveProperty("findings");
});

test.each(["verified", "signed-untrusted", "signed-unverifiable", "claim-only"] as const)(
  "a report that was attested stands as the attestation does: %s, and rests on its bytes",
  (state) => {
    const link = vulnerabilitiesLink(about([report({}), attestedReport(state)], { counts }), besides(state));
    expect(link).toMatchObject({ state, proof: "1 critical, 2 high", findings: 3, artifacts: [1], reported: [{ by: "Ada" }] });
  },
);

test("what has to be judged again is stale, and what a person uploaded or a cluster reports is a claim", () => {
  const again = about([attestedReport("verified", { stale: true })], { counts });
  expect(vulnerabilitiesLink(again, besides("verified"))).toMatchObject({ state: "stale", artifacts: [1] });
  for (const one of [report({}), report({ origin: "cluster", cluster: "team" }), report({ origin: "clair" })])
    expect(vulnerabilitiesLink(about([one], { counts }), nothing)).toMatchObject({
      ...{ state: "claim-only", artifacts: [], findings: 3, proof: "1 critical, 2 high" },
      reason: expect.stringContaining("nobody signed the reports"),
    });
});

test("an old attestation lends nothing to a newer report that nobody signed", () => {
  const old = attestedReport("verified", { at: new Date("2026-09-01T00:00:00Z") });
  expect(vulnerabilitiesLink(about([report({}), old]), besides("verified"))).toMatchObject({
    state: "claim-only",
    artifacts: [],
  });
  expect(vulnerabilitiesLink(about([old]), besides("verified"))).toMatchObject({
    ...{ state: "stale", artifacts: [1] },
    reason: expect.stringContaining("2026-09-01"),
  });
});

test("a broken report is told beside a sound one, and takes the place of a claim", () => {
  const artifacts = [artifact("verified"), artifact("invalid")];
  const evidence = ["sha256:kept", "sha256:broken"];
  const broken = { title: "The report counts", outcome: "failed", detail: "It was changed." };
  const beside = { artifacts, evidence };
  const sound = vulnerabilitiesLink(about([attestedReport("verified")]), beside);
  expect(sound).toMatchObject({ state: "verified", artifacts: [0, 1], proof: "none reported", findings: 0 });
  expect(sound.checks).toContainEqual(expect.objectContaining(broken));
  const alone = { artifacts: [artifact("invalid")], evidence: ["sha256:broken"] };
  expect(vulnerabilitiesLink(about([report({})]), alone)).toMatchObject({ state: "invalid", artifacts: [0] });
  expect(vulnerabilitiesLink(about([]), alone)).toMatchObject({ state: "invalid", proof: "no report", artifacts: [0] });
});

test("a report that was not read yet, or cannot be, says nothing; one that is about another image is broken", () => {
  const beside = { artifacts: [artifact("verified")], evidence: ["sha256:kept"] };
  const held = (problem: string | null) => [{ evidence: "sha256:kept", predicateType, document: null, problem }];
  const linkOf = (problem: string | null) => vulnerabilitiesLink(about([], { attested: held(problem) }), beside);
  expect(linkOf(null)).toMatchObject({ state: "unknown", artifacts: [0], reason: expect.stringContaining("not read yet") });
  expect(linkOf("It holds more packages than are read from one document.")).toMatchObject({ state: "unknown" });
  expect(linkOf("The document inside it names another image.")).toMatchObject({ state: "invalid", artifacts: [0] });
});

test("what statements close is no absence of findings", () => {
  const closed = [{ severity: "critical", open: false, count: 1, exploited: 0 }] as ImageDocuments["counts"];
  expect(vulnerabilitiesLink(about([attestedReport("verified")], { counts: closed }), besides("verified"))).toMatchObject({
    ...{ proof: "none open, 1 closed", findings: 1 },
    reason: expect.stringContaining("Statements close 1 more."),
  });
});

test("advisories that were compared with some of the packages tell what they found, and nothing by finding none", () => {
  const osv = report({ id: "osv", origin: "osv", format: "osv", tool: "OSV", partial: true, vulnerabilities: 0 });
  const clean = vulnerabilitiesLink(about([osv], { kevLoaded: true }), nothing);
  expect(clean).toMatchObject({
    ...{ state: "unknown", proof: "none known of some packages", checks: [{ outcome: "notAssessed" }] },
    reported: [{ says: expect.stringContaining("in the packages that were evaluated") }],
  });
  expect(clean).not.toHaveProperty("findings");
  expect(vulnerabilitiesLink(about([osv], { counts }), nothing)).toMatchObject({
    ...{ state: "claim-only", proof: "1 critical, 2 high", reason: expect.stringContaining("there may be more") },
  });
  const old = report({ at: new Date("2026-09-01T00:00:00Z") });
  expect(vulnerabilitiesLink(about([osv, old], { counts }), nothing)).toMatchObject({ state: "stale" });
});
