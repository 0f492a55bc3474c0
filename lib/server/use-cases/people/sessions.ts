/** Sessions: one's own, listed and ended; and those of anybody, ended by an administrator of all clusters. */
import type { OpenSession } from "../../../contracts/people.ts";
import { ok } from "../../../core/result.ts";
import { record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, refuse } from "../outcome.ts";

export const listSessions = defineUseCase<unknown, { items: OpenSession[] }>(
  "account:own",
  async ({ scope, userId, sessionId }, _input, { repositories, now }) => {
    const rows = await repositories.sessions.list(scope, userId, now());
    const items = rows.map(({ id, createdAt, lastUsedAt, expiresAt, address, userAgent }) => ({
      ...{ id, address, userAgent },
      current: id === sessionId,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }));
    return ok({ items });
  },
);

export const endSession = defineUseCase<{ readonly id: string }, undefined>(
  "account:own",
  async (actor, { id }, { repositories }) => {
    if (!(await repositories.sessions.end(actor.scope, actor.userId, id))) return refuse("notFound");
    await record(repositories, actor, { action: "session.end", subject: actor.email, detail: { sessions: 1 } });
    return ok(undefined);
  },
);

export const endOtherSessions = defineUseCase<unknown, { ended: number }>(
  "account:own",
  async (actor, _input, { repositories }) => {
    const ended = await repositories.sessions.endOthers(actor.scope, actor.userId, actor.sessionId ?? "");
    await record(repositories, actor, { action: "session.end", subject: actor.email, detail: { sessions: ended } });
    return ok({ ended });
  },
);

export const endSessionsOf = defineUseCase<{ readonly id: string }, { ended: number }>(
  "user:admin",
  async (actor, { id }, { repositories }) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const user = await repositories.users.get(actor.scope, id);
    if (user === undefined) return refuse("notFound");
    const ended = await repositories.sessions.endAll(actor.scope, id);
    await record(repositories, actor, { action: "session.end", subject: user.email, detail: { sessions: ended } });
    return ok({ ended });
  },
);
