/** Sessions of people, listed and ended. A session's token never leaves better-auth's table. */
import type { Connection } from "../connection.ts";
import { present } from "../rows.ts";
import type { Scope } from "../scope.ts";

export interface SessionRow {
  readonly id: string;
  readonly createdAt: Date;
  /** The last request, to a few minutes. */
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly address?: string;
  readonly userAgent?: string;
}

/** Milliseconds between two uses that are written down. */
export const useEvery = 5 * 60_000;

export type SessionsRepository = ReturnType<typeof sessionsRepository>;

export function sessionsRepository({ rows }: Connection) {
  return {
    /** A person's own sessions that have not ended, the last used one first. Whose they are decides, not which clusters they see. */
    async list(_scope: Scope, userId: string, now: Date): Promise<SessionRow[]> {
      const stored = await rows.session.findMany({
        where: { userId, expiresAt: { gt: now } },
        select: { id: true, createdAt: true, updatedAt: true, expiresAt: true, ipAddress: true, userAgent: true },
        orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
      });
      return stored.map(({ id, createdAt, expiresAt, updatedAt, ipAddress, userAgent }) => ({
        ...{ id, createdAt, expiresAt, lastUsedAt: updatedAt },
        address: present(ipAddress) || undefined,
        userAgent: present(userAgent) || undefined,
      }));
    },

    /** Ends one session of a person. @returns whether it was theirs. */
    async end(_scope: Scope, userId: string, id: string): Promise<boolean> {
      return (await rows.session.deleteMany({ where: { id, userId } })).count === 1;
    },

    /** Ends all sessions of a person but one. @returns how many. */
    async endOthers(_scope: Scope, userId: string, kept: string): Promise<number> {
      return (await rows.session.deleteMany({ where: { userId, NOT: { id: kept } } })).count;
    },

    /** Ends all sessions of anybody; for an administrator of all clusters. @returns how many. */
    async endAll(scope: Scope, userId: string): Promise<number> {
      return scope.clusters === "all" ? (await rows.session.deleteMany({ where: { userId } })).count : 0;
    },

    /** Writes down that a person was here now. */
    async used(_scope: Scope, { userId, sessionId, now }: { userId: string; sessionId?: string; now: Date }): Promise<void> {
      await rows.user.updateMany({ where: { id: userId }, data: { lastSeenAt: now } });
      if (sessionId !== undefined) await rows.session.updateMany({ where: { id: sessionId }, data: { updatedAt: now } });
    },
  };
}
