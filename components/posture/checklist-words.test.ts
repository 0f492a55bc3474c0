import { expect, test } from "vitest";
import { fleetSentence, type ItemState } from "./checklist-words.ts";

const items = (...rows: readonly (readonly ItemState[])[]) => rows.map((of) => ({ states: of.map((state) => ({ state })) }));

test("an item that applies nowhere holds nowhere", () => {
  const two = items(["failed", "met"], ["met", "attested"], ["notApplicable", "notApplicable"]);
  expect(fleetSentence({ clusters: 2, items: two })).toBe(
    "1 of 3 items fails in at least one of 2 clusters, and 1 holds in all of them.",
  );
});

test("an item that does not apply in one cluster may hold in all of them", () => {
  const two = items(["notApplicable", "met"], ["open", "met"]);
  expect(fleetSentence({ clusters: 2, items: two })).toContain("0 of 2 items fail in at least one of 2 clusters, and 1 holds");
});
