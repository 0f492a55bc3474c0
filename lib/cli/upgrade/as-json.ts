/** The findings for programs, in the one shape that the command promises. */
import { json } from "#core/text/clean.ts";
import { formatMinor } from "#core/upgrade/minor.ts";
import type { UpgradeReport } from "./report.ts";

/** @returns one JSON document, a finding a line. */
export function* asJson({ aim, findings, notAssessed }: UpgradeReport): Generator<string> {
  yield `{\n  "target": ${JSON.stringify(formatMinor(aim.target))},\n  "findings": `;
  yield* list(findings.map(({ line: _line, ...finding }) => finding));
  yield ',\n  "notAssessed": ';
  yield* list(notAssessed);
  yield "\n}\n";
}

function* list(values: readonly object[]): Generator<string> {
  if (values.length === 0) return yield "[]";
  for (const [index, value] of values.entries()) yield `${index === 0 ? "[" : ","}\n    ${json(value).trimEnd()}`;
  yield "\n  ]";
}
