import { describe, expect, test } from "vitest";
import type { AssessedCheck } from "../checks/assess.ts";
import type { Gap } from "../inventory/gap.ts";
import { type Comparable, diffAssessments } from "./diff.ts";
import type { Finding, NonEmpty } from "./verdict.ts";

const finding = (fingerprint: string, namespace?: string): Finding => ({
  fingerprint,
  checkId: "a/b",
  severity: "high",
  message: "m",
  data: {},
  at: { resource: "pods", kind: "Pod", name: fingerprint, ...(namespace ? { namespace } : {}) },
  title: fingerprint,
});
const gap = (namespace?: string): Gap => ({ resource: "pods", reason: "forbidden", ...(namespace ? { namespace } : {}) });
const check = (verdict: AssessedCheck["verdict"], major = 1): AssessedCheck => ({ checkId: "a/b", major, verdict });
const fail = (findings: NonEmpty<Finding>, gaps: readonly Gap[] = []) => check({ kind: "fail", findings, gaps });
const pass = check({ kind: "pass" });
const dark = check({ kind: "notAssessed", gaps: [gap()] });
const assessed = (...checks: AssessedCheck[]): Comparable => ({ clusterIdentity: "c", checks });

/** @returns the fingerprints of a diff. */
function diff(before: Comparable, after: Comparable) {
  const found = diffAssessments(before, after);
  const prints = (list: readonly Finding[]) => list.map(({ fingerprint }) => fingerprint);
  return {
    new: prints(found.new),
    fixed: prints(found.fixed),
    unchanged: prints(found.unchanged),
    notComparable: found.notComparable.map(({ reason, before: b, after: a }) => `${reason}: ${prints(b)} | ${prints(a)}`),
  };
}

const none = { new: [], fixed: [], unchanged: [], notComparable: [] };

test("two scans of the same differ in nothing", () => {
  expect(diff(assessed(fail([finding("a")])), assessed(fail([finding("a")])))).toEqual({ ...none, unchanged: ["a"] });
});

test("what came is new, and what went is fixed, where both looked", () => {
  expect(diff(assessed(fail([finding("a"), finding("b")])), assessed(fail([finding("b"), finding("c")])))).toEqual({
    ...none,
    new: ["c"],
    fixed: ["a"],
    unchanged: ["b"],
  });
  expect(diff(assessed(fail([finding("a")])), assessed(pass))).toEqual({ ...none, fixed: ["a"] });
  expect(diff(assessed(fail([finding("a")])), assessed(check({ kind: "notApplicable", reason: "gone" })))).toEqual({
    ...none,
    fixed: ["a"],
  });
});

describe("what nobody saw is neither new nor fixed", () => {
  test("where a side was not assessed", () => {
    expect(diff(assessed(fail([finding("a")])), assessed(dark))).toEqual({ ...none, notComparable: ["notAssessed: a | "] });
    expect(diff(assessed(dark), assessed(fail([finding("a")])))).toEqual({ ...none, notComparable: ["notAssessed:  | a"] });
    expect(diff(assessed(dark), assessed(pass))).toEqual({ ...none, notComparable: ["notAssessed:  | "] });
  });

  test("where the other side looked less, there", () => {
    const after = assessed(fail([finding("z")], [gap("hidden")]));
    expect(diff(assessed(fail([finding("a", "hidden"), finding("b", "seen"), finding("c")])), after)).toEqual({
      ...none,
      new: ["z"],
      fixed: ["b"],
      notComparable: ["lookedLess: a,c | "],
    });
    expect(diff(assessed(fail([finding("z")], [gap()])), assessed(fail([finding("z"), finding("y", "seen")])))).toEqual({
      ...none,
      unchanged: ["z"],
      notComparable: ["lookedLess:  | y"],
    });
  });

  test("where the check was not run, or means something else now", () => {
    expect(diff(assessed(), assessed(fail([finding("a")])))).toEqual({ ...none, notComparable: ["checkNotRun:  | a"] });
    expect(
      diff(assessed(fail([finding("a")])), assessed(check({ kind: "fail", findings: [finding("b")], gaps: [] }, 2))),
    ).toEqual({
      ...none,
      notComparable: ["checkChanged: a | b"],
    });
  });

  test("where nobody asked, or asked something else by the same name", () => {
    const answer = (assertion: string) => ({ ...finding(assertion), data: { assertion } });
    const asked = (verdict: AssessedCheck, questions: Readonly<Record<string, string>>) => ({ ...verdict, asked: questions });
    const before = assessed(
      asked(fail([answer("kept"), answer("changed"), answer("removed")]), { kept: "1", changed: "1", removed: "1" }),
    );
    const idle = check({ kind: "notApplicable", reason: "Nobody asks." });
    expect(diff(before, assessed(asked(pass, { kept: "1", changed: "2" })))).toEqual({
      ...none,
      fixed: ["kept"],
      notComparable: ["notAsked: changed,removed | "],
    });
    expect(diff(assessed(asked(pass, { kept: "1", changed: "2" })), before)).toEqual({
      ...none,
      new: ["kept"],
      notComparable: ["notAsked:  | changed,removed"],
    });
    expect(diff(before, assessed(asked(idle, {})))).toMatchObject({ fixed: [] });
    expect(diff(assessed(fail([answer("kept")])), assessed(asked(pass, { kept: "1" })))).toMatchObject({ fixed: [] });
  });

  test("where it is another cluster", () => {
    expect(diff(assessed(fail([finding("a")])), { ...assessed(fail([finding("a")])), clusterIdentity: "d" })).toEqual({
      ...none,
      notComparable: ["anotherCluster: a | a"],
    });
  });
});
