/** The catalogue is whole: each row has checks that exist, and each check of access has its place among what it allows. */
import { expect, test } from "vitest";
import { riskRows } from "../../rbac/risk/catalogue.ts";
import { riskGroupOf, riskGroups } from "../../rbac/risk/groups.ts";
import { checkById, checks } from "../index.ts";

test("each row of the catalogue is looked for", () => {
  expect(riskRows.map(({ row }) => row)).toEqual(Array.from({ length: 27 }, (_, index) => index + 1));
  for (const { row, checks: ids } of riskRows) {
    expect([row, ids.length > 0]).toEqual([row, true]);
    for (const id of ids) expect([id, checkById(id)?.pillar]).toEqual([id, "access"]);
  }
});

test("each check of a group exists and is in no other", () => {
  const named = riskGroups.flatMap(({ checks: ids }) => [...ids]);
  expect(new Set(named).size).toBe(named.length);
  for (const id of named) expect([id, checkById(id)?.pillar]).toEqual([id, "access"]);
});

test("each check of access belongs to a group", () => {
  const ids = new Set<string>(riskGroups.map(({ id }) => id));
  for (const { id, pillar } of checks) if (pillar === "access") expect([id, ids.has(riskGroupOf(id))]).toEqual([id, true]);
});
