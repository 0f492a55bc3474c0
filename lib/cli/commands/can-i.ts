/** `can-i`: whether somebody is allowed something by RBAC, and why, as a real request of theirs would be evaluated. */

import { formatGap } from "#core/inventory/gap-words.ts";
import { type Answer, can } from "#core/rbac/can.ts";
import { chainSentence } from "#core/rbac/chain.ts";
import { clean, json } from "#core/text/clean.ts";
import { exitCodes } from "../exit-codes.ts";
import type { QuestionFormat } from "../formats.ts";
import { type Io, print, refuse } from "../io.ts";
import { canAnywhere } from "../question/can-anywhere.ts";
import { openQuestion, type QuestionOptions } from "../question/open.ts";

export interface CanIOptions extends QuestionOptions {
  readonly as: string;
  readonly asGroup?: readonly string[];
  readonly output: QuestionFormat;
}

const codes = { allowed: exitCodes.yes, notAllowed: exitCodes.no, unknown: exitCodes.unsure } as const;

export async function canI(io: Io, typed: { verb: string; resource: string }, options: CanIOptions): Promise<number> {
  const opened = await openQuestion(io, typed, options);
  if (!opened.ok) return refuse(io, opened.error);
  const { index, attributes, namespace } = opened.value;
  const asked = { user: options.as, ...(options.asGroup && { groups: options.asGroup }), attributes };
  const answer = typeof namespace === "string" ? can(index, { ...asked, namespace }) : canAnywhere(index, asked);
  await print(io, options.output === "json" ? [asJson(answer)] : asText(answer));
  return codes[answer.verdict];
}

/** The reasons of an answer: what allows it, or what may allow it and was not seen. */
function asJson({ verdict, because, gaps }: Answer): string {
  const chains = because.map((chain) => ({ sentence: chainSentence(chain), ...chain }));
  const unseen = verdict === "unknown" ? gaps.map((gap) => ({ sentence: `Not seen: ${formatGap(gap)}`, gap })) : [];
  return json({ verdict, because: [...chains, ...unseen] }, 2);
}

const words = { allowed: "allowed", notAllowed: "not allowed by RBAC", unknown: "unknown: not everything was seen" } as const;

function* asText({ verdict, because, gaps }: Answer): Generator<string> {
  yield `${words[verdict]}\n`;
  for (const chain of because) yield `  ${clean(chainSentence(chain))}\n`;
  if (verdict === "unknown") for (const gap of gaps) yield `  ${clean(formatGap(gap))}\n`;
}
