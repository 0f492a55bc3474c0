/** Objects that an API server may store or refuse, and questions that tell how it takes them. */
import { rule } from "#core/rbac/worlds.ts";
import type { KubeObject } from "../kube/object.ts";
import type { ReviewSpec } from "../kube/review.ts";

const apiVersion = "rbac.authorization.k8s.io/v1";

/** Every name may stand in a URL's path, if it is escaped; users may be called anything. */
const oddNames = [
  "odd name",
  "odd:name",
  "odd=HYPERLINK()",
  "odd<img src=x onerror=alert(1)>",
  "odd\u202ename",
  "odd~name",
  "odd*",
  "*",
  "__proto__",
  "constructor",
  "Ódd-名前-🚢",
  `odd${"x".repeat(200)}`,
];

const oddRules: Readonly<Record<string, object>> = {
  "no-verbs": { verbs: [], apiGroups: [""], resources: ["pods"] },
  "no-groups": { verbs: ["get"], apiGroups: [], resources: ["pods"] },
  "no-resources": { verbs: ["get"], apiGroups: [""], resources: [] },
  "no-names": { verbs: ["get"], apiGroups: [""], resources: ["pods"], resourceNames: [] },
  "empty-name": { verbs: ["get"], apiGroups: [""], resources: ["pods"], resourceNames: [""] },
  "url-and-resource": { verbs: ["get"], apiGroups: [""], resources: ["pods"], nonResourceURLs: ["/odd"] },
  "unknown-words": { verbs: ["GET", "fly", "get list"], apiGroups: ["no.such.group", "*"], resources: ["unicorns", "PODS"] },
  "empty-words": { verbs: [""], apiGroups: [""], resources: [""] },
  "double-star": { verbs: ["**", "g*"], apiGroups: ["*.example.com"], resources: ["**", "*/", "/exec", "*pods"] },
  "odd-urls": { verbs: ["get"], nonResourceURLs: ["/odd**", "*odd", "//", "/a*/b*"] },
};

const subjectsOf: Readonly<Record<string, readonly object[]>> = {
  "no-kind": [{ name: "odd-user" }],
  "other-kind": [{ kind: "Robot", name: "odd-user" }],
  "no-namespace": [{ kind: "ServiceAccount", name: "odd-user" }],
  twice: [
    { kind: "User", name: "odd-twice" },
    { kind: "User", name: "odd-twice" },
  ],
  nobody: [],
};

function role(name: string, rules: readonly object[]): KubeObject {
  return { apiVersion, kind: "ClusterRole", metadata: { name }, rules };
}

function bound(name: string, roleName: string, subjects: readonly object[]): KubeObject {
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: roleName };
  return { apiVersion, kind: "ClusterRoleBinding", metadata: { name }, roleRef, subjects };
}

/** Each object by itself: what a server refuses of them is part of its answer. */
export const oddObjects: readonly KubeObject[] = [
  ...oddNames.flatMap((name) => [
    role(name, [rule("get", "", "configmaps", { resourceNames: [name] })]),
    bound(name, name, [
      { kind: "User", name },
      { kind: "Group", name: `group ${name}` },
    ]),
  ]),
  ...Object.entries(oddRules).flatMap(([name, odd]) => [
    role(`odd-rule-${name}`, [odd]),
    bound(`odd-rule-${name}`, `odd-rule-${name}`, [{ kind: "User", name: `rule ${name}` }]),
  ]),
  role("odd-subjects", [rule("get", "", "pods")]),
  ...Object.entries(subjectsOf).map(([name, subjects]) => bound(`odd-subjects-${name}`, "odd-subjects", subjects)),
  role(
    "odd-many-rules",
    Array.from({ length: 10_000 }, (_, number) => rule("get", `g${number % 7}`, `r${number}`)),
  ),
  bound("odd-many-rules", "odd-many-rules", [{ kind: "User", name: "odd-many" }]),
];

const resources = ["pods", "", "unicorns", "PODS", "*", "**", "xpods"];
const paths = ["/odd", "/odd*", "/oddly", "/", "//", "/a/b", "/ab*"];

/** Asked after all of them are there; the last one is allowed. */
export const oddQuestions: readonly ReviewSpec[] = [
  ...oddNames.flatMap((user) =>
    oddNames.flatMap((name): ReviewSpec[] => [
      { user, groups: [], resourceAttributes: { verb: "get", group: "", resource: "configmaps", name } },
      { user: "x", groups: [`group ${user}`], resourceAttributes: { verb: "get", group: "", resource: "configmaps", name } },
    ]),
  ),
  ...Object.keys(oddRules).flatMap((name): ReviewSpec[] => {
    const user = `rule ${name}`;
    return [
      ...["get", "GET", "fly", "get list", "**", ""].flatMap((verb) =>
        resources.flatMap((resource) =>
          ["", "no.such.group", "x.example.com"].map((group) => ({
            user,
            groups: [],
            resourceAttributes: { verb, group, resource },
          })),
        ),
      ),
      ...paths.map((path) => ({ user, groups: [], nonResourceAttributes: { verb: "get", path } })),
    ];
  }),
  ...["odd-user", "system:serviceaccount::odd-user", "system:serviceaccount:default:odd-user", "odd-twice"].map((user) => ({
    user,
    groups: [],
    resourceAttributes: { verb: "get", group: "", resource: "pods" },
  })),
  ...[0, 6, 7, 9_998].map((number) => ({
    user: "odd-many",
    groups: [],
    resourceAttributes: { verb: "get", group: `g${number % 6}`, resource: `r${number}` },
  })),
  { user: "odd-many", groups: [], resourceAttributes: { verb: "get", group: "g3", resource: "r9999" } },
];
