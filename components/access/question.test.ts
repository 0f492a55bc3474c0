import fc from "fast-check";
import { expect, test } from "vitest";
import { completionsOf } from "./completions.ts";
import { beyond, formatQuestion, identityOf, parseAsker, parseQuestion, type Question } from "./question.ts";

const read = (text: string) => {
  const reading = parseQuestion(text);
  return reading.ok ? reading.question : reading.problem;
};

test("who can", () => {
  expect(read("who can get secrets in payments")).toEqual({
    kind: "whoCan",
    verb: "get",
    resource: "secrets",
    namespace: "payments",
  });
  expect(read("Who can create pods/exec?")).toEqual({ kind: "whoCan", verb: "create", resource: "pods", subresource: "exec" });
  expect(read("delete deployments.apps/web -n shop")).toEqual({
    kind: "whoCan",
    verb: "delete",
    resource: "deployments.apps/web",
    namespace: "shop",
  });
  expect(read("who can get /metrics/cadvisor")).toEqual({ kind: "whoCan", verb: "get", resource: "/metrics/cadvisor" });
  expect(read("who can update pods/web/status")).toEqual({
    kind: "whoCan",
    verb: "update",
    resource: "pods/web",
    subresource: "status",
  });
});

test("can a subject", () => {
  expect(read("can sa:ci/deployer delete nodes")).toEqual({
    kind: "can",
    as: { kind: "ServiceAccount", namespace: "ci", name: "deployer" },
    verb: "delete",
    resource: "nodes",
  });
  expect(read("can system:serviceaccount:ci:deployer get pods")).toMatchObject({
    as: { kind: "ServiceAccount", name: "deployer" },
  });
  expect(read('can "Jo Doe" get pods')).toMatchObject({ as: { kind: "User", name: "Jo Doe" } });
  expect(read("can group:system:masters get pods")).toMatchObject({ as: { kind: "Group", name: "system:masters" } });
});

test("what is missing is named", () => {
  expect(read("")).toBe("There is no question yet.");
  expect(read("who can")).toMatch(/verb is missing/);
  expect(read("who can get")).toMatch(/What to get is missing/);
  expect(read("who can get secrets in")).toMatch(/namespace is missing/);
  expect(read("who can get secrets at home")).toMatch(/“at”/);
  expect(read("can sa:deployer get pods")).toMatch(/Who is asked about/);
});

test("a question that is written reads back the same", () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9.-]{0,20}$/).filter((text) => text !== "in");
  const asker = fc.oneof(
    fc.record({
      kind: fc.constant("User" as const),
      name: fc.stringMatching(/^[A-Za-z0-9:@. _-]{1,20}$/).filter((n) => n.trim() === n),
    }),
    fc.record({ kind: fc.constant("Group" as const), name: word }),
    fc.record({ kind: fc.constant("ServiceAccount" as const), namespace: word, name: word }),
  );
  const target = { verb: word, resource: word, namespace: fc.option(word, { nil: undefined }) };
  const question = fc.oneof(
    fc.record({ kind: fc.constant("whoCan" as const), ...target }),
    fc.record({ kind: fc.constant("can" as const), as: asker, ...target }),
  );
  fc.assert(
    fc.property(question, (asked: Question) => {
      fc.pre(!(asked.kind === "can" && asked.as.kind === "User" && parseAsker(asked.as.name)?.kind === "ServiceAccount"));
      expect(read(formatQuestion(asked))).toEqual(JSON.parse(JSON.stringify(asked)));
    }),
    { numRuns: Number(process.env.CASES ?? 300) },
  );
});

test("a group is asked about as a member of nothing else", () => {
  expect(identityOf({ kind: "Group", name: "oncall" })).toEqual({ as: "drydock:any-member", asGroup: ["oncall"] });
  expect(identityOf({ kind: "ServiceAccount", namespace: "ci", name: "d" })).toEqual({ as: "system:serviceaccount:ci:d" });
});

test("completions follow the sentence", () => {
  const resources = ["secrets", "services", "pods", "pods/exec", "externalsecrets.external-secrets.io"];
  const words = (text: string) => completionsOf(text, resources).map((completion) => completion.word);
  expect(words("")).toEqual(["who can ", "can sa:"]);
  expect(words("who can de")).toEqual(["delete", "deletecollection"]);
  expect(words("who can get se")).toEqual(["secrets", "services", "externalsecrets.external-secrets.io"]);
  expect(completionsOf("who can get pods/e", resources)[0]?.text).toBe("who can get pods/exec ");
  expect(words("can sa:ci/deployer ")).toContain("get");
  expect(words("who can get secrets in pay")).toEqual([]);
});

test("what the API understood is repeated only where it adds something", () => {
  const question: Question = { kind: "whoCan", verb: "get", resource: "secrets" };
  expect(beyond("Who can get secrets in at least one namespace.", question)).toBeUndefined();
  const warned = "Who can get secrets in at least one namespace. Nothing serves it.";
  expect(beyond(warned, question)).toBe(warned);
});
