import { expect, test } from "vitest";
import { holdsText, outsideSentence, rolesOf, type Signer, signersSentence } from "./signer-words.ts";

const signer: Signer = {
  id: "one",
  kind: "certificate",
  name: "https://github.com/acme/shop/.github/workflows/release.yaml@refs/heads/main",
  issuer: "https://token.actions.githubusercontent.com",
  state: "verified",
  images: 3,
  pods: 12,
  clusters: [],
  repositories: ["registry.example.com/acme/shop"],
  repositoryCount: 1,
  roles: ["signature", "provenance"],
  firstSeen: "2026-11-01T00:00:00.000Z",
  isNew: false,
  warnings: [],
};

test("the sentence counts who is new and who carries a warning", () => {
  const fresh = { ...signer, id: "two", isNew: true, warnings: ["It signs from refs/heads/fork."] };
  expect(signersSentence({ signers: [signer], unsigned: 0, notKnown: 0 })).toBe("1 signer signs what runs.");
  expect(signersSentence({ signers: [signer, fresh], unsigned: 0, notKnown: 0 })).toBe(
    "2 signers sign what runs, 1 new this week, 1 with a warning.",
  );
});

test("nobody is said to sign nothing where not all could be looked at", () => {
  expect(signersSentence({ signers: [], unsigned: 2, notKnown: 3 })).toBe(
    "Nobody is known to sign what runs, and not all of it could be looked at.",
  );
  expect(signersSentence({ signers: [], unsigned: 2, notKnown: 0 })).toBe("Nobody signs what runs.");
  expect(outsideSentence({ signers: [], unsigned: 1, notKnown: 3 })).toBe(
    "Beside them run 1 image that nobody signed, and 3 images of which nobody can tell who signed them.",
  );
});

test("a signer is found by its names and by what it signs", () => {
  expect(holdsText(signer, "ACME/Shop")).toBe(true);
  expect(holdsText(signer, "registry.example")).toBe(true);
  expect(holdsText(signer, "gitlab")).toBe(false);
  expect(rolesOf(signer)).toBe("signatures and provenance");
});
