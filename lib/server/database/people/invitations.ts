/** People who were asked in. A link is known by the hash of its token alone: nothing here can give a token back. */
import type { Connection } from "../connection.ts";
import type { Invitation, Prisma } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { present, word } from "../rows.ts";
import type { Scope } from "../scope.ts";
import type { StoredScope, UserRole } from "./users.ts";

export interface NewInvitation {
  readonly email: string;
  readonly role: UserRole;
  readonly scope: StoredScope;
  readonly tokenHash: string;
  readonly createdById: string;
  /** As they were called when they invited. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface InvitationRow extends Omit<NewInvitation, "tokenHash" | "createdById"> {
  readonly id: string;
  readonly acceptedAt?: Date;
  readonly revokedAt?: Date;
}

const longestList = 500;

export type InvitationsRepository = ReturnType<typeof invitationsRepository>;

export function invitationsRepository({ rows, transaction }: Connection) {
  return {
    /** Newest first; nothing for a reader whose scope is not all clusters. */
    async list(scope: Scope): Promise<InvitationRow[]> {
      if (scope.clusters !== "all") return [];
      const stored = await rows.invitation.findMany({ orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: longestList });
      return stored.map(rowOf);
    },

    /** Invites an address; an earlier link to it that is still open ends, also of two at once. The scope must be all clusters. */
    async create(scope: Scope, { scope: granted, ...invitation }: NewInvitation): Promise<InvitationRow> {
      if (scope.clusters !== "all") throw new Error("Only an administrator of all clusters invites people.");
      return transaction(async (tx) => {
        const { email, createdAt } = invitation;
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`invitation ${email}`}, 0))`;
        await tx.invitation.updateMany({ where: { email, ...open(createdAt) }, data: { revokedAt: createdAt } });
        const data = { ...invitation, id: newId("inv"), scope: granted as Prisma.InputJsonValue };
        return rowOf(await tx.invitation.create({ data }));
      });
    },

    /** Takes an open invitation back. @returns it, or undefined where there is none that is open. */
    async revoke(scope: Scope, id: string, now: Date): Promise<InvitationRow | undefined> {
      if (scope.clusters !== "all") return undefined;
      const { count } = await rows.invitation.updateMany({ where: { id, ...open(now) }, data: { revokedAt: now } });
      return count === 1 ? rowOf(await rows.invitation.findUniqueOrThrow({ where: { id } })) : undefined;
    },

    /** @returns the open invitation that a token is of. The token is the right, so that no scope is asked for. */
    async byToken(tokenHash: string, now: Date): Promise<InvitationRow | undefined> {
      const stored = await rows.invitation.findFirst({ where: { tokenHash, ...open(now) } });
      return stored ? rowOf(stored) : undefined;
    },

    /** Uses an open invitation up, for one caller alone. @returns whether it was open. */
    async use(tokenHash: string, now: Date): Promise<boolean> {
      const { count } = await rows.invitation.updateMany({ where: { tokenHash, ...open(now) }, data: { acceptedAt: now } });
      return count === 1;
    },
  };
}

function open(now: Date) {
  return { acceptedAt: null, revokedAt: null, expiresAt: { gt: now } } satisfies Prisma.InvitationWhereInput;
}

/** Ends the open links of somebody who may not invite any more. */
export async function revokeInvitationsOf(tx: Connection["rows"], userId: string, now: Date): Promise<void> {
  await tx.invitation.updateMany({ where: { createdById: userId, ...open(now) }, data: { revokedAt: now } });
}

function rowOf({ id, email, role, scope, createdBy, createdAt, expiresAt, acceptedAt, revokedAt }: Invitation): InvitationRow {
  return {
    ...{ id, email, createdBy, createdAt, expiresAt },
    role: word(role),
    scope: scope as unknown as StoredScope,
    acceptedAt: present(acceptedAt),
    revokedAt: present(revokedAt),
  };
}
