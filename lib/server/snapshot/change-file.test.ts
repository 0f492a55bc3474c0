import { describe, expect, test } from "vitest";
import { formatAccessName } from "#core/simulate/planned.ts";
import { mostCharacters, readChange } from "./change-file.ts";

const head = "apiVersion: rbac.authorization.k8s.io/v1\n";
const role = `${head}kind: Role\nmetadata: {name: r, namespace: shop}\nrules: [{verbs: [get], apiGroups: [""], resources: [pods]}]\n`;
const binding = (more = "") =>
  `${head}kind: RoleBinding\nmetadata: {name: b, namespace: shop}\nroleRef: {kind: Role, name: r}\nsubjects: [{kind: User, name: jane}]\n${more}`;

function planOf(text: string): readonly string[] {
  const read = readChange(text);
  if (!read.ok) return read.error.map(({ path, message }) => `${path}: ${message}`);
  return read.value.plan.map((planned) => `${planned.item ? "apply" : "delete"} ${formatAccessName(planned)} (${planned.place})`);
}

describe("a change", () => {
  test("is read from several documents, from lists, from JSON, and from what kubectl prints", () => {
    expect(planOf(`${role}---\n${binding()}`)).toEqual([
      "apply Role shop/r (document 1)",
      "apply RoleBinding shop/b (document 2)",
    ]);
    const items = [
      { metadata: { name: "a" }, rules: null },
      { metadata: { name: "b" }, rules: [] },
    ];
    const list = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleList", metadata: {}, items };
    expect(planOf(JSON.stringify(list))).toEqual([
      "apply ClusterRole a (document 1, items[0])",
      "apply ClusterRole b (document 1, items[1])",
    ]);
    const printed = `apiVersion: v1\nkind: List\nitems:\n- ${role.trim().replaceAll("\n", "\n  ")}\n`;
    expect(planOf(printed)).toEqual(["apply Role shop/r (document 1, items[0])"]);
    expect(planOf(binding().replace("name: b,", "name: b, uid: x, resourceVersion: '1', creationTimestamp: null,"))).toHaveLength(
      1,
    );
  });

  test("marks what is to be deleted as Kustomize does", () => {
    expect(planOf(`${head}kind: ClusterRoleBinding\nmetadata: {name: ops}\n$patch: delete\n`)).toEqual([
      "delete ClusterRoleBinding ops (document 1)",
    ]);
  });

  test("passes by what is no business of RBAC, and counts it", () => {
    const read = readChange(`${role}---\nkind: Deployment\napiVersion: apps/v1\n---\nkind: Deployment\napiVersion: apps/v1\n`);
    expect(read).toMatchObject({ ok: true, value: { others: { Deployment: 2 } } });
  });

  test.each([
    ["a field that nobody knows", binding("subject: []\n"), "document 1: subject: The API server knows no such field."],
    [
      "a rule without verbs",
      role.replace("verbs: [get]", "verbs: []"),
      "document 1: rules[0].verbs: A rule needs one verb at least.",
    ],
    [
      "a rule without a group",
      role.replace('apiGroups: [""], ', ""),
      'document 1: rules[0].apiGroups: A rule needs one API group at least; the core group is "".',
    ],
    [
      "a Role about URLs",
      `${head}kind: Role\nmetadata: {name: r, namespace: a}\nrules: [{verbs: [get], nonResourceURLs: [/x]}]`,
      "document 1: rules[0]: A Role gives no right to URLs: they lie in no namespace.",
    ],
    [
      "a missing namespace",
      `${role}---\n${binding().replace(", namespace: shop", "")}`,
      "document 2: metadata.namespace: A RoleBinding needs its namespace: kubectl would take that of its context.",
    ],
    [
      "a namespace where there is none",
      `${head}kind: ClusterRole\nmetadata: {name: r, namespace: a}\n`,
      "document 1: metadata.namespace: A ClusterRole lives in no namespace.",
    ],
    [
      "a version that is no more",
      role.replace("/v1", "/v1beta1"),
      "document 1: apiVersion: The apiVersion must be rbac.authorization.k8s.io/v1.",
    ],
    ["an object twice", `${role}---\n${role}`, "document 2: Role shop/r stands in document 1 already."],
    ["an alias", `a: &x 1\nb: *x\n`, "document 1: &x is an anchor: write the value out."],
    ["a key twice", `${role}kind: Role\n`, "document 1: The key kind stands twice in one place."],
    ["no object", "hello\n", "document 1: This is no Kubernetes object: it needs apiVersion and kind."],
    ["nothing", "\n---\n", ": There is no Role, ClusterRole or binding in it."],
  ])("is refused for %s, by its place", (_what, text, problem) => {
    expect(planOf(text)).toContain(problem);
  });

  test("is refused where it is too large or nests too deep, at once", () => {
    expect(planOf("a".repeat(mostCharacters + 1))).toEqual([": The change is larger than 1 MiB."]);
    expect(planOf("[".repeat(200_000)).length).toBeGreaterThan(0);
    expect(planOf(`${head}kind: Role\nmetadata: {name: "__proto__", namespace: "a"}\n__proto__: {}\n`)).not.toContain("apply");
  });
});
