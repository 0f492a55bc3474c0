import { expect, test } from "vitest";
import type { Hop } from "#contracts/access/paths.ts";
import { redactedHop } from "./path-entries.ts";
import { createRedactor } from "./redactor.ts";

const hop: Hop = {
  kind: "impersonate",
  from: { kind: "ServiceAccount", namespace: "ci", name: "bo" },
  to: { kind: "User", name: "al" },
  does: "may act as User al",
  chains: [],
  facts: ["Secret ci/bo-token holds a token of ServiceAccount ci/bo that does not end"],
};
const subjects = [
  { kind: "User", name: "al" },
  { kind: "ServiceAccount", namespace: "ci", name: "bo" },
] as const;

test("a hop says to whom it leads by the pseudonym, however short the name is", () => {
  const hidden = redactedHop(hop, createRedactor({ hosts: [], key: Buffer.alloc(32, 7), subjects }));
  expect(hidden.to.name).toMatch(/^user-[0-9a-f]{8}$/);
  expect(hidden.does).toBe(`may act as User ${hidden.to.name}`);
  expect(hidden.from).toEqual({ kind: "ServiceAccount", namespace: "ci", name: expect.stringMatching(/^account-[0-9a-f]{8}$/) });
  expect(hidden.facts).toEqual([]);
});

test("without pseudonyms it stands as it was", () => {
  expect(redactedHop(hop, createRedactor({ hosts: [], subjects: [] }))).toEqual(hop);
});
