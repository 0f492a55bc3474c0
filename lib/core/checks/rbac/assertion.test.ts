import { parseAsked } from "../../rbac/ask/parse.ts";
import type { AskedSubject } from "../../rbac/ask/question.ts";
import type { Assertion } from "../../rbac/assertions/assertion.ts";
import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import assertion from "./assertion.ts";

function asked(sentence: string) {
  const question = parseAsked(sentence);
  if (!question.ok) throw new Error(question.error.problem);
  return question.value;
}

const only = (name: string, action: string, ...allowed: string[]): Assertion => ({
  name,
  claim: { kind: "only", allowed, question: asked(action) },
});
const may = (name: string, kind: "can" | "cannot", as: AskedSubject, action: string): Assertion => ({
  name,
  claim: { kind, as, question: asked(action) },
});
const jane = { kind: "User", name: "jane" } as const;

const objects = [
  clusterRole("node-admin", [rule("delete", "", "nodes")]),
  clusterBinding("admins", "node-admin", "Group:platform-admins", "User:jane"),
  role("payments", "reader", [rule("get,list", "", "secrets")]),
  binding("payments", "readers", "Role reader", "ServiceAccount:app", "Group:system:serviceaccounts:payments"),
];
const nodes = only("node-deletion", "delete nodes", "group:platform-admins", "user:jane");

checkTester(assertion, {
  pass: [
    { name: "nobody but who is named", objects, assertions: [nodes] },
    { name: "the accounts of a namespace", objects, assertions: [only("s", "read secrets in payments", "sa:payments/*")] },
    { name: "somebody may all that they must", objects, assertions: [may("j", "can", jane, "delete nodes")] },
    { name: "somebody may nothing of what they must not", objects, assertions: [may("j", "cannot", jane, "read secrets")] },
  ],
  fail: [
    {
      name: "somebody else may",
      objects,
      assertions: [only("node-deletion", "delete nodes", "group:platform-admins")],
      finds: [
        {
          message: "allowed",
          object: "ClusterRoleBinding admins",
          path: "subjects[1]",
          title: "node-deletion: User jane may delete nodes: ClusterRoleBinding admins gives ClusterRole node-admin, rule 1",
        },
      ],
    },
    {
      name: "a group that the API server lets pass",
      objects,
      assertions: [may("breakglass", "cannot", { kind: "Group", name: "system:masters" }, "delete nodes")],
      finds: [{ message: "bypass", object: "Assertion breakglass" }],
    },
    {
      name: "somebody may not what they must",
      objects,
      assertions: [
        may("reader", "can", { kind: "ServiceAccount", namespace: "payments", name: "app" }, "get, watch secrets in payments"),
      ],
      finds: [
        {
          message: "refused",
          object: "Assertion reader",
          title:
            "reader: ServiceAccount payments/app may not get, watch secrets. Role payments/reader grants get and list on secrets, but not watch",
        },
      ],
    },
    {
      name: "SubjectAccessReview would answer otherwise",
      objects,
      assertions: [
        {
          name: "exactly",
          claim: {
            kind: "review",
            expect: "notAllowed",
            review: { user: { name: "jane", groups: [] }, attributes: { verb: "delete", group: "", resource: "nodes" } },
          },
        },
      ],
      finds: [{ message: "allowed", object: "ClusterRoleBinding admins" }],
    },
  ],
  notApplicable: [{ name: "nobody made one", objects, unseen: ["roles.rbac.authorization.k8s.io"] }],
  notAssessed: [
    { name: "bindings were not seen", objects, assertions: [nodes], unseen: ["clusterrolebindings.rbac.authorization.k8s.io"] },
    {
      name: "bindings of one namespace were not seen",
      objects,
      assertions: [only("s", "read secrets in shop")],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["shop"] },
    },
  ],
});
