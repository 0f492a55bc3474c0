/** The rules of a SARIF log: one for each message of each check, because severity belongs to the message. */
import type { ReportingDescriptor } from "sarif";
import type { Check } from "../../../core/checks/define.ts";
import type { Finding, Severity } from "../../../core/findings/verdict.ts";

/** What code scanning calls critical, high, medium and low; a finding for information carries none. */
const scores: Readonly<Record<Severity, string | undefined>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
  information: undefined,
};

export type Level = "error" | "warning" | "note";
export const levels: Readonly<Record<Severity, Level>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  information: "note",
};

/** Code scanning shows no more tags of a rule. */
const mostTags = 20;

export function ruleId({ checkId, message }: Pick<Finding, "checkId" | "message">): string {
  return `${checkId}/${message}`;
}

/** @returns the rules of the checks, in the order of their ids. */
export function sarifRules(checks: readonly Check[]): ReportingDescriptor[] {
  return checks.flatMap((check) =>
    Object.entries(check.messages).map(([message, { severity }]) => sarifRule(check, message, severity)),
  );
}

function sarifRule(check: Check, message: string, severity: Severity): ReportingDescriptor {
  const { why, fix, refs } = check.docs;
  const score = scores[severity];
  return {
    id: ruleId({ checkId: check.id, message }),
    name: camelCase(`${check.id}/${message}`),
    shortDescription: { text: check.title },
    fullDescription: { text: why },
    help: {
      text: [why, fix, ...refs].join("\n\n"),
      markdown: [why, `**What to do:** ${fix}`, refs.map((ref) => `- <${ref}>`).join("\n")].join("\n\n"),
    },
    ...(refs[0] !== undefined && { helpUri: refs[0] }),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ["security", "kubernetes", check.pillar, check.layer, ...check.answers].slice(0, mostTags),
      precision: "high",
      ...(score !== undefined && { "security-severity": score }),
    },
  };
}

function camelCase(id: string): string {
  return id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
