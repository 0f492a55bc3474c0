import { expect, test } from "vitest";
import { formatRoleParam, formatSubjectParam, parseRoleParam, parseSubjectParam } from "./subject-url.ts";

test("subjects and roles of every odd name come back from an address as they were", () => {
  for (const subject of [
    { kind: "ServiceAccount", namespace: "ci", name: "deployer" },
    { kind: "User", name: "oidc:a/b:c" },
    { kind: "Group", name: "system:masters" },
  ] as const)
    expect(parseSubjectParam(formatSubjectParam(subject))).toEqual(subject);
  for (const role of [
    { kind: "ClusterRole", name: "system:a:b" },
    { kind: "Role", namespace: "shop", name: "x:y" },
  ] as const)
    expect(parseRoleParam(formatRoleParam(role))).toEqual(role);
});

test("what is none is none", () => {
  expect(["", "User:", "ServiceAccount:x", "ServiceAccount:/x", "ServiceAccount:x/", "Pod:x"].map(parseSubjectParam)).toEqual(
    Array.from({ length: 6 }, () => null),
  );
  expect(["", "Role:x", "Role:/x", "ClusterRole:", "x"].map(parseRoleParam)).toEqual(Array.from({ length: 5 }, () => null));
});
