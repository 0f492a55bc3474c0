import { describe, expect, test } from "vitest";
import { covers } from "./covers.ts";
import { rule, urlRule } from "./worlds.ts";

describe("rules cover", () => {
  test.each([
    ["the same rule", [rule("get", "", "pods")], [rule("get", "", "pods")]],
    ["nothing at all", [], []],
    ["a rule that gives nothing", [], [rule("get", "", "pods", { apiGroups: [] })]],
    ["by stars", [rule("*", "*", "*")], [rule("get,list", "apps,batch", "deployments,jobs/status", { resourceNames: ["a"] })]],
    ["each right by another rule", [rule("get", "", "pods"), rule("list", "", "pods")], [rule("get,list", "", "pods")]],
    ["a subresource of any resource", [rule("get", "", "*/status")], [rule("get", "", "pods/status")]],
    ["named objects by all objects", [rule("get", "", "pods")], [rule("get", "", "pods", { resourceNames: ["a"] })]],
    [
      "named objects by more names",
      [rule("get", "", "pods", { resourceNames: ["a", "b"] })],
      [rule("get", "", "pods", { resourceNames: ["a"] })],
    ],
    ["URLs by their beginning", [urlRule("get", "/apis/*")], [urlRule("get", "/apis/v1", "/apis/*")]],
  ] as const)("%s", (_what, owned, others) => {
    expect(covers(owned, others)).toBe(true);
  });
});

describe("rules do not cover", () => {
  test.each([
    ["another verb", [rule("get", "", "pods")], [rule("list", "", "pods")]],
    [
      "a star by all that it stands for today",
      [rule("get,list,watch,create,update,patch,delete", "", "pods")],
      [rule("*", "", "pods")],
    ],
    ["another group", [rule("get", "apps", "deployments")], [rule("get", "batch", "deployments")]],
    ["a subresource by its resource", [rule("get", "", "pods")], [rule("get", "", "pods/log")]],
    ["a star for resources by a star for subresources", [rule("get", "", "*/*")], [rule("get", "", "*")]],
    ["all objects by named ones", [rule("get", "", "pods", { resourceNames: ["a"] })], [rule("get", "", "pods")]],
    [
      "a name that is a star",
      [rule("get", "", "pods", { resourceNames: ["*"] })],
      [rule("get", "", "pods", { resourceNames: ["a"] })],
    ],
    ["verb and resource of two rules", [rule("get", "", "pods"), rule("list", "", "services")], [rule("list", "", "pods")]],
    ["a URL above the beginning", [urlRule("get", "/apis/*")], [urlRule("get", "/apis")]],
    ["a URL by resources", [rule("*", "*", "*")], [urlRule("get", "/metrics")]],
  ] as const)("%s", (_what, owned, others) => {
    expect(covers(owned, others)).toBe(false);
  });
});
