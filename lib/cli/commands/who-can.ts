/** `who-can`: whom RBAC allows something, as real requests are evaluated. */

import { formatGap } from "#core/inventory/gap-words.ts";
import { whoCanAsked } from "#core/rbac/ask/answer.ts";
import { formatSubject } from "#core/rbac/subject.ts";
import type { AllowedSubject, WhoCan } from "#core/rbac/who-can.ts";
import { json } from "#core/text/clean.ts";
import { exitCodes } from "../exit-codes.ts";
import type { QuestionFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { openQuestion, type QuestionOptions } from "../question/open.ts";
import { readTyped } from "../question/typed.ts";
import { table } from "../terminal/table.ts";

export interface WhoCanOptions extends QuestionOptions {
  readonly output: QuestionFormat;
}

export async function whoCan(io: Io, words: readonly string[], options: WhoCanOptions): Promise<number> {
  const typed = readTyped(words, options);
  if (!typed.ok) return refuse(io, typed.error);
  if (typed.value.as !== undefined) return refuse(io, aboutOne);
  const opened = await openQuestion(io, typed.value, options);
  if (!opened.ok) return refuse(io, opened.error);
  const answer = whoCanAsked(opened.value.index, opened.value.question);
  await print(io, options.output === "json" ? [asJson(answer)] : asText(answer));
  if (options.output !== "json") for (const gap of answer.gaps) tell(io, `Not seen: ${formatGap(gap)}`);
  return answer.complete ? exitCodes.yes : exitCodes.unsure;
}

const aboutOne = { code: "usage", message: "The question is about one subject.", remedy: "Ask it with drydock can-i." };

function asJson({ subjects, complete, gaps }: WhoCan): string {
  const listed = subjects.map(({ kind, name, namespace, scope }) => ({
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    scope,
  }));
  return json({ subjects: listed, complete, gaps }, 2);
}

function* asText({ subjects, complete }: WhoCan): Generator<string> {
  const rows = subjects.map((subject) => [formatSubject(subject), formatScope(subject)]);
  yield* table(["SUBJECT", "WHERE"], rows);
  if (!complete) yield "There may be more: not everything was seen.\n";
}

function formatScope({ scope }: AllowedSubject): string {
  return scope === "cluster" ? "everywhere" : scope.join(", ");
}
