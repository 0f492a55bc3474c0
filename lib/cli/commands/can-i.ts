/** `can-i`: whether somebody is allowed something by RBAC, and why, as a real request of theirs would be evaluated. */

import { formatGap } from "#core/inventory/gap-words.ts";
import { type AskedAnswer, canAsked, requesterOf } from "#core/rbac/ask/answer.ts";
import { chainSentence } from "#core/rbac/chain.ts";
import { type Missing, missingFor } from "#core/rbac/missing/missing.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { clean, cleanLines, json } from "#core/text/clean.ts";
import { exitCodes } from "../exit-codes.ts";
import type { QuestionFormat } from "../formats.ts";
import { type Io, print, refuse } from "../io.ts";
import { openQuestion, type QuestionOptions } from "../question/open.ts";
import { readTyped, type TypedQuestion } from "../question/typed.ts";

export interface CanIOptions extends QuestionOptions {
  readonly as?: string;
  readonly asGroup?: readonly string[];
  readonly questions?: string;
  readonly list?: boolean;
  readonly output: QuestionFormat;
}

const codes = { allowed: exitCodes.yes, notAllowed: exitCodes.no, unknown: exitCodes.unsure } as const;

export async function canI(io: Io, words: readonly string[], options: CanIOptions): Promise<number> {
  if (options.questions !== undefined) return manyQuestions(io, words, { ...options, questions: options.questions });
  if (options.list) return everyRight(io, words, options);
  const typed = readTyped(words, options);
  if (!typed.ok) return refuse(io, typed.error);
  const asker = askerOf(typed.value, options);
  if (!asker.ok) return refuse(io, asker.error);
  const opened = await openQuestion(io, typed.value, options);
  if (!opened.ok) return refuse(io, opened.error);
  const { index, question, namespace } = opened.value;
  const answer = canAsked(index, asker.value, question);
  const missing =
    answer.verdict === "notAllowed" ? missingFor(index, asker.value, { question, otherwise: namespace }) : undefined;
  const grant = missing && (await yamlOf(missing));
  await print(io, options.output === "json" ? [asJson(answer, missing, grant)] : asText(answer, missing, grant));
  return codes[answer.verdict];
}

async function manyQuestions(
  io: Io,
  words: readonly string[],
  options: CanIOptions & { readonly questions: string },
): Promise<number> {
  if (words.length > 0) return refuse(io, usage("error: a question and --questions exclude each other"));
  const { reviewQuestions } = await import("./review-questions.ts");
  return reviewQuestions(io, options);
}

async function everyRight(io: Io, words: readonly string[], options: CanIOptions): Promise<number> {
  if (words.length > 0) return refuse(io, usage("error: a question and --list exclude each other"));
  const { as } = options;
  if (as === undefined) return refuse(io, usage("error: required option '--as <user>' not specified"));
  const { listRights } = await import("./list-rights.ts");
  return listRights(io, { ...options, as });
}

async function yamlOf({ grant }: Missing): Promise<string> {
  const { renderManifests } = await import("#server/cluster/role.ts");
  return renderManifests(grant);
}

function usage(message: string, remedy = ""): Failure {
  return { code: "usage", message, remedy };
}

function askerOf({ as }: TypedQuestion, options: CanIOptions): Result<{ user: string; groups?: readonly string[] }, Failure> {
  if (as !== undefined && (options.as ?? options.asGroup) !== undefined)
    return err(usage("The question says whom it is about, and so does an option.", "Say it once."));
  if (as !== undefined) return ok(requesterOf(as));
  if (options.as === undefined) return err(usage("error: required option '--as <user>' not specified"));
  return ok({ user: options.as, ...(options.asGroup && { groups: options.asGroup }) });
}

/** The reasons of an answer: what allows it, or what may allow it and was not seen; for a no, what is missing. */
function asJson({ verdict, because, gaps }: AskedAnswer, missing: Missing | undefined, grant: string | undefined): string {
  const chains = because.map((chain) => ({ sentence: chainSentence(chain), ...chain }));
  const unseen = verdict === "unknown" ? gaps.map((gap) => ({ sentence: `Not seen: ${formatGap(gap)}`, gap })) : [];
  return json({ verdict, because: [...chains, ...unseen], ...(missing && { missing: { nearest: missing.nearest, grant } }) }, 2);
}

const words = { allowed: "allowed", notAllowed: "not allowed by RBAC", unknown: "unknown: not everything was seen" } as const;

function* asText(answer: AskedAnswer, missing: Missing | undefined, grant = ""): Generator<string> {
  const { verdict, because, gaps, verbs } = answer;
  yield `${words[verdict]}\n`;
  if (verbs.length > 1) for (const each of verbs) yield `  ${clean(each.verb)}: ${words[each.verdict]}\n`;
  for (const chain of because) yield `  ${clean(chainSentence(chain))}\n`;
  if (verdict === "unknown") for (const gap of gaps) yield `  ${clean(formatGap(gap))}\n`;
  if (missing === undefined) return;
  if (missing.nearest.length > 0) yield "The nearest rules:\n";
  for (const { sentence } of missing.nearest) yield `  ${clean(sentence)}\n`;
  yield `The smallest role that would allow it:\n${cleanLines(grant)}`;
}
