/** The file of `can-i --questions`: lines of JSON, each a SubjectAccessReview. Lines are read as they come; none is kept. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { type ReviewLine, reviewLineSchema } from "#contracts/access/review-line.ts";
import type { ReviewQuestion } from "#core/rbac/can.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import type { Io } from "../io.ts";

export type LineFailure = Failure<"questionsUnreadable" | "questionInvalid">;

/**
 * Reads the questions one by one; `-` means what is piped in. Lines that are empty are passed over.
 * @param ask is called for each question, in order
 * @returns how many there were, or the first line that is no question
 */
export async function readReviewLines(
  io: Pick<Io, "stdin">,
  path: string,
  ask: (question: ReviewQuestion) => void,
): Promise<Result<number, LineFailure>> {
  const input = path === "-" ? io.stdin : createReadStream(path, { highWaterMark: 1 << 20 });
  let line = 0;
  let count = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() === "") continue;
      const question = parseReviewLine(line === 1 ? text.replace(/^\uFEFF/, "") : text);
      if (!question.ok) return err({ ...question.error, message: `Line ${line}: ${question.error.message}` });
      ask(question.value);
      count += 1;
    }
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).syscall !== "string") throw error;
    return err(unreadable(path, (error as NodeJS.ErrnoException).code));
  } finally {
    input.destroy();
  }
  return ok(count);
}

/** @returns the question of a line, or what is wrong with it. */
export function parseReviewLine(text: string): Result<ReviewQuestion, LineFailure> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(invalid("this is not JSON."));
  }
  const read = reviewLineSchema.safeParse(value);
  if (read.success) return ok(questionOf(read.data));
  const [issue] = read.error.issues;
  const place = issue?.path.join(".") ?? "";
  return err(invalid(`${place === "" ? "" : `${place}: `}${issue?.message ?? "this is no question"}`));
}

function questionOf({ user, groups, path, namespace, verb, ...target }: ReviewLine): ReviewQuestion {
  const asker = { name: user, groups };
  if (path !== "") return { user: asker, attributes: { verb, path } };
  return { user: asker, namespace, attributes: { verb, ...target } };
}

function invalid(message: string): LineFailure {
  return {
    code: "questionInvalid",
    message,
    remedy:
      "A line is one object: user, groups, verb, group, resource, subresource, name, namespace, path. Nothing was answered.",
  };
}

function unreadable(path: string, code: string | undefined): LineFailure {
  return {
    code: "questionsUnreadable",
    message: code === "ENOENT" ? `There is nothing at ${path}.` : `${path} cannot be read (${code}).`,
    remedy: "Name a file of questions, one JSON object a line, or - for what is piped in.",
  };
}
