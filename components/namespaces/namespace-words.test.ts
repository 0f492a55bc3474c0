import { expect, test } from "vitest";
import { delegateOf } from "./namespace-words.ts";

test.each([
  ["jane", "User:jane"],
  ["user:jane", "User:jane"],
  ["oidc:jane@example.com", "User:oidc:jane@example.com"],
  ["group:devs", "Group:devs"],
  ["Group:oidc:devs", "Group:oidc:devs"],
  ["sa:ci/deployer", "ServiceAccount:ci/deployer"],
  ["sa:deployer", undefined],
  ["group:", undefined],
  ["  ", undefined],
])("%j means %j", (text, subject) => {
  expect(delegateOf(text)).toBe(subject);
});
