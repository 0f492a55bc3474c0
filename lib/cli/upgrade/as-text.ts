/** The findings for people. */
import { table } from "../terminal/table.ts";
import type { UpgradeReport } from "./report.ts";

/** @returns a line for each finding and for each document that was not judged. */
export function* asText({ findings, notAssessed }: UpgradeReport): Generator<string> {
  const found = findings.map(({ verdict, apiVersion, kind, namespace, name, file, line, evidence }) => [
    verdict,
    `${apiVersion} ${kind}`,
    `${namespace === null ? "" : `${namespace}/`}${name ?? ""}`,
    place(file, line),
    evidence,
  ]);
  const unread = notAssessed.map(({ file, line, message }) => ["not assessed", "", "", place(file, line), message]);
  if (found.length + unread.length > 0) yield* table(["VERDICT", "API", "OBJECT", "PLACE", "WHY"], [...found, ...unread]);
}

function place(file: string | undefined, line: number | undefined): string {
  return `${file ?? (line === undefined ? "" : "input")}${line === undefined ? "" : `:${line}`}`;
}
