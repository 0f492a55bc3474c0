/** What the command found in manifests, and what it ends with. */
import { judgePods, type ManifestVerdict, unknownPolicy } from "#core/pod-security/judge-manifests.ts";
import type { LevelVersion } from "#core/pod-security/level.ts";
import type { NotAssessed } from "#core/upgrade/manifests/judge.ts";
import { exitCodes } from "../exit-codes.ts";
import type { FoundText } from "../manifests/texts.ts";

/** A verdict with its place; the file of what is piped in is `-`. */
export interface FoundVerdict extends ManifestVerdict {
  readonly file: string;
  readonly line: number;
}

export interface PodSecurityReport {
  readonly policy: LevelVersion;
  /** As they were read. */
  readonly results: readonly FoundVerdict[];
  readonly notAssessed: readonly NotAssessed[];
  /** Documents of Kubernetes' own kinds that make no pods. */
  readonly podless: number;
  /** Documents of other kinds, by kind. */
  readonly foreign: ReadonlyMap<string, number>;
}

export async function judgeTexts(texts: AsyncIterable<FoundText>, policy: LevelVersion): Promise<PodSecurityReport> {
  const results: FoundVerdict[] = [];
  const notAssessed: NotAssessed[] = [...unknownPolicy(policy)];
  const foreign = new Map<string, number>();
  let podless = 0;
  for await (const found of texts) {
    const { file = "-" } = found;
    if ("unreadable" in found) {
      notAssessed.push({ file, reason: "unreadable", message: found.unreadable });
      continue;
    }
    for (const judged of judgePods(found.text, policy)) {
      const lineOf = (line: number) => line + found.line - 1;
      if (judged.kind === "verdict") results.push({ file, line: lineOf(judged.line), ...judged.verdict });
      else if (judged.kind === "notAssessed") {
        const { line = 1, ...rest } = judged.notAssessed;
        notAssessed.push({ file, line: lineOf(line), ...rest });
      } else if (judged.kind === "podless") podless += 1;
      else foreign.set(judged.of, (foreign.get(judged.of) ?? 0) + 1);
    }
  }
  return { policy, results, notAssessed, podless, foreign };
}

/** @returns how many documents there were. */
export function documentsOf({ results, notAssessed, podless, foreign }: PodSecurityReport): number {
  const unread = notAssessed.filter(({ reason }) => reason !== "outsideCatalogue");
  return results.length + unread.length + podless + [...foreign.values()].reduce((sum, count) => sum + count, 0);
}

/** @returns the exit code. What is refused wins over what was not assessed; nothing at all to judge is not assessed. */
export function exitCodeOfPodSecurity(report: PodSecurityReport): number {
  if (report.results.some(({ allowed }) => !allowed)) return exitCodes.no;
  return report.notAssessed.length > 0 || documentsOf(report) === 0 ? exitCodes.unsure : exitCodes.yes;
}
