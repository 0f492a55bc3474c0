import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSarif } from "./sarif.ts";

const rules = [
  { id: "js/xss", defaultConfiguration: { level: "error" }, properties: { "security-severity": "7.8" } },
  { id: "js/style", defaultConfiguration: { level: "note" } },
];
const driver = { name: "CodeQL", semanticVersion: "2.20.0", rules };
const at = (uri: string, startLine: number) => [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }];
const log = (run: object) => ({ version: "2.1.0", runs: [{ tool: { driver }, ...run }] });

function only(value: unknown) {
  const read = readSarif(value);
  const [first] = read.ok ? read.value : [];
  if (first === undefined) throw new Error(read.ok ? "none" : read.error);
  return first;
}

describe("results of code analysis", () => {
  it("have level and severity of their rule where they have none of their own, the worst first", () => {
    const results = [
      { ruleIndex: 1, message: { text: "style" } },
      { ruleId: "js/xss", message: { text: "<img onerror=alert(1)>" }, locations: at("src/a.js", 3) },
      { ruleId: "js/xss", level: "error", message: { text: "known" }, suppressions: [{}] },
      { ruleId: "js/other", message: { text: "x" } },
      { ruleId: "js/xss", kind: "pass", message: { text: "fine" } },
    ];
    expect(only(log({ results })).results).toEqual([
      {
        rule: "js/xss",
        level: "error",
        score: 7.8,
        message: "<img onerror=alert(1)>",
        path: "src/a.js",
        line: 3,
        suppressed: false,
      },
      { rule: "js/other", level: "warning", message: "x", suppressed: false },
      { rule: "js/style", level: "note", message: "style", suppressed: false },
      { rule: "js/xss", level: "error", score: 7.8, message: "known", suppressed: true },
    ]);
  });

  it("of an analysis that failed say so, with the tool's words", () => {
    const invocations = [
      { executionSuccessful: false, toolExecutionNotifications: [{ level: "error", message: { text: "out of memory" } }] },
    ];
    expect(only(log({ results: [], invocations }))).toMatchObject({
      successful: false,
      problems: ["out of memory"],
      results: [],
    });
    expect(only(log({ results: [] }))).not.toHaveProperty("successful");
  });

  it("beyond what is kept are counted", () => {
    const results = Array.from({ length: 2_003 }, () => ({ message: { text: "x" } }));
    expect(only(log({ results }))).toMatchObject({ omitted: 3, results: { length: 2_000 } });
  });

  it("name the commit that they are of", () => {
    const versionControlProvenance = [{ repositoryUri: "https://github.com/acme/shop", revisionId: "abc" }];
    expect(only(log({ versionControlProvenance }))).toMatchObject({ commit: "abc", repository: "https://github.com/acme/shop" });
  });

  it.each([
    [{}, "version"],
    [{ version: "2.0.0", runs: [{ tool: { driver } }] }, "not 2.1.0"],
    [{ version: "2.1.0", runs: [] }, "no run"],
    [{ version: "2.1.0", runs: [{ tool: {} }] }, "runs.0.tool.driver"],
  ])("are not read from %j", (value, words) => {
    expect(readSarif(value)).toMatchObject({ ok: false, error: expect.stringContaining(words) });
  });

  it("are read from anything without an exception", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readSarif({ version: "2.1.0", runs: [value] })));
  });
});
