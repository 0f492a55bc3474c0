/** What the command found in manifests, and what it ends with. */
import { severities } from "#core/findings/verdict.ts";
import {
  type Aim,
  judgeManifests,
  type ManifestFinding,
  type NotAssessed,
  unknownTarget,
} from "#core/upgrade/manifests/judge.ts";
import { exitCodes, type FailOn } from "../exit-codes.ts";
import type { FoundText } from "../manifests/texts.ts";

/** A finding with its manifest as it stands there, where it is to be rewritten. */
export type FoundManifest = ManifestFinding & { readonly source?: string };

export interface UpgradeReport {
  readonly aim: Aim;
  /** The worst first, then as they were read. */
  readonly findings: readonly FoundManifest[];
  readonly notAssessed: readonly NotAssessed[];
  /** Documents of Kubernetes' own kinds of which nothing is to be said. */
  readonly fine: number;
  /** Documents of other kinds, by kind. */
  readonly foreign: ReadonlyMap<string, number>;
}

const order = ["blocker", "warning", "info"] as const;
const severityOf = { blocker: "critical", warning: "medium", info: "information" } as const;

/** @param keep whether the manifests of findings are kept. */
export async function judgeTexts(texts: AsyncIterable<FoundText>, aim: Aim, keep: boolean): Promise<UpgradeReport> {
  const findings: FoundManifest[] = [];
  const notAssessed: NotAssessed[] = [...unknownTarget(aim.target)];
  const foreign = new Map<string, number>();
  let fine = 0;
  for await (const found of texts) {
    if ("unreadable" in found) {
      const { unreadable: message, ...place } = found;
      notAssessed.push({ ...place, reason: "unreadable", message });
      continue;
    }
    for (const judged of judgeManifests(found.text, aim, found.file)) {
      if (judged.kind === "finding")
        findings.push({ ...moved(judged.finding, found.line), ...(keep && { source: judged.source() }) });
      else if (judged.kind === "notAssessed") notAssessed.push(moved(judged.notAssessed, found.line));
      else if (judged.kind === "fine") fine += 1;
      else foreign.set(judged.of, (foreign.get(judged.of) ?? 0) + 1);
    }
  }
  return {
    aim,
    findings: order.flatMap((verdict) => findings.filter((one) => one.verdict === verdict)),
    notAssessed,
    fine,
    foreign,
  };
}

/** Lines are counted in the file, and not in the piece of it that was read. */
function moved<T extends { readonly line?: number }>(found: T, first: number): T {
  return first === 1 || found.line === undefined ? found : { ...found, line: found.line + first - 1 };
}

/** @returns how many documents there were. */
export function documentsOf({ findings, notAssessed, fine, foreign }: UpgradeReport): number {
  const unread = notAssessed.filter(({ reason }) => reason !== "outsideCatalogue");
  return findings.length + unread.length + fine + [...foreign.values()].reduce((sum, count) => sum + count, 0);
}

/** @returns the exit code. What was found wins over what was not assessed; nothing at all to judge is not assessed. */
export function exitCodeOfUpgrade(report: UpgradeReport, failOn: FailOn): number {
  const counted: readonly string[] = failOn === "never" ? [] : severities.slice(0, severities.indexOf(failOn) + 1);
  if (report.findings.some(({ verdict }) => counted.includes(severityOf[verdict]))) return exitCodes.no;
  return report.notAssessed.length > 0 || documentsOf(report) === 0 ? exitCodes.unsure : exitCodes.yes;
}
