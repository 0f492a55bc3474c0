import { describe, expect, it } from "vitest";
import { carries, formatLabels, parseLabels } from "../core/clusters/labels.ts";
import { labelsSchema } from "./labels.ts";

describe("labels", () => {
  it.each([
    [{ env: "prod" }],
    [{ "example.com/team": "payments-eu", empty: "" }],
    [{ constructor: "x", toString: "y" }],
    [{ A_b: "1.2" }],
  ])("%j are labels", (labels) => {
    expect(labelsSchema.parse(labels)).toEqual(labels);
  });

  it.each([
    [{ "": "x" }],
    [{ "-a": "x" }],
    [{ "a/b/c": "x" }],
    [{ "/a": "x" }],
    [{ "a/": "x" }],
    [{ "Example.com/a": "x" }],
    [{ "a b": "x" }],
    [{ ["a".repeat(64)]: "x" }],
    [{ [`${"a.".repeat(127)}/b`]: "x" }],
    [{ a: "-x" }],
    [{ a: "x y" }],
    [{ a: "=cmd" }],
    [{ a: "x".repeat(64) }],
    [Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, "v"]))],
  ])("%j are none", (labels) => {
    expect(labelsSchema.safeParse(labels).success).toBe(false);
  });

  it("are read as they are written", () => {
    expect(parseLabels(" team=payments,env=prod\nsolo ")).toEqual({ labels: { team: "payments", env: "prod", solo: "" } });
    expect(formatLabels({ team: "payments", env: "prod", solo: "" })).toBe("env=prod, solo, team=payments");
    expect(parseLabels("")).toEqual({ labels: {} });
    expect(parseLabels("a=1 a=2")).toEqual({ problem: "a stands there twice." });
    expect(parseLabels("a=1=2")).toMatchObject({ problem: expect.stringContaining("“1=2”") });
    expect(parseLabels("__proto__=x")).toMatchObject({ problem: expect.any(String) });
  });

  it("match only what carries all of them", () => {
    expect(carries({ env: "prod", team: "a" }, { env: "prod" })).toBe(true);
    expect(carries({ env: "prod" }, { env: "prod", team: "a" })).toBe(false);
    expect(carries({}, { constructor: "x" })).toBe(false);
    expect(carries({}, {})).toBe(true);
  });
});
