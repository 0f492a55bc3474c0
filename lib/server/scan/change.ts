/** What a scan changed against the one before, in the words that rows and history keep. Pure. */
import { type Assessment, findingsOf } from "../../core/checks/assess.ts";
import type { Check } from "../../core/checks/define.ts";
import { diffAssessments } from "../../core/findings/diff.ts";
import type { Finding } from "../../core/findings/verdict.ts";
import type { FindingState } from "../database/rows.ts";
import type { FirstSeen, PreviousScan } from "../database/scans/previous-scan.ts";
import type { HistoryChange, KnownFinding, ScanResults, StoredFinding } from "../database/scans/scan-results.ts";

/** @returns the fingerprints that the scan before did not have. */
export function appearedSince(previous: PreviousScan, assessment: Assessment): string[] {
  const fingerprints = findingsOf(assessment).map((finding) => finding.fingerprint);
  return fingerprints.filter((fingerprint) => !previous.firstSeen.has(fingerprint));
}

export interface ChangeInput {
  readonly previous?: PreviousScan;
  readonly assessment: Assessment;
  /** What the cluster's history knows of the findings that appeared. */
  readonly known: ReadonlyMap<string, KnownFinding>;
  readonly checks: ReadonlyMap<string, Check>;
  /** This scan, and when it looked. */
  readonly seen: FirstSeen;
}

/** @returns the findings with their states, what changed in the history, and the counts. */
export function changeOf(input: ChangeInput): Pick<ScanResults, "findings" | "history" | "change"> {
  const { previous, assessment, known } = input;
  const diff = previous && diffAssessments(previous.comparable, assessment);
  const uncertain = new Set(diff?.notComparable.flatMap((entry) => entry.after.map(fingerprintOf)));
  const findings = findingsOf(assessment).map((finding) => storedFinding(finding, input, uncertain));
  const history: HistoryChange = {
    returned: [...known.keys()],
    fixed: diff?.fixed.map(fingerprintOf) ?? [],
    vanished: vanishedOf(previous, diff, findings),
  };
  if (!diff) return { findings, history };
  const notComparable = diff.notComparable.reduce((sum, entry) => sum + entry.before.length + entry.after.length, 0);
  const counts = { new: diff.new.length, fixed: diff.fixed.length, unchanged: diff.unchanged.length, notComparable };
  return { findings, history, change: counts };
}

const fingerprintOf = (finding: Pick<Finding, "fingerprint">) => finding.fingerprint;

/** What is gone without being fixed: nobody could look. */
function vanishedOf(
  previous: PreviousScan | undefined,
  diff: ReturnType<typeof diffAssessments> | undefined,
  findings: readonly StoredFinding[],
): string[] {
  if (!previous || !diff) return [];
  const explained = new Set([...diff.fixed, ...findings].map(fingerprintOf));
  return [...previous.firstSeen.keys()].filter((fingerprint) => !explained.has(fingerprint));
}

function storedFinding(finding: Finding, input: ChangeInput, uncertain: ReadonlySet<string>): StoredFinding {
  const { previous, known, checks, seen } = input;
  const check = checks.get(finding.checkId);
  if (!check) throw new Error(`The check ${finding.checkId} is not registered.`);
  const before = previous?.firstSeen.get(finding.fingerprint);
  const earlier = known.get(finding.fingerprint);
  const first = before ?? earlier?.firstSeen ?? seen;
  return {
    ...finding,
    pillar: check.pillar,
    responsible: check.responsible,
    state: previous || earlier ? stateOf(before !== undefined, earlier, uncertain.has(finding.fingerprint)) : "firstLook",
    firstSeenAt: first.at,
    firstSeenScanId: first.scanId,
  };
}

function stateOf(inPrevious: boolean, earlier: KnownFinding | undefined, uncertain: boolean): FindingState {
  if (inPrevious) return "unchanged";
  if (earlier) return earlier.fixed ? "reopened" : "unchanged";
  return uncertain ? "notComparable" : "new";
}
