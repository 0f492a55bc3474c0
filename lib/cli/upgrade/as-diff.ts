/** What to write instead, as differences, with what only a person can decide. */
import { clean } from "#core/text/clean.ts";
import { diffLines } from "#core/text/line-diff.ts";
import { type Conversion, convertManifest } from "#core/upgrade/convert/convert.ts";
import type { FoundManifest, UpgradeReport } from "./report.ts";

const signs = { same: " ", removed: "-", added: "+" } as const;

/** @returns a difference for each finding, then what was not assessed. */
export function* asDiff({ aim, findings, notAssessed }: UpgradeReport): Generator<string> {
  for (const finding of findings) {
    const { file = "input", line, kind, namespace, name, apiVersion, source = "" } = finding;
    const object = `${kind} ${namespace === null ? "" : `${namespace}/`}${name ?? ""}`;
    const lines = [`# ${file}:${line} ${object} of ${apiVersion}`, ...body(finding, convertManifest(source, aim.target))];
    yield `${lines.map(clean).join("\n")}\n\n`;
  }
  for (const { file = "", line, message } of notAssessed)
    yield `# not assessed: ${clean(`${file}${line === undefined ? "" : `:${line}`} ${message}`)}\n`;
}

function body({ evidence }: FoundManifest, conversion: Conversion): readonly string[] {
  if (conversion.kind === "none") return [`# ${evidence}`];
  if (conversion.kind === "byHand") return [`# By hand, to ${conversion.apiVersion}: ${conversion.why}`];
  return [
    ...diffLines(conversion.before, conversion.text).map(({ kind, text }) => `${signs[kind]}${text}`),
    ...conversion.notes.map(({ path, message, decide }) => `# ${decide ? "DECIDE " : ""}${path}: ${message}`),
  ];
}
