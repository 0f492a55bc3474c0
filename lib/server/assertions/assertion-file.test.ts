import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sayAssertion } from "#core/rbac/assertions/evaluate.ts";
import { readAssertionFile } from "./assertion-file.ts";

const head = "apiVersion: drydock/v1\nkind: AssertionList\n";
const issuesOf = (text: string) => {
  const read = readAssertionFile(text);
  return read.ok ? [] : read.error.map(({ path, message }) => `${path}: ${message}`);
};

test("the file of the documentation is read, and says what it means", () => {
  const [, yaml = ""] =
    /```yaml\n(.*?)```/s.exec(readFileSync(new URL("../../../docs/assertions.md", import.meta.url), "utf8")) ?? [];
  const read = readAssertionFile(yaml);
  expect(read.ok && read.value.map((assertion) => [assertion.name, sayAssertion(assertion)])).toEqual([
    ["node-deletion", "only group:platform-admins can delete nodes"],
    ["payments-secrets", "only sa:payments/*, group:payments-oncall can get, list or watch secrets in payments"],
    ["jane-works-in-shop", "jane with group developers can get, list or watch pods in shop"],
    ["deployer-stays-inside", "sa:ci/deployer cannot * *.*"],
    ["exactly-as-the-api-server", "User jane can get pods in shop"],
  ]);
});

describe("what is refused is named by its place", () => {
  test.each([
    ["kind: AssertionList", "apiVersion: The apiVersion must be drydock/v1."],
    [`${head}items: [{name: a, only: [], can: get}]`, "items[0].can: What to get is missing, such as secrets or pods/exec."],
    [`${head}items: [{name: a, only: [sa:x], can: get pods}]`, "items[0].only[0]: “sa:x” is no subject"],
    [
      `${head}items: [{name: a, only: [], can: get pods, cannot: get pods}]`,
      "items[0].cannot: cannot is not a key that stands there.",
    ],
    [`${head}items: [{name: a, subject: sa:x, can: get pods}]`, "items[0].subject: “sa:x” is no subject"],
    [`${head}items: [{name: a, subject: jane, can: can eve get pods}]`, "items[0].can: "],
    [`${head}items: [{name: a, subject: "jane get pods in", can: get pods}]`, "items[0].subject: "],
    [`${head}items: [{name: a, review: {users: x}, expect: allowed}]`, "items[0].review.users: users is not a key"],
    [`${head}items: [{name: a, review: {user: x}, expect: yes}]`, "items[0].expect: "],
    [`${head}items: [{subject: jane, can: get pods}]`, "items[0].name: "],
    [
      `${head}items: [{name: a, subject: jane, can: get pods}, {name: a, subject: eve, can: get pods}]`,
      "items: The name a stands there twice.",
    ],
    [`${head}items: [&x {name: a, subject: jane, can: get pods}]`, ": &x is an anchor"],
    [`${head}items: [7, null]`, "items[0]: "],
  ])("%s", (text, issue) => {
    expect(issuesOf(text)).toEqual(expect.arrayContaining([expect.stringContaining(issue)]));
  });
});
