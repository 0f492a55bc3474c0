/** Sentences about advisories of OSV that were imported, and about packages that they say nothing of. */
import type { OsvView } from "#contracts/vulnerabilities.ts";
import { counted } from "../../access/subject-words.ts";

/** @returns how much of the packages of what runs was evaluated, in the middle of a sentence. */
export function osvSentence({ dumps, bills, waiting, packages, evaluated }: OsvView): string {
  if (dumps.length === 0) return "no dump is imported, so that no package is compared with its advisories";
  if (bills === 0) return "no image that runs has a bill of materials to compare";
  const waits = `${counted(waiting, "bill", "bills")} of materials ${waiting === 1 ? "waits" : "wait"} to be compared`;
  if (waiting === bills) return waits;
  const done = `${evaluated.toLocaleString("en")} of ${counted(packages, "package")} evaluated`;
  return waiting === 0 ? done : `${done}; ${waits}`;
}

const gaps: Readonly<Record<OsvView["left"][number]["gap"], string>> = {
  noDump: "no archive of that ecosystem is imported",
  ecosystem: "versions of that ecosystem are not compared",
  version: "versions that cannot be read",
};

/** @returns which packages were not evaluated, and why. */
export function leftOutWords({ type, gap, packages }: OsvView["left"][number]): string {
  const of = type === "other" ? "without a package URL" : `of type ${type}`;
  return `${packages.toLocaleString("en")} ${of}: ${gaps[gap]}`;
}
