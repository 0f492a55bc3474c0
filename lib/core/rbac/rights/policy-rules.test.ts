import { expect, test } from "vitest";
import { binding, clusterBinding, clusterRole, indexOf, role, rule, urlRule } from "../worlds.ts";
import { policyRules } from "./policy-rules.ts";

const index = indexOf([
  clusterRole("reader", [rule("get,list", "apps", "deployments"), urlRule("get", "/metrics")]),
  role("shop", "one", [rule("get", "", "secrets", { resourceNames: ["a"] })]),
  clusterBinding("read", "reader", "User:jane", "ServiceAccount:lost"),
  binding("shop", "one", "Role one", "ServiceAccount:web"),
  binding("shop", "url", "ClusterRole reader", "Group:devs"),
  binding("shop", "gone", "Role gone", "User:jane"),
]);

test("every right of every binding and subject is a row, and what gives nothing says why", () => {
  const rows = [...policyRules(index)].map(
    ({ subjectNamespace = "", subject, binding: name, namespace = "*", verb, group, resource, name: object, url, note }) =>
      [`${subjectNamespace}/${subject}`, name, namespace, verb, group, resource, object, url, note]
        .map((cell) => cell ?? "-")
        .join(" "),
  );
  expect(rows).toEqual([
    "/jane read * get apps deployments - - -",
    "/jane read * list apps deployments - - -",
    "/jane read * get - - - /metrics -",
    "/lost read * get apps deployments - - nobody",
    "/lost read * list apps deployments - - nobody",
    "/lost read * get - - - /metrics nobody",
    "/jane gone shop - - - - - roleMissing",
    "shop/web one shop get  secrets a - -",
    "/devs url shop get apps deployments - - -",
    "/devs url shop list apps deployments - - -",
    "/devs url shop get - - - /metrics urlInNamespace",
  ]);
});
