import { expect, it } from "vitest";
import { analysisKindOf, byTool } from "./analyses.ts";
import { type CodeAnalysis, readSarif } from "./sarif.ts";

function analysed(tool: string, rules: readonly string[], successful?: boolean): CodeAnalysis {
  const results = rules.map((ruleId) => ({ ruleId, level: ruleId.split(" ")[0], message: { text: "x" } }));
  const invocations = successful === undefined ? [] : [{ executionSuccessful: successful }];
  const read = readSarif({ version: "2.1.0", runs: [{ tool: { driver: { name: tool } }, results, invocations }] });
  if (!read.ok || read.value[0] === undefined) throw new Error("not read");
  return read.value[0];
}

it("adds up what one tool looked at in parts, the worst first, and loses no result of it", () => {
  const [codeql, semgrep, ...rest] = byTool([
    analysed("CodeQL", ["warning a"], true),
    analysed("Semgrep", ["note b"]),
    analysed("CodeQL", ["note c", "error d"], true),
  ]);
  expect(rest).toEqual([]);
  expect(codeql?.results.map(({ rule }) => rule)).toEqual(["error d", "warning a", "note c"]);
  expect(codeql).toMatchObject({ tool: "CodeQL", successful: true, omitted: 0 });
  expect(semgrep).toMatchObject({ tool: "Semgrep", results: [{ rule: "note b" }] });
});

it("that ended badly in a part ended badly, and one that does not say so is not said to have ended well", () => {
  expect(byTool([analysed("x", [], true), analysed("x", [], false)])[0]?.successful).toBe(false);
  expect(byTool([analysed("x", [], false), analysed("x", [])])[0]?.successful).toBe(false);
  expect(byTool([analysed("x", [], true), analysed("x", [])])[0]).not.toHaveProperty("successful");
});

it("says how many results it does not keep", () => {
  const many = analysed(
    "x",
    Array.from({ length: 1_500 }, (_, place) => `note ${place}`),
  );
  expect(byTool([many, many])[0]).toMatchObject({ omitted: 1_000, results: expect.objectContaining({ length: 2_000 }) });
});

it.each([
  ["CodeQL", "static"],
  ["Semgrep OSS", "static"],
  ["SnykCode", "static"],
  ["Snyk Open Source", "dependency"],
  ["Trivy", "dependency"],
  ["OWASP dependency-check", "dependency"],
  ["OWASP ZAP", "dynamic"],
  ["nuclei", "dynamic"],
  ["Zapper", undefined],
  ["our own", undefined],
  ["", undefined],
])("knows of %j by its name that it looks at: %s", (tool, kind) => {
  expect(analysisKindOf(tool)).toBe(kind);
});
