/** Findings as SARIF results. A finding is about an object of a cluster and not about a line of a file: the place says which. */
import type { Result } from "sarif";
import type { Finding } from "../../../core/findings/verdict.ts";
import { clean } from "../../../core/text/clean.ts";
import { levels, ruleId } from "./rules.ts";

export interface SarifFinding extends Pick<Finding, "checkId" | "message" | "severity" | "fingerprint" | "title" | "at"> {
  /** Why somebody lives with it: a waived finding is a result that is suppressed, never one that is missing. */
  readonly waived?: string;
  /** Against an earlier scan. */
  readonly baseline?: Result.baselineState | undefined;
}

/** @param rules the place of each rule in the run; a finding of a check that is no more has none. */
export function sarifResult(finding: SarifFinding, rules: ReadonlyMap<string, number>): Result {
  const { at, severity, fingerprint, title, waived, baseline } = finding;
  const id = ruleId(finding);
  const rule = rules.get(id);
  const qualified = [at.resource, at.namespace, at.name].filter((part) => part !== undefined).join("/");
  return {
    ruleId: id,
    ...(rule !== undefined && { ruleIndex: rule }),
    level: levels[severity],
    message: { text: clean(title) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: pathOf(at) }, region: { startLine: 1 } },
        logicalLocations: [{ name: at.name, fullyQualifiedName: qualified, kind: "resource" }],
      },
    ],
    partialFingerprints: { "drydock/v1": fingerprint, primaryLocationLineHash: `${fingerprint}:1` },
    ...(baseline !== undefined && { baselineState: baseline }),
    ...(waived !== undefined && { suppressions: [{ kind: "external", status: "accepted", justification: clean(waived) }] }),
    properties: { severity, ...(at.path !== undefined && { path: at.path }) },
  };
}

/** Code scanning shows no result without the path of a file: this one names the object as kubectl would, and stays the same. */
function pathOf({ resource, namespace, name }: Finding["at"]): string {
  const parts = ["cluster", ...(namespace === undefined ? [] : [namespace]), resource, name];
  return parts.map(segment).join("/");
}

/** A name of dots alone would leave the folder. */
function segment(part: string): string {
  return encodeURIComponent(part.toWellFormed()).replace(/^\.+$/, (dots) => dots.replaceAll(".", "%2E"));
}
