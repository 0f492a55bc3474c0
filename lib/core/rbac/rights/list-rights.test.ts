import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { can } from "../can.ts";
import { chainSentence } from "../chain.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { binding, clusterBinding, clusterRole, indexOf, role, rule, urlRule } from "../worlds.ts";
import { chainsOfRight, listRights, type Right, type RightsQuestion } from "./list-rights.ts";
import { isUrlLine } from "./rule-lines.ts";

const words = ({ line, verbs }: Right) =>
  isUrlLine(line)
    ? `${verbs} ${line.url}`
    : `${verbs} ${line.resource}${line.group ? `.${line.group}` : ""}${line.name === undefined ? "" : ` ${line.name}`}`;
const listOf = (index: RbacIndex, question: RightsQuestion) =>
  Object.fromEntries(listRights(index, question).places.map(({ namespace = "*", rights }) => [namespace, rights.map(words)]));

const index = indexOf([
  clusterRole("reader", [rule("get,list", "", "pods,secrets"), urlRule("get", "/metrics")]),
  clusterRole("nodes", [rule("get", "", "nodes,pods")]),
  clusterRole("own-namespace", [rule("*", "", "namespaces")]),
  clusterRole("odd", [rule("get", "", "pods/*,*/scale"), rule("get", "*.io", "pods"), { verbs: ["get"] }]),
  role("shop", "one", [rule("get", "", "secrets", { resourceNames: ["a", "b"] })]),
  clusterBinding("read", "reader", "User:jane", "Group:devs"),
  binding("shop", "read", "ClusterRole reader", "User:jane"),
  binding("shop", "nodes", "ClusterRole nodes", "User:jane"),
  binding("shop", "one", "Role one", "User:jane"),
  binding("bank", "own", "ClusterRole own-namespace", "Group:devs"),
  binding("bank", "odd", "ClusterRole odd", "ServiceAccount:bot"),
  clusterBinding("everybody", "reader", "Group:system:authenticated"),
]);

describe("the list of rights", () => {
  test("tells what holds everywhere and what each namespace adds", () => {
    expect(listOf(index, { user: "jane" })).toEqual({
      "*": ["get,list pods", "get,list secrets", "get /metrics"],
      shop: ["get,list pods", "get,list secrets", "get secrets a", "get secrets b"],
    });
  });

  test("of one namespace has everything that holds in it", () => {
    expect(listOf(index, { user: "jane", namespace: "shop" })).toEqual({
      shop: ["get,list pods", "get,list secrets", "get secrets a", "get secrets b", "get /metrics"],
    });
    expect(listOf(index, { user: "jane", namespace: "elsewhere" })).toEqual({
      elsewhere: ["get,list pods", "get,list secrets", "get /metrics"],
    });
  });

  test("keeps every source of a right that is given several times", () => {
    const [pods] = listRights(index, { user: "jane", groups: ["devs"], namespace: "shop" }).places[0]?.rights ?? [];
    expect(pods && chainsOfRight(index, pods).map(({ chain, verbs }) => `${verbs}: ${chainSentence(chain)}`)).toEqual([
      "get,list: User jane ← ClusterRoleBinding read ← ClusterRole reader ← rule 1",
      "get,list: Group system:authenticated ← ClusterRoleBinding everybody ← ClusterRole reader ← rule 1",
      "get: User jane ← RoleBinding shop/nodes ← ClusterRole nodes ← rule 1",
      "get,list: User jane ← RoleBinding shop/read ← ClusterRole reader ← rule 1",
    ]);
  });

  test("leaves out what a RoleBinding cannot give, and says why", () => {
    const { places } = listRights(index, { user: "jane" });
    expect(
      places.find(({ namespace }) => namespace === "shop")?.idle.map(({ reason, ruleIndex }) => [reason, ruleIndex]),
    ).toEqual([
      ["clusterScoped", 0],
      ["urlInNamespace", 1],
    ]);
  });

  test("has the Namespace that a RoleBinding is in, and no other", () => {
    expect(listOf(index, { user: "eve", groups: ["devs"] }).bank).toEqual(["get,update,patch,delete namespaces bank"]);
  });

  test("leaves out what no request can carry", () => {
    const { places } = listRights(index, { user: "system:serviceaccount:bank:bot" });
    expect(places[1]?.rights.map(words)).toEqual(["get */scale"]);
    expect(places[1]?.idle.map(({ reason }) => reason)).toEqual(["matchesNothing", "matchesNothing", "matchesNothing"]);
  });

  test("of a member of system:masters is everything, by no binding", () => {
    const [everywhere] = listRights(index, { user: "root", groups: ["system:masters"] }).places;
    expect(everywhere?.rights.map(words)).toContain("* *.*");
    expect(everywhere?.rights.filter(({ bypass }) => bypass).map(words)).toEqual(["* *.*", "* *"]);
    const admin = indexOf([clusterRole("all", [rule("*", "*", "*")]), clusterBinding("admin", "all", "Group:system:masters")]);
    const [right] = listRights(admin, { user: "root", groups: ["system:masters"] }).places[0]?.rights ?? [];
    expect(right && chainsOfRight(admin, right).map(({ chain }) => chain.binding?.name)).toEqual([undefined, "admin"]);
  });

  test("says what was not seen, and only where it counts", () => {
    const resource = "roles.rbac.authorization.k8s.io";
    const gaps = [{ resource, reason: "forbidden", namespace: "shop" }] as const;
    const dark = indexOf([binding("shop", "x", "Role gone", "User:jane")], {
      coverage: { [resource]: { state: "partial", gaps } },
    });
    expect(listRights(dark, { user: "jane" }).gaps).toEqual(gaps);
    expect(listRights(dark, { user: "jane", namespace: "bank" }).gaps).toEqual([]);
    expect(listRights(index, { user: "jane" }).gaps).toEqual([]);
  });

  test("does not drown in a rule that names more than anybody could read", () => {
    const many = (letter: string) => Array.from({ length: 2_000 }, (_, number) => `${letter}${number}`).join(",");
    const wide = indexOf([clusterRole("wide", [rule("get", many("g"), many("r"))]), clusterBinding("b", "wide", "User:jane")]);
    expect(listRights(wide, { user: "jane" }).places[0]).toMatchObject({ rights: [], idle: [{ reason: "tooWide" }] });
  });
});

