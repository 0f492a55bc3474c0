/** People, for the administrators of all clusters. The tables are better-auth's; signing in is its work alone. */
import { randomUUID } from "node:crypto";
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import type { Connection } from "../connection.ts";
import type { Prisma } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { present, word } from "../rows.ts";
import type { Scope } from "../scope.ts";
import { revokeInvitationsOf } from "./invitations.ts";
import { endResetsOf, replacePassword } from "./passwords.ts";

export type UserRole = "viewer" | "operator" | "admin";
export type StoredScope =
  | { readonly clusters: "all" }
  | { readonly clusters: readonly { readonly id: string; readonly namespaces?: readonly string[] }[] }
  | { readonly labels: Readonly<Record<string, string>>; readonly namespaces?: readonly string[] };

export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: UserRole;
  readonly scope: StoredScope;
  readonly createdAt: Date;
  /** Their last request, to a few minutes. */
  readonly lastSeenAt?: Date;
  /** How many sessions of theirs are open. */
  readonly sessions: number;
}

export interface UserChange {
  readonly name?: string;
  readonly role?: UserRole;
  readonly scope?: StoredScope;
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: UserRole;
  readonly scope: StoredScope;
  /** As better-auth hashes passwords. */
  readonly passwordHash: string;
}

type UserExists = Failure<"userExists">;
const userExists: UserExists = {
  code: "userExists",
  message: "A user with this e-mail address exists already.",
  remedy: "Change the existing user instead.",
};

type LastAdministrator = Failure<"lastAdministrator">;
const lastAdministrator: LastAdministrator = {
  code: "lastAdministrator",
  message: "This is the last administrator of all clusters.",
  remedy: "Make another user an administrator of all clusters first.",
};

const fields = () => ({ _count: { select: { sessions: { where: { expiresAt: { gt: new Date() } } } } } }) as const;
type StoredUser = Prisma.UserGetPayload<{ include: ReturnType<typeof fields> }>;
class WouldBeLast extends Error {}

export type UsersRepository = ReturnType<typeof usersRepository>;

export function usersRepository({ rows, transaction }: Connection) {
  async function get(scope: Scope, id: string): Promise<UserRow | undefined> {
    if (scope.clusters !== "all") return undefined;
    const stored = await rows.user.findUnique({ where: { id }, include: fields() });
    return stored ? userRow(stored) : undefined;
  }

  /** Runs a change and undoes it where no administrator of all clusters would be left. */
  async function keepingAnAdministrator<T>(
    change: (tx: Connection["rows"]) => Promise<T>,
  ): Promise<Result<T, LastAdministrator>> {
    try {
      const value = await transaction(async (tx) => {
        await tx.$queryRaw`SELECT id FROM users WHERE role = 'admin' ORDER BY id FOR UPDATE`;
        const before = await tx.user.count({ where: administrator });
        const result = await change(tx);
        if (before > 0 && (await tx.user.count({ where: administrator })) === 0) throw new WouldBeLast();
        return result;
      });
      return ok(value);
    } catch (error) {
      if (error instanceof WouldBeLast) return err(lastAdministrator);
      throw error;
    }
  }

  return {
    get,

    /** By e-mail address; nobody for a reader whose scope is not all clusters. */
    async list(scope: Scope): Promise<UserRow[]> {
      if (scope.clusters !== "all") return [];
      const stored = await rows.user.findMany({ include: fields(), orderBy: { email: "asc" } });
      return stored.map(userRow);
    },

    /** Adds a person who signs in with a password. The scope must be all clusters. */
    async create(scope: Scope, { passwordHash, scope: granted, ...user }: NewUser): Promise<Result<UserRow, UserExists>> {
      if (scope.clusters !== "all") throw new Error("Only an administrator of all clusters adds people.");
      const id = newId("usr");
      const made = await transaction(async (tx) => {
        const data = { ...user, id, emailVerified: true, scope: granted as Prisma.InputJsonValue };
        const { count } = await tx.user.createMany({ data: [data], skipDuplicates: true });
        if (count === 1)
          await tx.account.create({
            data: { id: randomUUID(), accountId: id, providerId: "credential", userId: id, password: passwordHash },
          });
        return count === 1;
      });
      const row = made ? await get(scope, id) : undefined;
      return row ? ok(row) : err(userExists);
    },

    /** Replaces a person's password and ends their sessions. @returns whether there is such a person. */
    async setPassword(scope: Scope, id: string, passwordHash: string): Promise<boolean> {
      if (!(await get(scope, id))) return false;
      await transaction((tx) => replacePassword(tx, id, passwordHash));
      return true;
    },

    /**
     * Changes a person; a new role or scope ends their sessions, and the invitations that they may have made as they were.
     * @returns undefined where there is no such person.
     */
    async change(scope: Scope, id: string, change: UserChange): Promise<Result<UserRow | undefined, LastAdministrator>> {
      if (!(await get(scope, id))) return ok(undefined);
      const changed = await keepingAnAdministrator(async (tx) => {
        await tx.user.update({ where: { id }, data: { ...change, scope: change.scope as Prisma.InputJsonValue | undefined } });
        if (change.role === undefined && change.scope === undefined) return;
        await tx.session.deleteMany({ where: { userId: id } });
        if ((await tx.user.count({ where: { AND: [{ id }, administrator] } })) === 0)
          await revokeInvitationsOf(tx, id, new Date());
      });
      return changed.ok ? ok(await get(scope, id)) : changed;
    },

    /**
     * Removes a person with their sessions, tokens and views, and ends invitations that they made. What they took or wrote keeps
     * their name. @returns whether there was one.
     */
    async remove(scope: Scope, id: string): Promise<Result<boolean, LastAdministrator>> {
      if (scope.clusters !== "all") return ok(false);
      return keepingAnAdministrator(async (tx) => {
        await revokeInvitationsOf(tx, id, new Date());
        await endResetsOf(tx, id);
        return (await tx.user.deleteMany({ where: { id } })).count === 1;
      });
    },

    /** @returns how many administrators of all clusters there are. */
    async administrators(scope: Scope): Promise<number> {
      return scope.clusters === "all" ? rows.user.count({ where: administrator }) : 0;
    },
  };
}

/** An administrator who can administer users: their scope is all clusters. */
export const administrator: Prisma.UserWhereInput = { role: "admin", scope: { path: ["clusters"], equals: "all" } };

function userRow(stored: StoredUser): UserRow {
  const { id, email, name, createdAt } = stored;
  return {
    id,
    email,
    name,
    createdAt,
    role: word(stored.role),
    scope: stored.scope as unknown as StoredScope,
    lastSeenAt: present(stored.lastSeenAt),
    sessions: stored._count.sessions,
  };
}
