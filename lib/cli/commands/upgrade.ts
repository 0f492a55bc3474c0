/** `upgrade`: which manifests a target minor refuses, and what to write instead. It reads files and no cluster. */
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { catalogueReach, removalsIn } from "#core/upgrade/lifecycle.ts";
import type { Aim } from "#core/upgrade/manifests/judge.ts";
import { formatMinor, type Minor, parseMinor, stepsTo } from "#core/upgrade/minor.ts";
import type { FailOn } from "../exit-codes.ts";
import type { UpgradeFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { type FoundText, readTexts } from "../manifests/texts.ts";
import { asJson } from "../upgrade/as-json.ts";
import { asText } from "../upgrade/as-text.ts";
import { documentsOf, exitCodeOfUpgrade, judgeTexts, type UpgradeReport } from "../upgrade/report.ts";

export interface UpgradeOptions {
  readonly file: readonly string[];
  readonly target?: string;
  readonly from?: string;
  readonly failOn: FailOn;
  readonly output: UpgradeFormat;
  readonly convert?: boolean;
}

export async function upgrade(io: Io, options: UpgradeOptions): Promise<number> {
  const aim = readAim(options);
  if (!aim.ok) return refuse(io, aim.error);
  if (options.convert && options.output !== "table") return refuse(io, convertsForPeople);
  const report = await judgeTexts(allTexts(io, options.file), aim.value, options.convert === true);
  const exitCode = exitCodeOfUpgrade(report, options.failOn);
  await print(io, await present(report, options, exitCode));
  for (const sentence of summary(report)) tell(io, sentence);
  return exitCode;
}

const convertsForPeople: Failure = {
  code: "usage",
  message: "--convert prints differences for people to read.",
  remedy: "Leave -o away.",
};

async function present(
  report: UpgradeReport,
  { output: format, convert }: UpgradeOptions,
  exitCode: number,
): Promise<Iterable<string>> {
  if (convert) return (await import("../upgrade/as-diff.ts")).asDiff(report);
  if (format === "sarif") return (await import("../upgrade/as-sarif.ts")).asSarif(report, exitCode);
  return format === "json" ? asJson(report) : asText(report);
}

async function* allTexts(io: Io, paths: readonly string[]): AsyncGenerator<FoundText, void> {
  for (const path of paths) yield* readTexts(io, path);
}

/** Without a target the newest minor that the catalogue reaches. */
function readAim({ target, from }: UpgradeOptions): Result<Aim, Failure<"usage">> {
  const [to, start] = [target === undefined ? catalogueReach.newest : parseMinor(target), parseMinor(from)];
  if (to === undefined) return err(noMinor(target ?? ""));
  if (from === undefined) return ok({ target: to });
  if (start === undefined) return err(noMinor(from));
  if (stepsTo(start, to).kind !== "invalid") return ok({ target: to, from: start });
  return err({
    code: "usage",
    message: `${formatMinor(to)} is older than ${formatMinor(start)}: a cluster does not go back.`,
    remedy: "Give a --target that is not older than --from.",
  });
}

function noMinor(text: string): Failure<"usage"> {
  return { code: "usage", message: `“${text}” is no minor of Kubernetes.`, remedy: "Write it as 1.37." };
}

function* summary(report: UpgradeReport): Generator<string> {
  const { aim, findings, notAssessed, fine, foreign } = report;
  const count = (verdict: string) => findings.filter((one) => one.verdict === verdict).length;
  const target = formatMinor(aim.target);
  if (documentsOf(report) === 0) yield "There is no manifest in it.";
  const unread = notAssessed.length === 0 ? "" : `, ${notAssessed.length} not assessed`;
  yield `To ${target}: ${counted(count("blocker"), "blocker")}, ${counted(count("warning"), "warning")}, ${count("info")} for information, ${counted(fine, "document")} with nothing to say${unread}.`;
  if (foreign.size > 0) {
    const all = [...foreign.values()].reduce((sum, one) => sum + one, 0);
    yield `${counted(all, "document")} of kinds that are not Kubernetes' own, of which nothing is known: ${[...foreign.keys()].slice(0, 5).join(", ")}${foreign.size > 5 ? ", …" : ""}.`;
  }
  for (const minor of stepsOf(aim)) yield removalSentence(minor);
}

function stepsOf({ target, from = target - 1 }: Aim): readonly Minor[] {
  const path = stepsTo(from, target);
  return path.kind === "steps" ? path.steps : [];
}

function removalSentence(minor: Minor): string {
  const removals = removalsIn(minor)?.byDefault.length;
  if (removals === undefined) return `What ${formatMinor(minor)} removes is not known.`;
  return `${formatMinor(minor)}: ${removals} removal${removals === 1 ? "" : "s"} in this minor of APIs that are served by default.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
