import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAsked } from "./parse.ts";
import type { AskedQuestion } from "./question.ts";
import { formatAsked, sayAsked } from "./say.ts";

const read = (sentence: string) => {
  const asked = parseAsked(sentence);
  return asked.ok ? sayAsked(asked.value) : asked.error.problem;
};

describe("what people type, and what is said back", () => {
  test.each([
    ["get secrets in payments", "who can get secrets in payments"],
    ["who can get secrets in payments", "who can get secrets in payments"],
    ["who can read secrets in payments", "who can get, list or watch secrets in payments"],
    ["Read secrets?", "who can get, list or watch secrets in at least one namespace"],
    ["exec", "who can create pods/exec in at least one namespace"],
    ["exec in payments", "who can create pods/exec in payments"],
    ["who can exec into pods in shop", "who can create pods/exec in shop"],
    ["exec in pods", "who can create pods/exec in at least one namespace"],
    ["exec into pods/web -n shop", "who can create pods/web/exec in shop"],
    ["delete nodes", "who can delete nodes in at least one namespace"],
    ["who can delete any nodes everywhere", "who can delete nodes in the whole cluster"],
    ["delete nodes in the whole cluster", "who can delete nodes in the whole cluster"],
    ["get pods -A", "who can get pods in at least one namespace"],
    ["get pods in any namespace", "who can get pods in at least one namespace"],
    ["get pods in every namespace", "who can get pods in the whole cluster"],
    ["get pods in namespace shop", "who can get pods in shop"],
    ["get pods in the shop namespace", "who can get pods in shop"],
    ['get pods in "namespace"', 'who can get pods in "namespace"'],
    ["get, list or watch configmaps", "who can get, list or watch configmaps in at least one namespace"],
    ["get,list secrets", "who can get or list secrets in at least one namespace"],
    ["create and delete pods", "who can create or delete pods in at least one namespace"],
    ["write secrets", "who can create, update, patch, delete or deletecollection secrets in at least one namespace"],
    ["edit deployments.apps in shop", "who can update or patch deployments.apps in shop"],
    ["remove namespaces", "who can delete namespaces in at least one namespace"],
    ["who is admin in payments", "who can * *.* in payments"],
    ["who is a cluster admin", "who can * *.* in the whole cluster"],
    ["who has cluster-admin", "who can * *.* in the whole cluster"],
    ["who can manage secrets", "who can * secrets in at least one namespace"],
    ["who can do anything", "who can do *.* in at least one namespace"],
    ["logs in shop", "who can get pods/log in shop"],
    ["get logs", "who can get pods/log in at least one namespace"],
    ["scale deployments in shop", "who can update or patch deployments/scale in shop"],
    ["port-forward", "who can create pods/portforward in at least one namespace"],
    ["evict pods", "who can create pods/eviction in at least one namespace"],
    ["create service account tokens", "who can create serviceaccounts/token in at least one namespace"],
    ["create cluster role bindings", "who can create clusterrolebindings in at least one namespace"],
    ["get secrets/db in shop", "who can get secrets/db in shop"],
    ["get the secret named db in shop", "who can get secret/db in shop"],
    ["get pods named exec", "who can get pods named exec in at least one namespace"],
    ["update pods/web/status", "who can update pods/web/status in at least one namespace"],
    [
      "update widgets.example.com subresource approve",
      "who can update widgets.example.com subresource approve in at least one namespace",
    ],
    ["who can get /metrics/cadvisor", "who can get /metrics/cadvisor"],
    ["get /healthz/*?", "who can get /healthz/*"],
    ["who may impersonate users", "who can impersonate users in at least one namespace"],
    ['who can "read" books.example.com', 'who can "read" books.example.com in at least one namespace'],
    ["who is allowed to get pods", "who can get pods in at least one namespace"],
    ["which subjects can list nodes", "who can list nodes in at least one namespace"],
    ["can sa:ci/deployer delete nodes", "can sa:ci/deployer delete nodes in at least one namespace"],
    ["can service account ci/deployer delete nodes", "can sa:ci/deployer delete nodes in at least one namespace"],
    ["can system:serviceaccount:ci:deployer get pods", "can sa:ci/deployer get pods in at least one namespace"],
    ["can jane get pods in shop", "can jane get pods in shop"],
    ["is jane allowed to read secrets in shop?", "can jane get, list or watch secrets in shop"],
    ["can user jane with groups devs, oncall exec in shop", "can jane with groups devs, oncall create pods/exec in shop"],
    ['can "Jo Doe" get pods in shop', 'can "Jo Doe" get pods in shop'],
    ["can group devs get pods in shop", "can group:devs get pods in shop"],
    ["can members of devs get pods in shop", "can group:devs get pods in shop"],
    ["can everybody get pods in shop", "can group:system:authenticated get pods in shop"],
    ["can anonymous get /version", "can system:anonymous get /version"],
    ['can "user" get pods in shop', 'can "user" get pods in shop'],
    ["can user:sa:x get pods in shop", "can user:sa:x get pods in shop"],
  ])("%s", (typed, said) => {
    expect(read(typed)).toBe(said);
    expect(read(said)).toBe(said);
  });
});

