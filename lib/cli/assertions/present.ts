/** Assertions with their verdicts: for people, for programs, and as JUnit XML with a case for each. */
import { formatGap } from "#core/inventory/gap-words.ts";
import type { Assertion } from "#core/rbac/assertions/assertion.ts";
import { type AssertionResult, type Breach, sayAssertion } from "#core/rbac/assertions/evaluate.ts";
import { chainSentence } from "#core/rbac/chain.ts";
import { formatSubject } from "#core/rbac/subject.ts";
import { clean, json } from "#core/text/clean.ts";
import { xmlAttributes, xmlText } from "#server/export/xml.ts";
import { table } from "../terminal/table.ts";

export interface Asserted {
  readonly assertion: Assertion;
  readonly result: AssertionResult;
}

/** @returns `{"complete","assertions":[{"name","sentence","verdict","breaches","gaps"}]}`. */
export function* asJson(asserted: readonly Asserted[]): Generator<string> {
  const assertions = asserted.map(({ assertion, result }) => ({
    name: assertion.name,
    sentence: sayAssertion(assertion),
    verdict: result.verdict,
    breaches: result.breaches.map(({ subject, chains, nearest }) => ({
      subject,
      because: chains.map((chain) => ({ sentence: chainSentence(chain), ...chain })),
      ...(nearest !== undefined && { nearest }),
    })),
    gaps: result.gaps,
  }));
  yield json({ complete: asserted.every(({ result }) => result.verdict !== "unknown"), assertions }, 2);
}

export function* asText(asserted: readonly Asserted[]): Generator<string> {
  const rows = asserted.map(({ assertion, result }) => [result.verdict, assertion.name, sayAssertion(assertion)]);
  yield* table(["VERDICT", "NAME", "ASSERTION"], rows);
  for (const { assertion, result } of asserted) {
    if (result.verdict === "holds") continue;
    yield `\n${clean(assertion.name)}: ${result.verdict}\n`;
    for (const line of linesOf(result)) yield `  ${clean(line)}\n`;
  }
  const broken = asserted.filter(({ result }) => result.verdict === "broken").length;
  const unknown = asserted.filter(({ result }) => result.verdict === "unknown").length;
  yield `\n${asserted.length} assertions: ${broken} broken, ${unknown} unknown\n`;
}

/** Who breaks it and how, or what was not seen. */
function linesOf({ verdict, breaches, gaps }: AssertionResult): readonly string[] {
  return verdict === "unknown" ? gaps.map((gap) => `Not seen: ${formatGap(gap)}`) : breaches.flatMap(sentencesOf);
}

function sentencesOf({ subject, chains, nearest }: Breach): readonly string[] {
  if (chains.length > 0) return chains.map(chainSentence);
  return [`${formatSubject(subject)} may not.${nearest === undefined ? "" : ` ${nearest}`}`];
}

export function* asJunit(asserted: readonly Asserted[]): Generator<string> {
  const count = (verdict: AssertionResult["verdict"]) => asserted.filter(({ result }) => result.verdict === verdict).length;
  const counts = { tests: asserted.length, failures: count("broken"), skipped: count("unknown"), errors: 0 };
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${xmlAttributes({ name: "drydock assert", ...counts })}>\n`;
  yield `  <testsuite${xmlAttributes({ name: "assertions", ...counts })}>\n`;
  for (const { assertion, result } of asserted) {
    yield `    <testcase${xmlAttributes({ classname: "assertions", name: `${assertion.name}: ${sayAssertion(assertion)}` })}`;
    const lines = linesOf(result);
    if (result.verdict === "holds") yield "/>\n";
    else if (result.verdict === "broken")
      yield `>\n      <failure${xmlAttributes({ message: lines[0] ?? "broken", type: "broken" })}>${xmlText(lines.join("\n"))}</failure>\n    </testcase>\n`;
    else yield `>\n      <skipped${xmlAttributes({ message: `Not assessed. ${lines.join("; ")}` })}/>\n    </testcase>\n`;
  }
  yield "  </testsuite>\n</testsuites>\n";
}
