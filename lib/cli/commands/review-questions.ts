/** `can-i --questions`: many review questions at once, each answered as SubjectAccessReview answers it. */
import { type Answer, type ReviewQuestion, reviewVerdict } from "#core/rbac/can.ts";
import { exitCodes } from "../exit-codes.ts";
import type { QuestionFormat } from "../formats.ts";
import { type Io, print, refuse } from "../io.ts";
import { openIndex } from "../question/open.ts";
import { readReviewLines } from "../question/review-lines.ts";
import type { SourceOptions } from "../source/open-inventory.ts";

export interface ReviewQuestionsOptions extends SourceOptions {
  readonly questions: string;
  readonly output: QuestionFormat;
}

const verdicts = ["allowed", "notAllowed", "unknown"] as const satisfies readonly Answer["verdict"][];

/** Prints nothing before every line was read: a line that is no question leaves no half of an answer. */
export async function reviewQuestions(io: Io, options: ReviewQuestionsOptions): Promise<number> {
  const opened = await openIndex(io, options);
  if (!opened.ok) return refuse(io, opened.error);
  const { index } = opened.value;
  const answers = new VerdictList();
  const read = await readReviewLines(io, options.questions, (question: ReviewQuestion) =>
    answers.add(verdicts.indexOf(reviewVerdict(index, question))),
  );
  if (!read.ok) return refuse(io, read.error);
  await print(io, options.output === "json" ? asJson(answers) : asText(answers));
  return answers.includes(verdicts.indexOf("unknown")) ? exitCodes.unsure : exitCodes.yes;
}

/** One byte an answer, so that millions of them fit. */
class VerdictList {
  #codes = new Uint8Array(4096);
  #length = 0;

  add(code: number): void {
    if (this.#length === this.#codes.length) {
      const grown = new Uint8Array(this.#codes.length * 2);
      grown.set(this.#codes);
      this.#codes = grown;
    }
    this.#codes[this.#length] = code;
    this.#length += 1;
  }

  includes(code: number): boolean {
    return this.#codes.subarray(0, this.#length).includes(code);
  }

  *[Symbol.iterator](): Generator<Answer["verdict"]> {
    for (const code of this.#codes.subarray(0, this.#length)) yield verdicts[code] as Answer["verdict"];
  }
}

const atOnce = 1_000;

function* asJson(answers: VerdictList): Generator<string> {
  let piece = "[";
  let count = 0;
  for (const verdict of answers) {
    piece += `${count === 0 ? "" : ","}\n  {"verdict":"${verdict}"}`;
    count += 1;
    if (count % atOnce === 0) {
      yield piece;
      piece = "";
    }
  }
  yield `${piece}${count === 0 ? "" : "\n"}]\n`;
}

function* asText(answers: VerdictList): Generator<string> {
  for (const verdict of answers) yield `${verdict}\n`;
}
