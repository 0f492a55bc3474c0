import { expect, it } from "vitest";
import { createSigstore } from "#test/sigstore/sigstore.ts";
import { holdsAt, newestStart, soonestEnd, trustParts } from "./parts.ts";
import { publicGoodProfile } from "./public-good.ts";
import { readTrustedRoot } from "./root.ts";

const now = new Date("2026-11-28T00:00:00Z");

it("the public-good root has authorities and logs with names, some of which are over", () => {
  const parts = trustParts(publicGoodProfile().root);
  expect(new Set(parts.map(({ kind }) => kind))).toEqual(
    new Set(["certificateAuthority", "certificateLog", "transparencyLog", "timestampAuthority"]),
  );
  for (const { name } of parts) expect(name).not.toBe("");
  expect(parts.some((part) => !holdsAt(part, now))).toBe(true);
  expect(newestStart(parts)?.toISOString()).toBe("2025-09-23T00:00:00.000Z");
});

it("the soonest end is of a part that still holds, by its own period or by its certificates", async () => {
  const { root: json } = await createSigstore();
  const root = readTrustedRoot(json);
  if (!root.ok) throw new Error(root.error.message);
  const parts = trustParts(root.value);
  const own = soonestEnd(parts, now);
  expect(own).toBeDefined();
  const over = { ...(parts[0] as (typeof parts)[number]), to: new Date("2020-01-01") };
  const next = { ...over, to: new Date("2026-12-01") };
  expect(soonestEnd([over, ...parts], now)).toEqual(own);
  expect(soonestEnd([next, ...parts], now)).toEqual(next.to);
  expect(soonestEnd([], now)).toBeUndefined();
});
