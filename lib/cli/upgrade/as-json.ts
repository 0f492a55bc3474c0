/** The findings for programs, in the one shape that the command promises. */
import { formatMinor } from "#core/upgrade/minor.ts";
import { jsonList } from "../manifests/json-list.ts";
import type { UpgradeReport } from "./report.ts";

/** @returns one JSON document, a finding a line. */
export function* asJson({ aim, findings, notAssessed }: UpgradeReport): Generator<string> {
  yield `{\n  "target": ${JSON.stringify(formatMinor(aim.target))},\n  "findings": `;
  yield* jsonList(findings.map(({ line: _line, ...finding }) => finding));
  yield ',\n  "notAssessed": ';
  yield* jsonList(notAssessed);
  yield "\n}\n";
}
