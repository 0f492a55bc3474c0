/** Sentences about what analysed the code of a commit: what was found, and that no report is no look. */
import type { CodeAnalysisView, SourceView } from "#contracts/supply-chain/sources.ts";
import { counted } from "../../access/subject-words.ts";

/** @returns what an analysis found, such as `2 errors, 1 warning; 3 suppressed`. One that ended badly found nothing for certain. */
export function foundWords({ counts, results, omitted, ended }: CodeAnalysisView): string {
  const { error, warning, note, none, suppressed } = counts;
  const parts = [
    error > 0 && counted(error, "error"),
    warning > 0 && counted(warning, "warning"),
    note > 0 && counted(note, "note"),
    none > 0 && `${counted(none, "result")} without a level`,
  ].filter((part) => part !== false);
  const found = parts.length > 0 ? parts.join(", ") : results.length > 0 ? "no open result" : "no result";
  const hidden = suppressed > 0 ? `; ${suppressed} suppressed` : "";
  const left = omitted > 0 ? `; ${omitted} not listed here` : "";
  return `${found}${hidden}${left}${endedWords[ended]}`;
}

const endedWords: Readonly<Record<CodeAnalysisView["ended"], string>> = {
  well: "",
  badly: "; it ended badly, and what it did not find may be there",
  notTold: "; it does not say whether it ended well",
};

/** @returns how an analysis stands at a glance: with findings, or without any where it ended well, or not to be told. */
export function verdictOf({ counts, ended }: CodeAnalysisView): "fail" | "pass" | "notAssessed" {
  if (counts.error + counts.warning > 0) return "fail";
  return ended === "well" ? "pass" : "notAssessed";
}

/** @returns the place of a result, such as `src/cart.ts:12`. */
export function placeWords({ path, line }: Pick<CodeAnalysisView["results"][number], "path" | "line">): string | undefined {
  if (path === undefined) return undefined;
  return line === undefined ? path : `${path}:${line}`;
}

/** @returns the score of a scorecard, and of which commit it is. */
export function scoreWords({ score, commit, sameCommit, date }: SourceView["scorecards"][number]): string {
  const worth = score === undefined ? "no score could be told" : `${score.toFixed(1)} of 10`;
  const of = sameCommit ? "of this commit" : `of another commit, ${commit.slice(0, 12)}`;
  return `${worth}, ${of}, ${date}`;
}
