import { expect, test } from "vitest";
import { projectCloudMap } from "./cloud-map.ts";

const own = { namespace: "kube-system", name: "aws-auth" };
const role = "arn:aws:iam::111122223333:role/ops";

test("keeps ARNs, accounts and groups, and nothing else of an entry", () => {
  const data = {
    mapRoles: `- rolearn: ${role}\n  username: canary-{{SessionName}}\n  groups: [system:masters, "team:a"]\n  note: canary`,
    mapUsers: "- userarn: arn:aws-cn:iam::111122223333:user/jane\n  username: canary",
    mapAccounts: '- "011122223333"\n- 11122223333\n- canary',
    other: "canary",
  };
  const map = projectCloudMap(own, data);
  expect(map).toEqual({
    entries: [
      { kind: "role", identity: role, groups: ["system:masters", "team:a"] },
      { kind: "user", identity: "arn:aws-cn:iam::111122223333:user/jane", groups: [] },
      { kind: "account", identity: "011122223333", groups: [] },
      { kind: "account", identity: "011122223333", groups: [] },
      { kind: "account", groups: [] },
    ],
  });
  expect(JSON.stringify(map)).not.toContain("canary");
});

test.each([
  ["no YAML", "- [", { entries: [], unread: true }],
  ["no list", "rolearn: x", { entries: [], unread: true }],
  ["an empty text", "", { entries: [] }],
  ["an entry that is none", "- 7", { entries: [{ kind: "role", groups: [] }], unread: true }],
  ["a role that is no ARN", "- rolearn: s3cret\n  groups: [a]", { entries: [{ kind: "role", groups: ["a"] }] }],
  [
    "groups that are no list",
    `- rolearn: ${role}\n  groups: a`,
    { entries: [{ kind: "role", identity: role, groups: [] }], unread: true },
  ],
  [
    "a group of no name",
    `- rolearn: ${role}\n  groups: ["a b"]`,
    { entries: [{ kind: "role", identity: role, groups: [] }], unread: true },
  ],
])("what cannot be read is said: %s", (_, mapRoles, expected) => {
  expect(projectCloudMap(own, { mapRoles })).toEqual(expected);
});

test("a list longer than is read is said", () => {
  expect(projectCloudMap(own, { mapRoles: `- rolearn: ${role}\n`.repeat(2001) })?.unread).toBe(true);
});

test.each([{ namespace: "shop", name: "aws-auth" }, { namespace: "kube-system", name: "aws-auth2" }, undefined])(
  "another ConfigMap is none: %j",
  (metadata) => {
    expect(projectCloudMap(metadata, { mapRoles: `- rolearn: ${role}` })).toBeUndefined();
  },
);
