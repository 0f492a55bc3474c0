import { describe, expect, test } from "vitest";
import { binding, clusterBinding, clusterRole, indexOf, role, rule } from "../worlds.ts";
import { canAsked, requesterOf, whoCanAsked } from "./answer.ts";
import { parseAsked } from "./parse.ts";
import { resolveAsked } from "./resolve.ts";

const index = indexOf([
  clusterRole("lister", [rule("list", "", "secrets,nodes")]),
  role("a", "getter", [rule("get", "", "secrets")]),
  clusterBinding("all", "lister", "Group:auditors"),
  binding("a", "get", "Role getter", "User:jane"),
  binding("b", "list", "ClusterRole lister", "User:jane", "Group:auditors"),
]);

function resolve(sentence: string) {
  const asked = parseAsked(sentence);
  if (!asked.ok) throw new Error(asked.error.problem);
  const resolved = resolveAsked(asked.value, index.discovery);
  if (!resolved.ok) throw new Error(resolved.error.message);
  return { ...resolved.value, as: asked.value.as };
}

describe("several verbs, of which any will do", () => {
  test("name everybody who has one of them, with where and why", () => {
    const { subjects, chainsOf } = whoCanAsked(index, resolve("who can read secrets"));
    expect(subjects.map(({ name, scope }) => [name, scope])).toEqual([
      ["auditors", "cluster"],
      ["system:masters", "cluster"],
      ["jane", ["a", "b"]],
    ]);
    expect(chainsOf({ kind: "User", name: "jane" })).toHaveLength(2);
  });

  test("say for each verb whether it is allowed", () => {
    const can = (sentence: string) => {
      const { as, ...question } = resolve(sentence);
      return canAsked(index, requesterOf(as ?? { kind: "User", name: "" }), question);
    };
    expect(can("can jane read secrets in a")).toMatchObject({
      verdict: "allowed",
      verbs: [
        { verb: "get", verdict: "allowed" },
        { verb: "list", verdict: "notAllowed" },
        { verb: "watch", verdict: "notAllowed" },
      ],
    });
    expect(can("can jane read secrets").verbs.map(({ verdict }) => verdict)).toEqual(["allowed", "allowed", "notAllowed"]);
    expect(can("can jane read secrets everywhere").verdict).toBe("notAllowed");
    expect(can("can eve with groups auditors list secrets everywhere").verdict).toBe("allowed");
    expect(can("can group:auditors list nodes").verdict).toBe("allowed");
  });
});

test("what was understood is said with the resource that is meant, and what a place means for it", () => {
  expect(resolve("get deploy in shop").understood).toBe("Who can get deployments.apps in shop.");
  expect(resolve("can jane read secret").understood).toBe("Can jane get, list or watch secrets in at least one namespace.");
  expect(resolve("delete nodes in shop").understood).toBe(
    "Who can delete nodes. nodes lie in no namespace: the question is about the whole cluster.",
  );
  expect(resolve("get /metrics").understood).toBe("Who can get /metrics.");
});
