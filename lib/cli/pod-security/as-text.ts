/** The verdicts for people. */
import { table } from "../terminal/table.ts";
import type { PodSecurityReport } from "./report.ts";

/** @returns a line for each violation and for each document that was not judged. */
export function* asText({ results, notAssessed }: PodSecurityReport): Generator<string> {
  const refused = results.flatMap(({ kind, namespace, name, file, line, violations }) =>
    violations.map(({ check, reason, detail }) => [
      "refused",
      `${kind} ${namespace === null ? "" : `${namespace}/`}${name ?? ""}`,
      `${file}:${line}`,
      check,
      `${reason} (${detail})`,
    ]),
  );
  const unread = notAssessed.map(({ file, line, message }) => {
    const place = [file, line].filter((one) => one !== undefined).join(":");
    return ["not assessed", "", place, "", message];
  });
  const rows = [...refused, ...unread];
  if (rows.length > 0) yield* table(["VERDICT", "OBJECT", "PLACE", "CHECK", "WHY"], rows);
}
