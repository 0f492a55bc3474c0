/** What stands around the change of one's own password: limits for each account, the rules, and the entry in the audit log. */
import type { Auth } from "../../auth/auth.ts";
import { passwordProblem } from "../../auth/password-rules.ts";
import type { Consume } from "../../database/rate-limit.ts";
import type { Repositories } from "../../database/repositories.ts";
import type { Scope } from "../../database/scope.ts";
import { recordOf } from "../../use-cases/audit/audit.ts";
import { passwordRefusal } from "../../use-cases/people/link-doors.ts";
import { problemResponse } from "../problem.ts";

interface Entry {
  readonly auth: Auth;
  readonly consume: Consume;
  readonly repositories: Pick<Repositories, "audit">;
}

/** A session that was left open must not be a way to guess the password behind it. */
const perAccount = { window: 15 * 60, max: 10 };
/** One's own account is outside every cluster. */
const ownAccount: Scope = { clusters: new Map() };

/** @returns the answer of `change`, which the present password still has to pass; or why it is not asked at all. */
export async function withOwnPassword(
  { headers }: Request,
  newPassword: unknown,
  { auth, consume, repositories }: Entry,
  change: () => Promise<Response>,
): Promise<Response> {
  const found = await auth.api.getSession({ headers });
  if (found === null) return problemResponse("unauthenticated");
  const { id: actorId, email, name: actorName } = found.user;
  const wait = await consume(`password:${actorId}`, perAccount);
  if (wait !== undefined) return problemResponse("tooManyRequests", { "retry-after": String(wait) });
  const problem = passwordProblem(String(newPassword), email);
  if (problem !== undefined) return problemResponse(passwordRefusal(problem, "newPassword").error);
  const response = await change();
  if (response.ok) await recordOf(repositories, ownAccount, { action: "password.change", subject: email, actorId, actorName });
  return response;
}
