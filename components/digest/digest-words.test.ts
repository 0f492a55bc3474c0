import { expect, test } from "vitest";
import type { Digest, DigestCluster } from "#contracts/digest.ts";
import { digestTitle, missingWords, standsOut } from "./digest-words.ts";

const none = { critical: 0, high: 0, medium: 0, low: 0, information: 0 };

function digest(states: readonly DigestCluster["state"][], totals: Partial<Digest["totals"]> = {}) {
  const clusters = states.map((state) => ({ state }) as DigestCluster);
  return { clusters, totals: { new: none, reopened: none, fixed: none, notComparable: 0, ...totals } };
}

test("nothing new is only said of clusters that were looked at", () => {
  expect(digestTitle(digest([]))).toBe("There is no cluster to look at yet.");
  expect(digestTitle(digest(["notScanned", "neverScanned"]))).toBe("Nothing can be compared since then.");
  expect(digestTitle(digest(["unchanged", "notScanned"]))).toBe("Nothing new and nothing fixed in 1 of 2 clusters.");
  expect(digestTitle(digest(["compared"], { notComparable: 3 }))).toBe(
    "Nothing that can be compared is new or fixed in 1 cluster.",
  );
  expect(
    digestTitle(digest(["compared"], { new: { ...none, high: 2 }, reopened: { ...none, low: 1 }, fixed: { ...none, low: 4 } })),
  ).toBe("3 new and 4 fixed in 1 cluster.");
});

test("what is missing is named", () => {
  expect(missingWords(digest(["unchanged"]))).toBe("");
  expect(missingWords(digest(["unchanged", "notScanned"], { notComparable: 3 }))).toBe(
    "3 findings cannot be compared, 1 cluster had no scan since then. Nothing is said of those.",
  );
  expect(standsOut({ state: "notScanned", failed: 1 })).toBe(
    "No scan with results since then: what changed is not known. 1 scan failed.",
  );
  expect(standsOut({ state: "compared", failed: 0 })).toBeUndefined();
});
