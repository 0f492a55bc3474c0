/** `paths`: who reaches an end by escalating, or one subject's paths hop by hop with the bindings to cut. */
import { formatGap } from "#core/inventory/gap-words.ts";
import { chainSentence } from "#core/rbac/chain.ts";
import { placeName } from "#core/rbac/paths/graph.ts";
import { notFollowed, Paths, type SinkId, type SinkPath, type SubjectReach, sinks } from "#core/rbac/paths/paths.ts";
import { pathResources, pathSource } from "#core/rbac/paths/world.ts";
import { buildRbacIndex } from "#core/rbac/rbac-index.ts";
import { formatSubject, parseSubjectKey, type SubjectRef, subjectOfUser } from "#core/rbac/subject.ts";
import { clean, json } from "#core/text/clean.ts";
import { exitCodes } from "../exit-codes.ts";
import type { QuestionFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { rbacResources } from "../question/open.ts";
import { openInventory, type SourceOptions } from "../source/open-inventory.ts";
import { table } from "../terminal/table.ts";

export interface PathsOptions extends SourceOptions {
  readonly to?: SinkId;
  readonly secretNames?: boolean;
  readonly output: QuestionFormat;
}

/** @param typed `User:jane`, `Group:devs`, `ServiceAccount:ns/name`, or a user's name; absent for everybody. */
export async function paths(io: Io, typed: string | undefined, options: PathsOptions): Promise<number> {
  const opened = await openInventory(io, options, {
    resources: [...rbacResources, ...pathResources],
    secretNames: options.secretNames ?? false,
  });
  if (!opened.ok) return refuse(io, opened.error);
  const { inventory } = opened.value;
  const found = new Paths(pathSource(inventory, buildRbacIndex(inventory)));
  return typed === undefined ? everybody(io, found, options) : somebody(io, found, { typed, options });
}

async function everybody(io: Io, found: Paths, { to = "cluster-admin", output }: PathsOptions): Promise<number> {
  const reaches = found.subjects().filter(({ ofKubernetes }) => !ofKubernetes);
  const reached = reaches.filter((reach) => verdictOf(reach, to) === "reached");
  const unsure = reaches.filter((reach) => verdictOf(reach, to) === "notAssessed");
  const best = found.bestCut(to);
  if (output === "json") {
    const subjects = reached.map((reach) => ({ ...named(reach.subject), hops: hopsTo(reach, to), direct: isDirect(reach, to) }));
    const bestCut = best && { binding: bindingName(best.binding), ends: best.ends, proven: best.proven };
    const notAssessed = unsure.map(({ subject }) => named(subject));
    await print(io, [json({ to, subjects, notAssessed, bestCut, notFollowed }, 2)]);
  } else {
    const rank = (reach: SubjectReach) => hopsTo(reach, to) + (isDirect(reach, to) ? 1000 : 0);
    const rows = reached
      .toSorted((a, b) => rank(a) - rank(b))
      .map((reach) => [
        formatSubject(reach.subject),
        isDirect(reach, to) ? "by itself" : `${hopsTo(reach, to)}`,
        found.wayOf(reach.subject, to).map(placeName).join(" → "),
      ]);
    await print(io, table(["SUBJECT", "HOPS", "WAY"], rows));
    if (best)
      tell(io, `Removing ${clean(bindingName(best.binding))} ends the paths of ${best.ends} of ${reached.length} subjects.`);
    if (unsure.length > 0) tell(io, `Not assessed: ${unsure.length} subjects, because not everything was seen.`);
    for (const gap of new Set([...found.gaps, ...unsure.flatMap(({ gaps }) => gaps)])) tell(io, `Not seen: ${formatGap(gap)}`);
  }
  return unsure.length > 0 || found.gaps.length > 0 ? exitCodes.unsure : exitCodes.yes;
}

async function somebody(io: Io, found: Paths, { typed, options }: { typed: string; options: PathsOptions }): Promise<number> {
  const subject = parseSubjectKey(typed) ?? subjectOfUser(typed);
  const ends = options.to === undefined ? sinks : [options.to];
  const answers = ends.map((sink) => found.path(subject, sink));
  const { gaps } = found.subject(subject);
  if (options.output === "json")
    await print(io, [json({ subject: named(subject), paths: answers.map(asJson), gaps, notFollowed }, 2)]);
  else {
    await print(
      io,
      answers.flatMap((answer) => [...asText(subject, answer)]),
    );
    for (const gap of gaps) tell(io, `Not seen: ${formatGap(gap)}`);
  }
  if (answers.some(({ verdict }) => verdict === "reached")) return exitCodes.no;
  return answers.some(({ verdict }) => verdict === "notAssessed") ? exitCodes.unsure : exitCodes.yes;
}

function* asText(subject: SubjectRef, { sink, verdict, path, cut }: SinkPath): Generator<string> {
  const who = clean(formatSubject(subject));
  if (verdict !== "reached") {
    yield verdict === "none" ? `${sink}: no path\n` : `${sink}: not assessed, because not everything was seen\n`;
    return;
  }
  yield `${sink}: reached by ${who} in ${path.length} ${path.length === 1 ? "hop" : "hops"}\n`;
  for (const [number, { from, does, chains, facts }] of path.entries()) {
    yield `  ${number + 1}. ${clean(placeName(from))} ${clean(does)}\n`;
    for (const chain of chains) yield `     ${clean(chainSentence(chain))}\n`;
    for (const fact of facts) yield `     ${clean(fact)}\n`;
  }
  if (cut === undefined) yield "  No binding can be removed to end it.\n";
  else yield `  Ends without: ${cut.bindings.map((binding) => clean(bindingName(binding))).join(", ")}\n`;
}

function asJson({ sink, verdict, path, cut }: SinkPath) {
  const hops = path.map(({ kind, from, to, does, chains, facts }) => ({
    kind,
    from: placeName(from),
    to: placeName(to),
    does,
    because: chains.map(chainSentence),
    facts,
  }));
  return { to: sink, verdict, hops, ...(cut && { cut: { bindings: cut.bindings.map(bindingName), proven: cut.proven } }) };
}

function named({ kind, name, namespace }: SubjectRef) {
  return namespace === undefined ? { kind, name } : { kind, name, namespace };
}

function bindingName({ kind, item }: NonNullable<ReturnType<Paths["bestCut"]>>["binding"]): string {
  const { namespace, name } = item.meta;
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

function verdictOf({ reaches }: SubjectReach, to: SinkId) {
  return reaches.find(({ sink }) => sink === to)?.verdict;
}

function isDirect({ reaches }: SubjectReach, to: SinkId): boolean {
  return reaches.find(({ sink }) => sink === to)?.direct ?? false;
}

function hopsTo({ reaches }: SubjectReach, to: SinkId): number {
  return reaches.find(({ sink }) => sink === to)?.hops ?? 0;
}
