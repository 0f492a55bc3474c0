/** Links with which somebody chooses a new password. They stand in better-auth's table of verifications, by their hashes. */
import { randomUUID } from "node:crypto";
import type { Connection } from "../connection.ts";
import type { Scope } from "../scope.ts";
import { endResetsOf, resetPrefix as prefix, replacePassword } from "./passwords.ts";

export interface NewPasswordReset {
  readonly userId: string;
  readonly tokenHash: string;
  readonly expiresAt: Date;
}

/** Whose password a link resets. */
export interface ResetPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

export type PasswordResetsRepository = ReturnType<typeof passwordResetsRepository>;

export function passwordResetsRepository({ rows, transaction }: Connection) {
  async function byToken(tokenHash: string, now: Date, from = rows): Promise<ResetPerson | undefined> {
    const found = await from.verification.findFirst({
      where: { identifier: prefix + tokenHash, expiresAt: { gt: now } },
      select: { value: true },
    });
    if (found === null) return undefined;
    const person = await from.user.findUnique({ where: { id: found.value }, select: { id: true, email: true, name: true } });
    return person ?? undefined;
  }

  return {
    /** Opens a link for a person; an earlier one of theirs ends, also of two at once. @returns whether there is such a person. */
    async open(scope: Scope, { userId, tokenHash, expiresAt }: NewPasswordReset): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return transaction(async (tx) => {
        const [person] = await tx.$queryRaw<unknown[]>`SELECT id FROM users WHERE id = ${userId} FOR UPDATE`;
        if (person === undefined) return false;
        await endResetsOf(tx, userId);
        await tx.verification.create({ data: { id: randomUUID(), identifier: prefix + tokenHash, value: userId, expiresAt } });
        return true;
      });
    },

    /** @returns whose password an open link resets. The token is the right, so that no scope is asked for. */
    byToken: (tokenHash: string, now: Date) => byToken(tokenHash, now),

    /** Uses a link up for one caller alone, takes the new password and ends the sessions. @returns whose it was. */
    async use(
      tokenHash: string,
      passwordHash: string,
      now: Date,
    ): Promise<(ResetPerson & { sessionsEnded: number }) | undefined> {
      return transaction(async (tx) => {
        const person = await byToken(tokenHash, now, tx);
        if (person === undefined) return undefined;
        const used = await tx.verification.deleteMany({ where: { identifier: prefix + tokenHash } });
        return used.count === 1 ? { ...person, sessionsEnded: await replacePassword(tx, person.id, passwordHash) } : undefined;
      });
    },
  };
}
