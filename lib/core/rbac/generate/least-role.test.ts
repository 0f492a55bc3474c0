import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attributes } from "../attributes.ts";
import { ruleAllows } from "../predicates.ts";
import type { Action } from "./action.ts";
import { leastRole, type RoleObject } from "./least-role.ts";
import { leastRules } from "./least-rules.ts";

const act = (verb: string, path: string, namespace = "", name?: string): Action => {
  if (path.startsWith("/")) return { attributes: { verb, path }, namespace: "" };
  const [type = "", subresource] = path.split("/");
  const [resource = "", ...group] = type.split(".");
  const more = { ...(subresource ? { subresource } : {}), ...(name === undefined ? {} : { name }) };
  return { attributes: { verb, group: group.join("."), resource, ...more }, namespace };
};
const rolesOf = (actions: Action[], names = false) =>
  leastRole(actions, { name: "made", names }).map((made) => [
    made.kind,
    made.metadata.namespace ?? "*",
    (made as RoleObject).rules,
  ]);

describe("the least rules", () => {
  test("join verbs of a resource, and resources with the same verbs", () => {
    const actions = [
      act("list", "pods"),
      act("get", "services"),
      act("get", "pods"),
      act("list", "services"),
      act("get", "pods/log"),
    ];
    expect(leastRules(actions.map(({ attributes }) => attributes))).toEqual([
      { verbs: ["get", "list"], apiGroups: [""], resources: ["pods", "services"] },
      { verbs: ["get"], apiGroups: [""], resources: ["pods/log"] },
    ]);
  });

  test("have names only where asked, and never for create or deletecollection", () => {
    const actions = [act("get", "secrets", "a", "x"), act("get", "secrets", "a", "y"), act("create", "secrets", "a", "x")];
    expect(rolesOf(actions)).toEqual([["Role", "a", [{ verbs: ["get", "create"], apiGroups: [""], resources: ["secrets"] }]]]);
    expect(rolesOf(actions, true)).toEqual([
      [
        "Role",
        "a",
        [
          { verbs: ["create"], apiGroups: [""], resources: ["secrets"] },
          { verbs: ["get"], apiGroups: [""], resources: ["secrets"], resourceNames: ["x", "y"] },
        ],
      ],
    ]);
    expect(rolesOf([act("create", "pods/exec", "a", "x")], true)).toEqual([
      ["Role", "a", [{ verbs: ["create"], apiGroups: [""], resources: ["pods/exec"], resourceNames: ["x"] }]],
    ]);
  });

  test("have the URLs", () => {
    expect(
      leastRules([
        { verb: "get", path: "/metrics" },
        { verb: "get", path: "/healthz" },
      ]),
    ).toEqual([{ verbs: ["get"], nonResourceURLs: ["/healthz", "/metrics"] }]);
  });
});

describe("the least role", () => {
  test("is for the cluster what is asked of the cluster, and a namespace is not asked for it again", () => {
    expect(rolesOf([act("list", "pods"), act("list", "pods", "a"), act("get", "pods", "a")])).toEqual([
      ["ClusterRole", "*", [{ verbs: ["list"], apiGroups: [""], resources: ["pods"] }]],
      ["Role", "a", [{ verbs: ["get"], apiGroups: [""], resources: ["pods"] }]],
    ]);
  });

  test("is shared by namespaces that need the same", () => {
    const made = leastRole([act("get", "pods", "a"), act("get", "pods", "b"), act("get", "secrets", "c")], {
      name: "made",
      subject: { kind: "ServiceAccount", namespace: "ci", name: "bot" },
    });
    expect(made.map(({ kind, metadata, ...rest }) => [kind, metadata, "roleRef" in rest ? rest.roleRef.kind : ""])).toEqual([
      ["ClusterRole", { name: "made-namespaced" }, ""],
      ["Role", { name: "made", namespace: "c" }, ""],
      ["RoleBinding", { name: "made", namespace: "a" }, "ClusterRole"],
      ["RoleBinding", { name: "made", namespace: "b" }, "ClusterRole"],
      ["RoleBinding", { name: "made", namespace: "c" }, "Role"],
    ]);
    expect(made.at(-1)).toMatchObject({ subjects: [{ kind: "ServiceAccount", namespace: "ci", name: "bot" }] });
  });
});

const anyRequest: fc.Arbitrary<Attributes> = fc.oneof(
  fc
    .record({
      verb: fc.constantFrom("get", "list", "use"),
      group: fc.constantFrom("", "apps"),
      resource: fc.constantFrom("pods", "deployments"),
      subresource: fc.constantFrom("", "scale"),
      name: fc.option(fc.constantFrom("x", "y", "*"), { nil: undefined }),
    })
    .map(({ name, ...rest }) => (name === undefined ? rest : { ...rest, name })),
  fc.record({ verb: fc.constantFrom("get", "post"), path: fc.constantFrom("/a", "/b") }),
);

test("the least rules allow every request that they were made from and no other", () => {
  const others = fc.sample(anyRequest, { numRuns: 60, seed: 1 });
  fc.assert(
    fc.property(fc.array(anyRequest, { maxLength: 12 }), (requests) => {
      const rules = leastRules(requests);
      const allowed = (request: Attributes) => rules.some((made) => ruleAllows(request, made));
      const asked = (request: Attributes) =>
        requests.some((one) => {
          const { name: _name, ...open } = { name: undefined, ...request };
          return JSON.stringify(one) === JSON.stringify(request) || JSON.stringify(one) === JSON.stringify(open);
        });
      for (const request of [...requests, ...others]) expect([request, allowed(request)]).toEqual([request, asked(request)]);
      expect(leastRules(requests.toReversed())).toEqual(rules);
    }),
    { numRuns: Number(process.env.CASES ?? 200), verbose: 1 },
  );
});
