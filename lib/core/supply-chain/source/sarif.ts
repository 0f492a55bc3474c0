/**
 * Results of code analysis, from SARIF 2.1.0 that anybody may have written. What an analysis could not do is kept beside what it
 * found: one that did not end well is no clean bill.
 */
import { z } from "zod";
import { err, ok, type Result } from "../../result.ts";

export const resultLevels = ["error", "warning", "note", "none"] as const;
export type ResultLevel = (typeof resultLevels)[number];

export interface CodeResult {
  readonly rule: string;
  readonly level: ResultLevel;
  /** GitHub's `security-severity`, 0 to 10. */
  readonly score?: number;
  readonly message: string;
  readonly path?: string;
  readonly line?: number;
  /** The tool, or somebody in it, holds it for no problem. */
  readonly suppressed: boolean;
}

export interface CodeAnalysis {
  readonly tool: string;
  readonly version?: string;
  /** As the file says; absent where it says nothing. */
  readonly commit?: string;
  readonly repository?: string;
  readonly rules: number;
  /** The worst first. */
  readonly results: readonly CodeResult[];
  /** Results beyond those that are kept. */
  readonly omitted: number;
  /** Absent where the tool does not say whether it ended well. */
  readonly successful?: boolean;
  /** What went wrong in the analysis, in the tool's words. */
  readonly problems: readonly string[];
}

const mostRuns = 20;
/** Of one tool about one commit. */
export const mostResults = 2_000;
const longestMessage = 500;
const mostProblems = 20;

const level = z.enum(resultLevels).nullish();
const text = z.object({ text: z.string().nullish() }).nullish();
const rule = z.object({
  id: z.string().max(500),
  defaultConfiguration: z.object({ level }).nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
});
const component = z.object({
  name: z.string().max(300),
  version: z.string().max(200).nullish(),
  semanticVersion: z.string().max(200).nullish(),
  rules: z.array(rule).nullish(),
});
const location = z.object({
  physicalLocation: z
    .object({
      artifactLocation: z.object({ uri: z.string().nullish() }).nullish(),
      region: z.object({ startLine: z.int().nullish() }).nullish(),
    })
    .nullish(),
});
const result = z.object({
  ruleId: z.string().max(500).nullish(),
  ruleIndex: z.int().nullish(),
  rule: z.object({ id: z.string().max(500).nullish(), index: z.int().nullish() }).nullish(),
  kind: z.string().nullish(),
  level,
  message: text,
  locations: z.array(location).nullish(),
  suppressions: z.array(z.object({ status: z.string().nullish() })).nullish(),
});
const notification = z.object({ level, message: text });
const run = z.object({
  tool: z.object({ driver: component, extensions: z.array(component).nullish() }),
  results: z.array(result).nullish(),
  invocations: z
    .array(z.object({ executionSuccessful: z.boolean().nullish(), toolExecutionNotifications: z.array(notification).nullish() }))
    .nullish(),
  versionControlProvenance: z
    .array(z.object({ repositoryUri: z.string().nullish(), revisionId: z.string().nullish() }))
    .nullish(),
});
const log = z.object({ version: z.string(), runs: z.array(run) });
type Run = z.infer<typeof run>;
type Rule = z.infer<typeof rule>;

/** @param value parsed JSON. @returns one analysis for each run, or a sentence that says why it is no such file. */
export function readSarif(value: unknown): Result<readonly CodeAnalysis[], string> {
  const read = log.safeParse(value);
  if (!read.success) {
    const place = read.error.issues[0]?.path.join(".") ?? "";
    return err(`It is no SARIF that can be read${place === "" ? "" : `: ${place} is not as it should be`}.`);
  }
  const { version, runs } = read.data;
  if (version !== "2.1.0") return err("Its version is not 2.1.0, the one that is read.");
  if (runs.length === 0) return err("No analysis is in it: it has no run.");
  if (runs.length > mostRuns) return err(`It has ${runs.length} runs; ${mostRuns} are read.`);
  return ok(runs.map(analysisOf));
}

function analysisOf(told: Run): CodeAnalysis {
  const { driver, extensions } = told.tool;
  const rules = [driver, ...(extensions ?? [])].flatMap((part) => part.rules ?? []);
  const known = new Map(rules.map((one) => [one.id, one]));
  const all = (told.results ?? [])
    .filter(({ kind }) => kind === undefined || kind === null || kind === "fail" || kind === "open" || kind === "review")
    .map((one) => resultOf(one, known, driver.rules ?? []))
    .sort(worstFirst);
  const version = driver.semanticVersion ?? driver.version;
  const [source] = told.versionControlProvenance ?? [];
  const ends = (told.invocations ?? []).flatMap(({ executionSuccessful }) => executionSuccessful ?? []);
  return {
    tool: driver.name,
    ...(version && { version }),
    ...(source?.revisionId && { commit: source.revisionId }),
    ...(source?.repositoryUri && { repository: source.repositoryUri }),
    rules: known.size,
    results: all.slice(0, mostResults),
    omitted: Math.max(0, all.length - mostResults),
    ...(ends.length > 0 && { successful: ends.every(Boolean) }),
    problems: problemsOf(told),
  };
}

function problemsOf({ invocations }: Run): readonly string[] {
  return (invocations ?? [])
    .flatMap(({ toolExecutionNotifications }) => toolExecutionNotifications ?? [])
    .filter((one) => one.level === "error")
    .slice(0, mostProblems)
    .map(({ message }) => (message?.text ?? "No words.").slice(0, longestMessage));
}

function resultOf(told: z.infer<typeof result>, known: ReadonlyMap<string, Rule>, ofDriver: readonly Rule[]): CodeResult {
  const index = told.ruleIndex ?? told.rule?.index ?? -1;
  const id = told.ruleId ?? told.rule?.id ?? ofDriver[index]?.id;
  const found = id === undefined ? undefined : known.get(id);
  const place = told.locations?.[0]?.physicalLocation;
  const score = scoreOf(found);
  return {
    rule: id ?? "no rule named",
    level: told.level ?? found?.defaultConfiguration?.level ?? "warning",
    ...(score !== undefined && { score }),
    message: (told.message?.text ?? "").slice(0, longestMessage),
    ...(place?.artifactLocation?.uri && { path: place.artifactLocation.uri.slice(0, longestMessage) }),
    ...(place?.region?.startLine && { line: place.region.startLine }),
    suppressed: (told.suppressions ?? []).some(({ status }) => status === undefined || status === null || status === "accepted"),
  };
}

function scoreOf(found: Rule | undefined): number | undefined {
  const told = found?.properties?.["security-severity"];
  const score = typeof told === "string" || typeof told === "number" ? Number(told) : Number.NaN;
  return score >= 0 && score <= 10 ? score : undefined;
}

/** The order of results: what is held for no problem comes last. */
export function worstFirst(one: CodeResult, other: CodeResult): number {
  const rank = ({ suppressed, level: of }: CodeResult) => (suppressed ? 10 : 0) + resultLevels.indexOf(of);
  return rank(one) - rank(other) || (other.score ?? -1) - (one.score ?? -1);
}
