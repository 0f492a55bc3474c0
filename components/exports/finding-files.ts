/** Files of findings: where they are, and what they hold, in words. */
import { type ExportInput, exportAddress } from "#client/export-address.ts";
import { type ExportFormat, exportFormats } from "#contracts/export-formats.ts";
import type { FindingPage } from "#contracts/findings.ts";
import type { ExportFacts } from "./export-button.tsx";

type Files = Readonly<Record<ExportFormat, string>>;

/** @returns the list's files. One of what is open holds what is waived too, marked: it must not look passed. */
export function findingFiles({ life, ...input }: ExportInput): Files {
  const query = life === "open" ? input : { ...input, life };
  return filesOf("findings", query);
}

export function comparisonFiles(input: ExportInput): Files {
  return filesOf("comparison", input);
}

function filesOf(view: "findings" | "comparison", input: ExportInput): Files {
  return Object.fromEntries(exportFormats.map((format) => [format, exportAddress(view, input, format)])) as Files;
}

const notInside = "Not in it: evidence, comments and the history of each finding.";

/** @returns what a file of the list holds. */
export function findingFacts(
  { total, waived, notAssessed }: Pick<FindingPage, "total" | "waived" | "notAssessed">,
  life: string,
): ExportFacts {
  const lived = life === "open" && waived > 0 ? `, ${count(waived)} waived and marked as that` : "";
  const unseen = notAssessed.length === 0 ? "" : `; ${plural(notAssessed.length, "check")} not assessed`;
  return { inside: `${plural(total, "finding")}${lived}${unseen}; how much each scan saw.`, outside: notInside };
}

export function comparisonFacts(entries: number): ExportFacts {
  const inside = `${plural(entries, "finding")} of both scans; what was not assessed, and how much each scan saw.`;
  return { inside, outside: `${notInside} JUnit fails on new ones alone.` };
}

/** @returns what a file of chosen findings holds; without a number, of the list that they were chosen from. */
export function chosenFacts(chosen: number | undefined, most: number): ExportFacts {
  const whole = `The whole list: more than ${count(most)}, or of too many clusters, cannot be taken by themselves.`;
  if (chosen === undefined) return { inside: whole, outside: notInside };
  return {
    inside: `${plural(chosen, "chosen finding")}; what was not assessed, and how much each scan saw.`,
    outside: notInside,
  };
}

export function count(n: number): string {
  return n.toLocaleString("en");
}

export function plural(n: number, one: string): string {
  return `${count(n)} ${one}${n === 1 ? "" : "s"}`;
}
