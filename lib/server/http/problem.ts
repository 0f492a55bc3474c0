/** Presents every failure of the API as RFC 9457 problem details. Decides the wording and the status, never what went wrong. */
import { type Problem, type ProblemCode, problems } from "../../contracts/problems.ts";
import type { Refusal } from "../use-cases/outcome.ts";

/** @returns the problem of a refusal, as the body that is sent. */
export function problemOf(refusal: Refusal): Problem {
  const { status, title, remedy } = problems[refusal.code];
  return {
    type: `urn:drydock:problem:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
    remedy: refusal.remedy ?? remedy,
    ...(refusal.issues === undefined ? {} : { issues: refusal.issues }),
  };
}

/** @returns the response of a refusal; it is never cached. */
export function problemResponse(refusal: Refusal | ProblemCode, headers: Record<string, string> = {}): Response {
  const problem = problemOf(typeof refusal === "string" ? { code: refusal } : refusal);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, "content-type": "application/problem+json", "cache-control": "private, no-store" },
  });
}
