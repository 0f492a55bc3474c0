import { roleSchema, userScopeSchema } from "../../contracts/common.ts";
import { useEvery } from "../database/people/sessions.ts";
import type { Repositories } from "../database/repositories.ts";
import type { Actor } from "./actor.ts";
import type { Auth } from "./auth.ts";

/**
 * Reads the session of a request, its user and what they see now from the database.
 * @returns the actor; undefined without a session that holds, or when what is stored of the user cannot be understood.
 */
export async function actorOf(
  auth: Auth,
  { scopes, sessions }: Pick<Repositories, "scopes" | "sessions">,
  headers: Headers,
): Promise<Actor | undefined> {
  const found = await auth.api.getSession({ headers });
  if (found === null) return undefined;
  const role = roleSchema.safeParse(found.user.role);
  const granted = userScopeSchema.safeParse(found.user.scope);
  if (!role.success || !granted.success) return undefined;
  const { id: userId, email, name } = found.user;
  const scope = await scopes.resolve(granted.data);
  const { id: sessionId, createdAt, updatedAt } = found.session;
  const now = new Date();
  const unused = updatedAt.getTime() <= createdAt.getTime();
  if (unused || now.getTime() - updatedAt.getTime() > useEvery) await sessions.used(scope, { userId, sessionId, now });
  return { userId, sessionId, email, name, role: role.data, scope, granted: granted.data };
}
