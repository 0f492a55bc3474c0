import { expect, it } from "vitest";
import { zoneGroups } from "./time-zones.ts";

it("offers every zone once, the chosen one too, and UTC first", () => {
  const groups = zoneGroups("Old/Name");
  const all = groups.flatMap(({ zones }) => zones);
  expect(all[0]).toBe("UTC");
  expect(all).toEqual(expect.arrayContaining(["Europe/Berlin", "America/New_York", "Old/Name"]));
  expect(new Set(all).size).toBe(all.length);
  expect(
    zoneGroups("UTC")
      .flatMap(({ zones }) => zones)
      .filter((zone) => zone === "UTC"),
  ).toHaveLength(1);
});
