/** Words for what is reported about the code of one commit. No report is not the same as no results. */
import type { CodeAnalysisView, SourceView } from "#contracts/supply-chain/sources.ts";
import { counted } from "../../access/subject-words.ts";
import type { SeverityName } from "../../ui/glyphs.tsx";

type CodeResultView = CodeAnalysisView["results"][number];

const kinds = { static: "static", dependency: "dependency", dynamic: "dynamic" } as const;

/** @returns what a tool looks at, such as `static analysis`. */
export function kindWords({ looksAt }: Pick<CodeAnalysisView, "looksAt">): string {
  return looksAt === undefined ? "what it looks at is not known here" : `${kinds[looksAt]} analysis`;
}

/** @returns the answer of the panel, of everything that is reported about the commit. */
export function headline({ analyses, forgeAnalyses }: Pick<SourceView, "analyses" | "forgeAnalyses">): string {
  if (analyses.length > 0) return `${counted(analyses.length, "tool")} reported about this commit.`;
  return forgeAnalyses.answer === "unknown"
    ? "Not looked: nobody knows what an analysis of this commit would find."
    : "No report: nobody gave an analysis of this commit, so nothing is known of what one would find.";
}

/** @returns how many results are open, by their levels; what is counted of more than is kept says so. */
export function countWords({ counts, scored, uncounted, ended }: Omit<CodeAnalysisView, "results">): string {
  const levels = [
    counts.error > 0 && counted(counts.error, "error"),
    counts.warning > 0 && counted(counts.warning, "warning"),
    counts.note > 0 && counted(counts.note, "note"),
    counts.none > 0 && `${counts.none} without a level`,
  ].filter((one) => one !== false);
  const grave = (["critical", "high", "medium", "low"] as const).flatMap((name) =>
    scored[name] > 0 ? [`${scored[name]} ${name}`] : [],
  );
  const nothing = ended === "badly" ? "none, by an analysis that did not end well" : "it reported none";
  const open = levels.length === 0 ? nothing : levels.join(", ");
  const scores = grave.length === 0 ? "" : `; by score ${grave.join(", ")}`;
  const hidden = counts.suppressed > 0 ? `; ${counts.suppressed} suppressed` : "";
  const more = uncounted > 0 ? `; ${uncounted.toLocaleString("en")} more were not counted` : "";
  return `${open}${scores}${hidden}${more}`;
}

const ends = {
  well: "ended well",
  badly: "did not end well: it says nothing of what it did not find",
  notTold: "does not say whether it ended well",
} as const;

export function endWords({ ended }: Pick<CodeAnalysisView, "ended">): string {
  return ends[ended];
}

/** @returns who says it is about this commit. */
export function originWords({ origin, namesCommit, uploadedBy }: Omit<CodeAnalysisView, "results">): string {
  if (origin === "forge") return "from the forge, which names this commit";
  const by = `uploaded by ${uploadedBy ?? "somebody"}`;
  return namesCommit ? `${by}; the file names this commit` : `${by}, who says that it is of this commit: the file names none`;
}

/** @returns the place of a result, such as `lib/a.ts:12`. */
export function placeOf({ path, line }: Pick<CodeResultView, "path" | "line">): string {
  if (path === undefined) return "no place named";
  return line === undefined ? path : `${path}:${line}`;
}

const levels = { error: "high", warning: "medium", note: "low", none: "information" } as const;
const levelWords = { error: "error", warning: "warning", note: "note", none: "no level" } as const;

/** @returns how grave a result is: by its rule's score where it has one, else by its level. */
export function gravityOf({ score, level }: Pick<CodeResultView, "score" | "level">): {
  readonly severity: SeverityName;
  readonly words: string;
} {
  if (score === undefined || score === 0) return { severity: levels[level], words: levelWords[level] };
  const severity = score >= 9 ? "critical" : score >= 7 ? "high" : score >= 4 ? "medium" : "low";
  return { severity, words: `${severity} (${score})` };
}

/** @returns which kinds of analysis nobody reported, as a sentence; undefined where each has one. */
export function missingWords({ missingKinds, analyses }: Pick<SourceView, "missingKinds" | "analyses">): string | undefined {
  if (missingKinds.length === 0 || analyses.length === 0) return undefined;
  const named = missingKinds.map((kind) => kinds[kind]);
  const list = named.length === 1 ? named[0] : `${named.slice(0, -1).join(", ")} or ${named.at(-1)}`;
  const unsure = analyses.some(({ looksAt }) => looksAt === undefined) ? ", as far as the tools’ names tell" : "";
  return `No report of ${list} analysis is about this commit${unsure}.`;
}

/** @returns Scorecard's number, or that it could not tell. */
export function scoreWords(score: number | undefined): string {
  return score === undefined ? "could not tell" : `${score} of 10`;
}
