/** In which order findings stand, and which of them comes first and why. */
import { compareText } from "../inventory/gap.ts";
import { type Finding, type Severity, severities } from "./verdict.ts";

export type SeverityCounts = Readonly<Record<Severity, number>>;

/** @returns how many findings have each severity. */
export function countSeverities(findings: Iterable<Pick<Finding, "severity">>): SeverityCounts {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, information: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** @returns 0 for critical to 4 for information. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** @returns whether a severity is at least as bad as a limit. */
export function atLeast(severity: Severity, limit: Severity): boolean {
  return severityRank(severity) <= severityRank(limit);
}

/** @returns a total order: check, object, path, fingerprint. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.checkId, b.checkId) ||
    compareText(a.at.resource, b.at.resource) ||
    compareText(a.at.namespace ?? "", b.at.namespace ?? "") ||
    compareText(a.at.name, b.at.name) ||
    compareText(a.at.path ?? "", b.at.path ?? "") ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

export interface Ranked {
  readonly finding: Finding;
  /** Why it stands where it stands, as a sentence. */
  readonly reason: string;
}

const everywhereKinds = new Set(["ClusterRole", "ClusterRoleBinding"]);

interface Weighed {
  readonly finding: Finding;
  readonly fresh: boolean;
  readonly everywhere: boolean;
  readonly siblings: number;
}

/**
 * @returns the findings in the order in which to act: the worst first; then what is new; then what holds in the whole cluster;
 *   then what one change removes most of.
 */
export function whatToDoFirst(findings: readonly Finding[], newFingerprints: ReadonlySet<string> = new Set()): readonly Ranked[] {
  const perObject = new Map<string, number>();
  for (const { at } of findings) perObject.set(objectKey(at), (perObject.get(objectKey(at)) ?? 0) + 1);
  const weighed = findings.map(
    (finding): Weighed => ({
      finding,
      fresh: newFingerprints.has(finding.fingerprint),
      everywhere: everywhereKinds.has(finding.at.kind),
      siblings: perObject.get(objectKey(finding.at)) ?? 1,
    }),
  );
  return weighed.sort(compareWeighed).map((entry) => ({ finding: entry.finding, reason: reasonOf(entry) }));
}

function objectKey(at: Finding["at"]): string {
  return JSON.stringify([at.resource, at.namespace, at.name]);
}

function compareWeighed(a: Weighed, b: Weighed): number {
  return (
    severityRank(a.finding.severity) - severityRank(b.finding.severity) ||
    Number(b.fresh) - Number(a.fresh) ||
    Number(b.everywhere) - Number(a.everywhere) ||
    b.siblings - a.siblings ||
    compareFindings(a.finding, b.finding)
  );
}

function reasonOf({ finding, fresh, everywhere, siblings }: Weighed): string {
  const parts = [
    `it is ${finding.severity === "information" ? "for information" : finding.severity}`,
    ...(fresh ? ["it is new since the scan before"] : []),
    ...(everywhere ? ["it holds in the whole cluster"] : []),
    ...(siblings > 1 ? [`its object has ${siblings} findings`] : []),
  ];
  const sentence = parts.length === 1 ? (parts[0] as string) : `${parts.slice(0, -1).join(", ")}, and ${parts.at(-1)}`;
  return `${sentence[0]?.toUpperCase()}${sentence.slice(1)}.`;
}
