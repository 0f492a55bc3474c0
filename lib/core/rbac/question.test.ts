import { describe, expect, test } from "vitest";
import { parseQuestion } from "./question.ts";

const none = { resources: [], gaps: [] };
const resource = (group: string, plural: string, kind: string, namespaced = true) => ({
  group,
  version: "v1",
  plural,
  kind,
  namespaced,
  verbs: ["get"],
});
const discovery = {
  resources: [
    resource("metrics.k8s.io", "pods", "PodMetrics"),
    resource("", "pods", "Pod"),
    resource("", "pods/exec", "PodExecOptions"),
    resource("apps", "deployments", "Deployment"),
    resource("crd.example", "widgets", "Widget", false),
  ],
  gaps: [],
};

describe("a resource", () => {
  test.each([
    ["pods", { group: "", resource: "pods" }],
    ["pods/web", { group: "", resource: "pods", name: "web" }],
    ["pods/exec", { group: "", resource: "pods", name: "exec" }],
    ["Deployment", { group: "apps", resource: "deployments" }],
    ["deploy/web", { group: "apps", resource: "deployments", name: "web" }],
    ["widget.crd.example/x.y", { group: "crd.example", resource: "widgets", name: "x.y" }],
    ["pods.metrics.k8s.io", { group: "metrics.k8s.io", resource: "pods" }],
    ["*", { group: "", resource: "*" }],
    ["*.*", { group: "*", resource: "*" }],
    ["nothing.known", { group: "known", resource: "nothing" }],
  ])("%s", (typed, attributes) => {
    expect(parseQuestion({ verb: "get", resource: typed, discovery })).toMatchObject({
      ok: true,
      value: { attributes: { verb: "get", ...attributes } },
    });
  });

  test("says which group is meant, and what is not served", () => {
    expect(parseQuestion({ verb: "get", resource: "pods", discovery })).toMatchObject({
      value: { namespaced: true, warnings: ["pods is meant; the name is also served by metrics.k8s.io."] },
    });
    expect(parseQuestion({ verb: "get", resource: "gadgets", discovery })).toMatchObject({
      value: { namespaced: undefined, warnings: ["The cluster's discovery does not list gadgets: it is taken as it is typed."] },
    });
    expect(parseQuestion({ verb: "get", resource: "widgets", discovery })).toMatchObject({ value: { namespaced: false } });
  });

  test("is said to be a name where it is called like a subresource", () => {
    const warnings = ["pods/exec means the object named exec, and not the subresource (in a terminal, --subresource exec)."];
    const others = ["pods is meant; the name is also served by metrics.k8s.io."];
    expect(parseQuestion({ verb: "create", resource: "pods/exec", discovery })).toMatchObject({
      value: { warnings: [...others, ...warnings] },
    });
    expect(parseQuestion({ verb: "create", resource: "pods/web", discovery })).toMatchObject({ value: { warnings: others } });
  });

  test("is resolved without discovery where Kubernetes knows it", () => {
    expect(parseQuestion({ verb: "get", resource: "deployments", discovery: none })).toMatchObject({
      value: { attributes: { group: "apps" }, namespaced: true },
    });
    expect(parseQuestion({ verb: "get", resource: "nodes", discovery: none })).toMatchObject({ value: { namespaced: false } });
  });
});

test("a leading slash makes it a URL", () => {
  expect(parseQuestion({ verb: "get", resource: "/metrics", discovery })).toMatchObject({
    value: { attributes: { verb: "get", path: "/metrics" } },
  });
  expect(parseQuestion({ verb: "get", resource: "/metrics", subresource: "x", discovery })).toMatchObject({
    error: { code: "invalidSubresource" },
  });
});

test.each([
  ["frobnicate", "deployments", true],
  ["Get", "deployments", true],
  ["list", "/metrics", true],
  ["head", "/metrics", false],
  ["*", "deployments", false],
  ["impersonate:user-info", "deployments", false],
])("whether %s is a verb that Kubernetes asks about is said, for %s", (verb, typed, warned) => {
  const parsed = parseQuestion({ verb, resource: typed, discovery });
  const warnings = warned ? [`${verb} is no verb that Kubernetes itself asks about: it is taken as it is typed.`] : [];
  expect(parsed).toMatchObject({ ok: true, value: { warnings } });
});

test("words are no resource", () => {
  expect(parseQuestion({ verb: "get", resource: "secrets named x", discovery })).toMatchObject({
    error: { message: '"secrets named x" is no resource.' },
  });
});

test("a subresource is an option of its own", () => {
  expect(parseQuestion({ verb: "create", resource: "pods/web", subresource: "exec", discovery })).toMatchObject({
    value: { attributes: { resource: "pods", name: "web", subresource: "exec" } },
  });
});

test.each(["", "pods/", "/", "pods/a/b"])("%j is refused or a URL", (typed) => {
  const parsed = parseQuestion({ verb: "get", resource: typed, discovery });
  expect(parsed).toMatchObject(typed === "/" ? { ok: true } : { error: { code: "invalidResource" } });
});
