/** Between the contract's handlers and the problems that people read: throws refusals, and turns what was thrown into a body. */
import { ValidationError } from "@orpc/contract";
import { ORPCError } from "@orpc/server";
import { type Problem, problems } from "../../contracts/problems.ts";
import type { Outcome, Refusal } from "../use-cases/outcome.ts";
import { problemOf } from "./problem.ts";
import { reportUnexpected } from "./unexpected.ts";

/** @returns what the handler machinery turns into a problem response. */
export function refusalError(refusal: Refusal): ORPCError<string, Problem> {
  const problem = problemOf(refusal);
  return new ORPCError(refusal.code, { status: problem.status, message: problem.title, data: problem });
}

/** @returns the value of an outcome; a refusal is thrown, for the machinery to present. */
export function present<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw refusalError(outcome.error);
}

function issuePath(path: ValidationError["issues"][number]["path"]): string {
  const keys = (path ?? []).map((part) => (typeof part === "object" ? part.key : part));
  return keys
    .reduce<string>((text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${String(key)}`), "")
    .slice(1);
}

/** @returns the problem behind any error of the machinery. What was not expected is logged under an id and told to nobody. */
export function problemOfError(error: ORPCError<string, unknown>): Problem {
  if (error.code in problems) return error.data as Problem;
  const cause = error.cause;
  if (error.status === 400 && cause instanceof ValidationError) {
    const issues = cause.issues.map((issue) => ({ path: issuePath(issue.path), message: issue.message }));
    return problemOf({ code: "badRequest", issues });
  }
  if (error.status === 413) return problemOf({ code: "tooLarge" });
  if (error.status < 500) return problemOf({ code: "badRequest", detail: "The body is not valid JSON." });
  return problemOf(reportUnexpected(cause ?? error));
}