test.each([
  ["", "There is no question yet."],
  ["who can", "The verb is missing, such as get or delete."],
  ["who can in shop", "The verb is missing, such as get or delete."],
  ["who can get", "What to get is missing, such as secrets or pods/exec."],
  ["scale in shop", "What to scale is missing, such as secrets or pods/exec."],
  ["who can get secrets in", "The namespace is missing."],
  ["who can get secrets at home", "“at home” is not understood here."],
  ["who can get secrets in a in b", "The place is said twice."],
  ["get /metrics in shop", "A URL lies in no namespace."],
  ["can sa:deployer get pods", "Who is asked about is missing."],
  ["can", "Who is asked about is missing."],
])("%j is answered with what is missing", (typed, problem) => {
  expect(read(typed)).toBe(problem);
});

const runs = { numRuns: Number(process.env.CASES ?? 1_000) };
const odd = fc.oneof(
  fc.string({ minLength: 1, unit: "binary" }),
  fc.constantFrom(
    "in",
    "exec",
    "Get",
    "logs",
    "a",
    "with",
    "namespace",
    "cluster",
    "named",
    ",",
    '"',
    "\\",
    "who",
    "admin",
    "user",
  ),
);
const name = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9.-]{0,12}$/), odd);
const part = name.filter((text) => !text.includes("/"));
const account = part.filter((text) => !text.includes(":"));
const subject = fc.oneof(
  fc.record({ kind: fc.constant("User" as const), name: name.filter((text) => !text.startsWith("system:serviceaccount:")) }),
  fc.record({
    kind: fc.constant("User" as const),
    name: fc.constant("jane"),
    groups: fc.array(name, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("Group" as const), name }),
  fc.record({ kind: fc.constant("ServiceAccount" as const), namespace: account, name: account }),
);
const question: fc.Arbitrary<AskedQuestion> = fc.record(
  {
    as: subject,
    verbs: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    target: fc.oneof(
      fc.record({ resource: part, subresource: part, name: part }, { requiredKeys: ["resource"] }),
      fc.record({ path: name.map((text) => `/${text}`) }),
    ),
    place: fc.oneof(fc.constantFrom("any" as const, "cluster" as const), fc.record({ namespace: name })),
  },
  { requiredKeys: ["verbs", "target", "place"] },
);

test("a question that is said reads back the same, whatever its names are", () => {
  fc.assert(
    fc.property(question, (asked) => {
      const meant = "path" in asked.target ? { ...asked, place: "any" as const } : asked;
      for (const sentence of [formatAsked(meant), sayAsked(meant)])
        expect(parseAsked(sentence)).toEqual({ ok: true, value: meant });
    }),
    runs,
  );
});

test("no sentence makes it throw, and what it understands it says back to itself", () => {
  const vocabulary =
    'who can is read exec in the any namespace shop payments secrets pods/exec -n -A , or and " named /x can sa:a/b group with groups everywhere admin'.split(
      " ",
    );
  const sentence = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.oneof(fc.constantFrom(...vocabulary), name)).map((words) => words.join(" ")),
  );
  fc.assert(
    fc.property(sentence, (typed) => {
      const asked = parseAsked(typed);
      if (asked.ok) expect(parseAsked(sayAsked(asked.value))).toEqual(asked);
      else expect(asked.error.problem).not.toBe("");
    }),
    runs,
  );
});
