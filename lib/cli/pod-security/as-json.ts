/** The verdicts for programs, in the one shape that the command promises. */
import { jsonList } from "../manifests/json-list.ts";
import type { PodSecurityReport } from "./report.ts";

/** @returns one JSON document, a verdict a line. */
export function* asJson({ results, notAssessed }: PodSecurityReport): Generator<string> {
  yield '{\n  "results": ';
  yield* jsonList(results.map(({ line: _line, ...result }) => result));
  yield ',\n  "notAssessed": ';
  yield* jsonList(notAssessed);
  yield "\n}\n";
}
