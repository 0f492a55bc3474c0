import { expect, test } from "vitest";
import type { DocumentOriginView, SecurityDocumentView } from "#contracts/vulnerabilities.ts";
import { contentWords, coverageSentence, originWords, uploadedSentence } from "./document-words.ts";
import { leftOutWords, osvSentence } from "./osv-words.ts";

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
  expect(
    uploadedSentence({ documents: 0, components: 0, vulnerabilities: 0, statements: 0, list: "osv", entries: 2, notes: [] }),
  ).toBe("2 advisories of OSV imported.");
});

test("advisories of OSV say how many packages they were compared with, and which were left out", () => {
  const none = { dumps: [], bills: 0, waiting: 0, packages: 0, evaluated: 0, left: [] };
  expect(osvSentence(none)).toBe("no dump is imported, so that no package is compared with its advisories");
  const dump = {
    ...{ id: "osv_1", fileName: "all.zip", whole: true, ecosystems: ["npm"], advisories: 1, withdrawn: 0, unread: 0 },
    ...{ loadedBy: "Ada", loadedAt: "2026-11-20T00:00:00Z" },
  };
  const of = (rest: object) => osvSentence({ ...none, dumps: [dump], ...rest });
  expect([of({}), of({ bills: 2, waiting: 2 }), of({ bills: 3, waiting: 1, packages: 10, evaluated: 4 })]).toEqual([
    "no image that runs has a bill of materials to compare",
    "2 bills of materials wait to be compared",
    "4 of 10 packages evaluated; 1 bill of materials waits to be compared",
  ]);
  expect(leftOutWords({ type: "deb", gap: "ecosystem", packages: 90 })).toBe(
    "90 of type deb: versions of that ecosystem are not compared",
  );
});