const part = (...values: string[]) => fc.subarray(values, { minLength: 0 });
const anyRule = fc.record({
  verbs: part("get", "list", "delete", "*"),
  apiGroups: part("", "apps", "*"),
  resources: part("pods", "pods/log", "nodes", "namespaces", "*", "*/log", "pods/*"),
  resourceNames: fc.oneof(fc.constant([]), part("x", "shop")),
});
const anyWorld = fc.record({ rules: fc.array(anyRule, { maxLength: 4 }), cluster: fc.boolean(), inside: fc.boolean() });

test("a line stands in the list exactly where the engine allows what it says", () => {
  fc.assert(
    fc.property(anyWorld, ({ rules, cluster, inside }) => {
      const world = indexOf([
        clusterRole("r", rules),
        ...(cluster ? [clusterBinding("c", "r", "User:jane")] : []),
        ...(inside ? [binding("shop", "b", "ClusterRole r", "User:jane")] : []),
      ]);
      const [place] = listRights(world, { user: "jane", namespace: "shop" }).places;
      const lists = ({ verb, group, resource, name }: { verb: string; group: string; resource: string; name?: string }) =>
        place?.rights.some(
          ({ line, verbs }) =>
            !isUrlLine(line) &&
            (verbs.includes(verb) || verbs.includes("*")) &&
            (line.group === group || line.group === "*") &&
            (line.resource === resource || line.resource === "*" || (line.resource === "*/log" && resource.endsWith("/log"))) &&
            (line.name === undefined || line.name === name),
        ) ?? false;
      for (const verb of ["get", "list", "delete"])
        for (const group of ["", "apps"])
          for (const path of ["pods", "pods/log", "nodes", "namespaces"])
            for (const name of [undefined, "x", "shop"]) {
              const [resource = "", subresource] = path.split("/");
              const named = name === undefined ? {} : { name };
              const attributes = { verb, group, resource, ...(subresource ? { subresource } : {}), ...named };
              if (group === "apps" && (resource === "nodes" || resource === "namespaces")) continue;
              // A request for another Namespace is evaluated there, and for this one here.
              if (group === "" && resource === "namespaces" && name === "x" && inside && !cluster) continue;
              const { verdict } = can(world, { user: "jane", namespace: "shop", attributes });
              const ofWildcard = place?.rights.some(
                ({ line, sources }) =>
                  !isUrlLine(line) && line.resource === "*" && sources.every(({ grant }) => grant.binding.namespace !== ""),
              );
              if (ofWildcard && (resource === "nodes" || resource === "namespaces")) continue;
              expect([attributes, verdict === "allowed"]).toEqual([attributes, lists({ verb, group, resource: path, ...named })]);
            }
    }),
    { numRuns: Number(process.env.CASES ?? 200), verbose: 1 },
  );
});
