import type { Problem } from "#contracts/problems.ts";

/** A failure as it is shown: the API's problem, or what the browser itself noticed. */
interface ShownProblem {
  code: string;
  title: string;
  remedy: string;
  detail?: string | undefined;
  status?: number | undefined;
  issues?: readonly { path: string; message: string; remedy?: string | undefined }[] | undefined;
}

/** What every call of the API throws. */
export class ApiError extends Error {
  readonly problem: ShownProblem;
  constructor(problem: ShownProblem) {
    super(problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }
}

const unreachable: ShownProblem = {
  code: "unreachable",
  title: "Drydock does not answer.",
  remedy: "Check the connection to this installation and try again.",
};

/** @returns the problem of a response that is not a success; never throws for a body that is not a problem. */
export async function problemOfResponse(response: Response): Promise<ShownProblem> {
  const fallback: ShownProblem = {
    code: `http${response.status}`,
    title: "Drydock answered in a way that this page does not understand.",
    remedy: "Reload the page; if it stays so, report the code with the time.",
    status: response.status,
  };
  if (!(response.headers.get("content-type") ?? "").includes("json")) return fallback;
  const body: unknown = await response.json().catch(() => undefined);
  return isProblem(body) ? body : fallback;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "title" in value && "remedy" in value;
}

/** @returns any thrown value as something that can be shown. */
export function problemOf(error: unknown): ShownProblem {
  if (error instanceof ApiError) return error.problem;
  if (error instanceof TypeError || (error instanceof Error && error.name === "AbortError")) return unreachable;
  return {
    code: "page",
    title: "This page failed to show its answer.",
    remedy: "Reload the page; if it stays so, report what you did.",
    detail: error instanceof Error ? error.message : undefined,
  };
}

/** @returns the message for one field of a form, where the API named it. */
export function issueFor(error: unknown, path: string): string | undefined {
  return error instanceof ApiError ? error.problem.issues?.find((issue) => issue.path === path)?.message : undefined;
}
