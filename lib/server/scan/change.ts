/** What a scan changed against the one before, check by check, in the words that rows and history keep. Pure. */
import type { AssessedCheck } from "../../core/checks/assess.ts";
import type { Check } from "../../core/checks/define.ts";
import { type Diff, diffAssessments } from "../../core/findings/diff.ts";
import type { Finding } from "../../core/findings/verdict.ts";
import type { FindingState } from "../database/rows.ts";
import type { FirstSeen, PreviousScan } from "../database/scans/previous-scan.ts";
import type { KnownFinding, ScanResults, StoredFinding } from "../database/scans/scan-results.ts";

export interface ChangeInput {
  readonly previous?: PreviousScan;
  /** Of the cluster that this scan saw. */
  readonly clusterIdentity: string;
  readonly checks: ReadonlyMap<string, Check>;
  /** This scan, and when it looked. */
  readonly seen: FirstSeen;
}

export interface Change {
  /** @returns the fingerprints of a check's findings that the scan before did not have. */
  appeared(check: AssessedCheck): readonly string[];
  /** @returns a check's findings with their states. `known` is what the cluster's history knows of those that appeared. */
  take(check: AssessedCheck, known: ReadonlyMap<string, KnownFinding>): readonly StoredFinding[];
  /** @returns all that was taken, and what of the scan before is gone. */
  end(): Pick<ScanResults, "findings" | "history" | "change">;
}

/** @returns what takes the checks of a scan as they are made. */
export function followChange(input: ChangeInput): Change {
  const { previous } = input;
  const before = new Map(previous?.comparable.checks.map((check) => [check.checkId, check]));
  const taken: StoredFinding[] = [];
  const returned: string[] = [];
  const diffs: Diff[] = [];
  const diff = (earlier: readonly AssessedCheck[], later: readonly AssessedCheck[]) => {
    if (!previous) return undefined;
    const { clusterIdentity } = input;
    const made = diffAssessments({ ...previous.comparable, checks: earlier }, { clusterIdentity, checks: later });
    diffs.push(made);
    return made;
  };
  return {
    appeared(check) {
      if (!previous) return [];
      const { firstSeen } = previous;
      return findingsOf(check).flatMap(({ fingerprint }) => (firstSeen.has(fingerprint) ? [] : [fingerprint]));
    },
    take(check, known) {
      const earlier = before.get(check.checkId);
      before.delete(check.checkId);
      const made = diff(earlier ? [earlier] : [], [check]);
      const uncertain = new Set(made?.notComparable.flatMap((entry) => entry.after.map(fingerprintOf)));
      const findings = findingsOf(check).map((finding) => storedFinding(finding, input, { known, uncertain }));
      for (const finding of findings) taken.push(finding);
      returned.push(...known.keys());
      return findings;
    },
    end() {
      diff([...before.values()], []);
      const fixed = diffs.flatMap((made) => made.fixed.map(fingerprintOf));
      const history = { returned, fixed, vanished: vanishedOf(previous, fixed, taken) };
      return { findings: taken, history, ...(previous && { change: countsOf(diffs) }) };
    },
  };
}

const fingerprintOf = (finding: Pick<Finding, "fingerprint">) => finding.fingerprint;

function findingsOf({ verdict }: AssessedCheck): readonly Finding[] {
  return verdict.kind === "fail" ? verdict.findings : [];
}

function countsOf(diffs: readonly Diff[]): ScanResults["change"] {
  const count = (of: (diff: Diff) => number) => diffs.reduce((sum, diff) => sum + of(diff), 0);
  return {
    new: count((diff) => diff.new.length),
    fixed: count((diff) => diff.fixed.length),
    unchanged: count((diff) => diff.unchanged.length),
    notComparable: count((diff) => diff.notComparable.reduce((sum, { before, after }) => sum + before.length + after.length, 0)),
  };
}

/** What is gone without being fixed: nobody could look. */
function vanishedOf(
  previous: PreviousScan | undefined,
  fixed: readonly string[],
  findings: readonly StoredFinding[],
): readonly string[] {
  if (!previous) return [];
  const explained = new Set([...fixed, ...findings.map(fingerprintOf)]);
  return [...previous.firstSeen.keys()].filter((fingerprint) => !explained.has(fingerprint));
}

interface Unlike {
  readonly known: ReadonlyMap<string, KnownFinding>;
  readonly uncertain: ReadonlySet<string>;
}

function storedFinding(finding: Finding, input: ChangeInput, { known, uncertain }: Unlike): StoredFinding {
  const { previous, checks, seen } = input;
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
