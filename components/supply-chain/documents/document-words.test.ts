import { expect, test } from "vitest";
import type { DocumentOriginView, SecurityDocumentView } from "#contracts/vulnerabilities.ts";
import { contentWords, coverageSentence, originWords, uploadedSentence } from "./document-words.ts";

test("how much is known is said of some, all and none, and never as zero of nothing", () => {
  const say = (images: number, known: number) =>
    coverageSentence({ images, known, claimed: 0, without: [], unnamed: 0 }, "report");
  expect([say(0, 0), say(1, 0), say(3, 0), say(1, 1), say(3, 3), say(3, 1), say(3, 2)]).toEqual([
    "No image runs of which a digest is known",
    "The one image that runs has no report",
    "None of the 3 images that run has a report",
    "The one image that runs has a report",
    "All 3 images that run have a report",
    "1 of 3 images that run has a report",
    "2 of 3 images that run have a report",
  ]);
  expect(coverageSentence({ images: 3, known: 1, claimed: 2, without: [], unnamed: 0 }, "report")).toBe(
    "1 of 3 images that run has a report, 2 only one that is not verified",
  );
});

test("who vouches for a document is said, and that nobody does", () => {
  const of = (from: Partial<DocumentOriginView>) =>
    originWords({ origin: "attestation", state: "verified", reason: "", ...from });
  expect([
    of({ signer: "release.yaml" }),
    of({ state: "signed-untrusted", signer: "mallory" }),
    of({ state: "claim-only" }),
    of({ origin: "upload", state: "claim-only", uploadedBy: "Ada" }),
  ]).toEqual([
    "Verified, signed by release.yaml",
    "Signed, and not trusted, by mallory",
    "A claim beside the image, which nobody signed",
    "A claim, uploaded by Ada",
  ]);
});

test("what a document did not look for is not counted as none", () => {
  const of = (counts: object) => contentWords({ statements: 0, ...counts } as SecurityDocumentView);
  expect([of({ components: 2 }), of({ vulnerabilities: 0 }), of({ statements: 1 }), of({})]).toEqual([
    "2 packages",
    "0 vulnerabilities",
    "1 statement",
    "nothing that is read",
  ]);
  expect(
    uploadedSentence({ documents: 0, components: 0, vulnerabilities: 0, statements: 0, list: "kev", entries: 1, notes: [] }),
  ).toBe("The KEV list with 1 entry is loaded.");
});
