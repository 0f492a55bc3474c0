/** The words that scanners have for how bad a vulnerability is, made one. */
import { type Severity, severities } from "../../findings/verdict.ts";

/** `unknown`: the scanner does not say. */
export type VulnerabilitySeverity = Severity | "unknown";
export const vulnerabilitySeverities: readonly VulnerabilitySeverity[] = [...severities, "unknown"];

const words: Readonly<Record<string, VulnerabilitySeverity>> = {
  critical: "critical",
  defcon1: "critical",
  high: "high",
  important: "high",
  medium: "medium",
  moderate: "medium",
  low: "low",
  negligible: "information",
  info: "information",
  informational: "information",
  none: "information",
};

/** @returns what a scanner's word means. */
export function readSeverity(word: string | undefined): VulnerabilitySeverity {
  const lower = word?.toLowerCase() ?? "";
  return Object.hasOwn(words, lower) ? (words[lower] ?? "unknown") : "unknown";
}

/** @returns the severity of a CVSS score, by the scale of its third version. */
export function severityOfScore(score: number | undefined): VulnerabilitySeverity {
  if (score === undefined) return "unknown";
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "information";
}

/** @returns the worst of them; `unknown` where nobody says more. */
export function worstSeverity(list: Iterable<VulnerabilitySeverity>): VulnerabilitySeverity {
  const said = new Set(list);
  return vulnerabilitySeverities.find((severity) => said.has(severity)) ?? "unknown";
}
