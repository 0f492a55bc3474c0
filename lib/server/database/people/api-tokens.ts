/** API tokens, known by their hash. They are a person's own: the person's id stands where other repositories take a scope. */
import type { Connection } from "../connection.ts";
import type { ApiToken, Prisma } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { present, word } from "../rows.ts";
import type { StoredScope, UserRole } from "./users.ts";

export interface NewToken {
  readonly name: string;
  readonly prefix: string;
  readonly hash: string;
  readonly role: UserRole;
  readonly scope?: StoredScope | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly role: UserRole;
  readonly scope?: StoredScope;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt?: Date;
}

/** A token with its person as they are now; role and scopes as they are stored, unread. */
export interface HeldToken {
  readonly id: string;
  readonly prefix: string;
  readonly role: string;
  readonly scope?: unknown;
  readonly expiresAt: Date;
  readonly revokedAt?: Date;
  readonly lastUsedAt?: Date;
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: string;
    readonly scope: unknown;
  };
}

/** Milliseconds between two notes of when a token was last used. */
const between = 60_000;

export type TokensRepository = ReturnType<typeof tokensRepository>;

export function tokensRepository({ rows }: Connection) {
  return {
    /** Those that are not revoked, newest first. */
    async list(userId: string): Promise<TokenRow[]> {
      const orderBy = [{ createdAt: "desc" }, { id: "desc" }] as const;
      return (await rows.apiToken.findMany({ where: { userId, revokedAt: null }, orderBy: [...orderBy] })).map(rowOf);
    },

    async create(userId: string, { hash, scope, ...token }: NewToken): Promise<TokenRow> {
      const id = newId("tok");
      const data = { ...token, id, userId, tokenHash: hash, scope: scope as Prisma.InputJsonValue | undefined };
      return rowOf(await rows.apiToken.create({ data }));
    },

    /** @returns the token that was revoked; undefined where the person has no such token, or no more. */
    async revoke(userId: string, id: string, at: Date): Promise<TokenRow | undefined> {
      const { count } = await rows.apiToken.updateMany({ where: { id, userId, revokedAt: null }, data: { revokedAt: at } });
      const stored = count === 1 ? await rows.apiToken.findUnique({ where: { id } }) : null;
      return stored ? rowOf(stored) : undefined;
    },

    /** @returns the token of a hash, whoever holds it. */
    async held(hash: string): Promise<HeldToken | undefined> {
      const stored = await rows.apiToken.findUnique({ where: { tokenHash: hash }, include: { user: true } });
      if (stored === null) return undefined;
      const { id, prefix, role, expiresAt, user } = stored;
      const times = { revokedAt: present(stored.revokedAt), lastUsedAt: present(stored.lastUsedAt) };
      return { id, prefix, role, scope: present(stored.scope), expiresAt, user, ...times };
    },

    /** Notes that a token was used; at most once a minute, so that a busy client costs no write a request. */
    async touch({ id, lastUsedAt }: HeldToken, at: Date): Promise<void> {
      const before = new Date(at.getTime() - between);
      if (lastUsedAt !== undefined && lastUsedAt > before) return;
      const where = { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }] };
      await rows.apiToken.updateMany({ where, data: { lastUsedAt: at } });
    },
  };
}

function rowOf(stored: ApiToken): TokenRow {
  const { id, name, prefix, createdAt, expiresAt } = stored;
  return {
    ...{ id, name, prefix, createdAt, expiresAt },
    role: word(stored.role),
    scope: present(stored.scope as StoredScope | null),
    lastUsedAt: present(stored.lastUsedAt),
  };
}
