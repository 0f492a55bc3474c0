import { expect, it, test } from "vitest";
import type { TrustProfileView } from "#contracts/supply-chain/trust.ts";
import { keysOfText } from "./trust-wish.ts";
import { thresholdWords, trustSentence } from "./trust-words.ts";

const profile = (more: Partial<TrustProfileView>): TrustProfileView => ({
  ...{ id: "trp_a", name: "a", kind: "sigstore", enabled: true, shipped: false, parts: [], keys: [], notices: [] },
  ...more,
});
const key = { name: "k", fingerprint: "ab", algorithm: "ECDSA P-256", pem: "" };

test.each([
  [[], "Nothing is trusted: no signature can be verified."],
  [[profile({ enabled: false })], "Nothing is trusted: no signature can be verified."],
  [[profile({ problem: "It cannot be read." })], "Nothing is trusted: no signature can be verified."],
  [[profile({})], "Signatures are trusted by 1 root."],
  [[profile({}), profile({ kind: "keys", keys: [key, key] })], "Signatures are trusted by 1 root and 2 keys."],
])("%# says what is trusted", (profiles, sentence) => expect(trustSentence(profiles)).toBe(sentence));

it("says what a profile asks for, and that keys without a log ask for nothing more", () => {
  const thresholds = { certificateLog: 1, transparencyLog: 2, trustedTime: 1 };
  expect(thresholdWords({ kind: "keys", thresholds: undefined })).toContain("no log");
  expect(thresholdWords({ kind: "keys", thresholds })).toBe("2 entries of a transparency log, 1 trusted time");
  expect(thresholdWords({ kind: "sigstore", thresholds })).toContain("1 timestamp of a certificate's log");
});

it("takes every key of a text, with the name of its file", () => {
  const pem = (body: string) => `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----`;
  expect(keysOfText("cosign.pub", `# ours\n${pem("a")}\n`)).toEqual([{ name: "cosign.pub", pem: pem("a") }]);
  expect(keysOfText("all.pem", `${pem("a")}\n${pem("b")}`).map(({ name }) => name)).toEqual(["all.pem 1", "all.pem 2"]);
  expect(keysOfText("none", "none")).toEqual([]);
});
