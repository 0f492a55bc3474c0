/** Findings as SARIF results. A finding is about an object of a cluster and not about a line of a file: the place says which. */
import type { Finding } from "#core/findings/verdict.ts";
import { clean } from "#core/text/clean.ts";
import { levels, ruleId } from "./rules.ts";

/** @param rules the place of each rule in the log. */
export function sarifResult(finding: Finding, rules: ReadonlyMap<string, number>) {
  const { at, severity, fingerprint, title } = finding;
  const id = ruleId(finding);
  const qualified = [at.resource, at.namespace, at.name].filter((part) => part !== undefined).join("/");
  return {
    ruleId: id,
    ruleIndex: rules.get(id) ?? -1,
    level: levels[severity],
    message: { text: clean(title) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: pathOf(at) }, region: { startLine: 1 } },
        logicalLocations: [{ name: at.name, fullyQualifiedName: qualified, kind: "resource" }],
      },
    ],
    partialFingerprints: { "drydockFinding/v1": fingerprint, primaryLocationLineHash: `${fingerprint}:1` },
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
