import { expect, test } from "vitest";
import { credentialState } from "./credential.ts";

const now = Date.parse("2026-11-23T14:00:00Z");
const token = { kind: "token" as const, withoutEnd: false, renews: false, updatedAt: "2026-11-01T00:00:00Z" };

test("a credential without an end says so and what to do", () => {
  expect(credentialState({ ...token, withoutEnd: true }, now)).toMatchObject({ tone: "endless" });
});

test("an end that nobody wrote down is not taken for none at all", () => {
  expect(credentialState(token, now).tone).toBe("endless");
});

test("ended, ending soon, and far away", () => {
  expect(credentialState({ ...token, expiresAt: "2026-11-23T13:59:59Z" }, now).tone).toBe("ended");
  expect(credentialState({ ...token, expiresAt: "2026-11-25T00:00:00Z" }, now).tone).toBe("soon");
  expect(credentialState({ ...token, expiresAt: "2027-11-25T00:00:00Z" }, now).tone).toBe("good");
});

test("one that the worker renews does not alarm, unless it has ended", () => {
  expect(credentialState({ ...token, renews: true, expiresAt: "2026-11-23T15:00:00Z" }, now).tone).toBe("good");
  expect(credentialState({ ...token, renews: true, expiresAt: "2026-11-23T13:00:00Z" }, now).tone).toBe("ended");
});
