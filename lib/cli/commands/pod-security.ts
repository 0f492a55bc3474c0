/** `pss`: which pods of manifests a level of Pod Security refuses, in the API server's words. It reads files and no cluster. */
import { newestPolicy } from "#core/pod-security/evaluate.ts";
import { formatLevelVersion, type LevelVersion, parseVersion } from "#core/pod-security/level.ts";
import type { Failure } from "#core/result.ts";
import type { questionFormats } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { type FoundText, readTexts } from "../manifests/texts.ts";
import { asJson } from "../pod-security/as-json.ts";
import { asText } from "../pod-security/as-text.ts";
import { documentsOf, exitCodeOfPodSecurity, judgeTexts, type PodSecurityReport } from "../pod-security/report.ts";

export interface PodSecurityOptions {
  readonly file: readonly string[];
  readonly level: "baseline" | "restricted";
  readonly version: string;
  readonly output: (typeof questionFormats)[number];
}

export async function podSecurity(io: Io, { file, level, version: text, output }: PodSecurityOptions): Promise<number> {
  const version = parseVersion(text);
  if (version === undefined) return refuse(io, noVersion(text));
  const report = await judgeTexts(allTexts(io, file), { level, version });
  await print(io, output === "json" ? asJson(report) : asText(report));
  for (const sentence of summary(report)) tell(io, sentence);
  return exitCodeOfPodSecurity(report);
}

function noVersion(text: string): Failure<"usage"> {
  return { code: "usage", message: `“${text}” is no version of a policy.`, remedy: "Write it as v1.34, or as latest." };
}

async function* allTexts(io: Io, paths: readonly string[]): AsyncGenerator<FoundText, void> {
  for (const path of paths) yield* readTexts(io, path);
}

function* summary(report: PodSecurityReport): Generator<string> {
  const { policy, results, notAssessed, podless, foreign } = report;
  if (documentsOf(report) === 0) yield "There is no manifest in it.";
  const refused = results.filter(({ allowed }) => !allowed).length;
  const counts = [
    `${refused} refused`,
    `${results.length - refused} allowed`,
    ...(notAssessed.length > 0 ? [`${notAssessed.length} not assessed`] : []),
    `${podless} without pods`,
  ];
  yield `${formatLevelVersion(policy)}${latest(policy)}: ${counts.join(", ")}.`;
  if (foreign.size > 0) {
    const kinds = [...foreign.keys()];
    yield `Of kinds that are not Kubernetes' own, what pods they make is not known: ${kinds.slice(0, 5).join(", ")}${kinds.length > 5 ? ", …" : ""}.`;
  }
  yield "Users, namespaces and runtime classes may be exempt by the API server's configuration, which no manifest shows.";
}

function latest({ version }: LevelVersion): string {
  return version === "latest" ? `, which is v1.${newestPolicy} here` : "";
}
