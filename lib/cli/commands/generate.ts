/** `generate`: the least role for what an audit log shows or a list asks for, and what of the granted rights was not used. */
import { createReadStream } from "node:fs";
import { formatGap } from "#core/inventory/gap-words.ts";
import { formatTarget } from "#core/rbac/attributes.ts";
import type { Action } from "#core/rbac/generate/action.ts";
import type { AuditUse, CountedAction } from "#core/rbac/generate/audit-tally.ts";
import { compareUse, type UseComparison } from "#core/rbac/generate/compare-use.ts";
import { leastRole } from "#core/rbac/generate/least-role.ts";
import { formatLine } from "#core/rbac/rights/right-words.ts";
import type { Line } from "#core/rbac/rights/rule-lines.ts";
import { subjectOfUser } from "#core/rbac/subject.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { cleanLines, json } from "#core/text/clean.ts";
import { readAuditLog } from "#server/audit-log/read-audit-log.ts";
import { renderManifests } from "#server/cluster/role.ts";
import { exitCodes } from "../exit-codes.ts";
import type { ManifestFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { readActions } from "../question/action-lines.ts";
import { openIndex } from "../question/open.ts";
import type { SourceOptions } from "../source/open-inventory.ts";

export interface GenerateOptions extends SourceOptions {
  readonly fromAudit?: string;
  readonly actions?: string;
  readonly as?: string;
  readonly asGroup?: readonly string[];
  readonly name: string;
  readonly names?: boolean;
  readonly compare?: boolean;
  readonly output: ManifestFormat;
}

/** What is to be allowed, and where it was read. */
interface Wanted {
  readonly actions: readonly Action[];
  readonly log?: AuditUse;
}

export async function generate(io: Io, options: GenerateOptions): Promise<number> {
  const wanted = await readWanted(io, options);
  if (!wanted.ok) return refuse(io, wanted.error);
  const { actions, log } = wanted.value;
  const compared = options.compare ? await compareWith(io, wanted.value, options) : ok(undefined);
  if (!compared.ok) return refuse(io, compared.error);
  const made = leastRole(actions, {
    name: options.name,
    names: options.names ?? false,
    ...(options.as === undefined ? {} : { subject: subjectOfUser(options.as) }),
  });
  if (options.output === "json") {
    await print(io, [
      json(
        { objects: made, ...(log && { log: logView(log) }), ...(compared.value && { compared: comparisonView(compared.value) }) },
        2,
      ),
    ]);
  } else {
    if (made.length > 0) await print(io, [cleanLines(renderManifests(made as never))]);
    for (const sentence of sentences(wanted.value, compared.value)) tell(io, sentence);
  }
  if (made.length === 0) tell(io, `${log ? "Nothing was allowed" : "The list has no action"}, so there is no role to make.`);
  return isSure(log, compared.value) && made.length > 0 ? exitCodes.yes : exitCodes.unsure;
}

function isSure(log: AuditUse | undefined, compared: UseComparison | undefined): boolean {
  return (log === undefined || (log.unreadable === 0 && log.dropped === 0)) && (compared?.gaps.length ?? 0) === 0;
}

async function readWanted(io: Io, { fromAudit, actions, as }: GenerateOptions): Promise<Result<Wanted, Failure>> {
  if ((fromAudit === undefined) === (actions === undefined))
    return err(usage("Give --from-audit FILE or --actions FILE, one of them."));
  if (fromAudit !== undefined && as === undefined) return err(usage("--from-audit needs --as USER: whose requests to read."));
  const file = fromAudit ?? actions ?? "-";
  const stream: AsyncIterable<Uint8Array> = file === "-" ? io.stdin : createReadStream(file, { highWaterMark: 1024 * 1024 });
  try {
    if (fromAudit === undefined) {
      const read = await readActions(stream);
      return read.ok ? ok({ actions: read.value }) : read;
    }
    const log = await readAuditLog(stream, { user: as as string });
    return log.ok ? ok({ actions: log.value.allowed.map(({ action }) => action), log: log.value }) : log;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (typeof syscall !== "string") throw error;
    return err({
      code: "fileUnreadable",
      message: `${file} cannot be read (${code}).`,
      remedy: "Name a file, or - for what is piped in.",
    });
  }
}

function usage(message: string): Failure {
  return { code: "usage", message, remedy: "See drydock generate --help." };
}

async function compareWith(io: Io, wanted: Wanted, options: GenerateOptions): Promise<Result<UseComparison, Failure>> {
  if (options.as === undefined) return err(usage("--compare needs --as USER: whose rights to compare with."));
  const opened = await openIndex(io, options);
  if (!opened.ok) return opened;
  const { actions, log } = wanted;
  return ok(
    compareUse(opened.value.index, {
      user: options.as,
      actions,
      ...(options.asGroup && { groups: options.asGroup }),
      ...(log && { manyNames: log.manyNames }),
    }),
  );
}

function logView({ period, lines, events, unreadable, dropped, allowed, denied, manyNames }: AuditUse) {
  const counted = ({ action, count, last }: CountedAction) => ({
    ...action.attributes,
    namespace: action.namespace,
    count,
    last,
  });
  return {
    ...{ period, lines, events, unreadable, dropped },
    ...{ allowed: allowed.map(counted), denied: denied.map(counted), manyNames: manyNames.size },
  };
}

function comparisonView({ unused, wider, notGranted, gaps }: UseComparison) {
  const place = ({ namespace, line, verbs }: { namespace?: string; line: Line; verbs: readonly string[] }) => ({
    ...(namespace === undefined ? {} : { namespace }),
    ...line,
    verbs,
  });
  return {
    unused: unused.map(place),
    wider: wider.map((right) => ({ ...place(right), usedAs: right.usedAs })),
    notGranted: notGranted.map(({ attributes, namespace }) => ({ ...attributes, namespace })),
    complete: gaps.length === 0,
    gaps,
  };
}

function* sentences({ log }: Wanted, compared: UseComparison | undefined): Generator<string> {
  if (log !== undefined) yield* logSentences(log);
  if (compared !== undefined) yield* comparisonSentences(compared, log);
}

function* logSentences({ period, events, lines, unreadable, dropped, denied, manyNames }: AuditUse): Generator<string> {
  if (period === undefined) yield "The log holds no event.";
  else
    yield `Rests on ${events} of ${lines} events, from ${period.from} to ${period.to}; what is done at other times is not in it.`;
  if (unreadable > 0) yield `${unreadable} lines are no audit events and were passed over.`;
  if (dropped > 0) yield `${dropped} events were left out: there are too many different requests to keep.`;
  if (manyNames.size > 0) yield `${manyNames.size} kinds of request name so many objects that their rules name none.`;
  if (denied.length > 0) yield "Refused, and not in the role:";
  for (const { action, count } of denied) yield `  ${formatAction(action)} (${count} times)`;
}

function formatAction({ attributes, namespace }: Action): string {
  return `${attributes.verb} ${formatTarget(attributes)}${namespace === "" ? "" : ` in ${namespace}`}`;
}

function* comparisonSentences({ unused, wider, notGranted, gaps }: UseComparison, log: AuditUse | undefined): Generator<string> {
  const period = log?.period === undefined ? "" : ` between ${log.period.from} and ${log.period.to}`;
  const place = (namespace: string | undefined) => (namespace === undefined ? "everywhere" : `in ${namespace}`);
  yield unused.length === 0 ? `Every right was used${period}.` : `Granted and not used${period}:`;
  for (const { line, verbs, namespace } of unused) yield `  ${verbs.join(",")} ${named(line)} ${place(namespace)}`;
  if (wider.length > 0) yield "Wider than what was done:";
  for (const { line, verbs, namespace, usedAs } of wider)
    yield `  ${verbs.join(",")} ${named(line)} ${place(namespace)}: used for ${firstOf(usedAs.map((one) => `${one.verb} ${formatTarget(one)}`))}`;
  if (notGranted.length > 0) yield "Allowed then, and not by RBAC as it was seen:";
  for (const action of notGranted) yield `  ${formatAction(action)}`;
  for (const gap of gaps) yield `Not seen: ${formatGap(gap)}`;
}

function named(line: Line): string {
  return "name" in line && line.name !== undefined ? `${formatLine(line)} "${line.name}"` : formatLine(line);
}

const mostShown = 5;

function firstOf(words: readonly string[]): string {
  const more = words.length - mostShown;
  return `${words.slice(0, mostShown).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
