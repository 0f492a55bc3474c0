/** The text of an API token, and the actor that it makes. It is looked up by its hash alone, and the person anew each time. */
import { createHash, randomBytes } from "node:crypto";
import { roleSchema, type UserRole, type UserScope, userScopeSchema } from "../../contracts/common.ts";
import type { HeldToken } from "../database/people/api-tokens.ts";
import type { Repositories } from "../database/repositories.ts";
import { intersectionOf, type Scope } from "../database/scope.ts";
import type { Actor } from "./actor.ts";

const mark = "drydock_";
const randomLength = 32;
/** Characters that are kept to tell tokens apart: the mark, and too few others to be of use. */
const shownLength = 12;

export interface TokenText {
  /** What the person is shown, once. */
  readonly secret: string;
  readonly prefix: string;
  readonly hash: string;
}

/** @returns a new token: 256 random bits, of which the hash is kept. */
export function newTokenText(): TokenText {
  const secret = mark + randomBytes(randomLength).toString("base64url");
  return { secret, prefix: secret.slice(0, shownLength), hash: tokenHash(secret) };
}

export function tokenHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/**
 * @returns what an Authorization header carries, where it is meant to be a token of ours. Other schemes and other bearers are
 * somebody else's (a proxy's in front), and count as if they were not there.
 */
export function bearerOf(headers: Headers): string | undefined {
  return /^bearer +(drydock_.*)$/i.exec(headers.get("authorization")?.trim() ?? "")?.[1];
}

type Stored = Pick<Repositories, "tokens" | "scopes">;

/** @returns who the token acts as: its person, with the lower role of both and what both see; undefined where it does not hold. */
export async function tokenActor({ tokens, scopes }: Stored, secret: string, now: Date): Promise<Actor | undefined> {
  const held = await tokens.held(tokenHash(secret));
  if (held === undefined || held.revokedAt !== undefined || held.expiresAt <= now) return undefined;
  const person = personOf(held);
  if (person === undefined) return undefined;
  const own = await scopes.resolve(person.granted);
  const limit: Scope = person.limit === undefined ? { clusters: "all" } : await scopes.resolve(person.limit);
  await tokens.touch(held, now);
  const scope = intersectionOf(own, limit);
  const { id: userId, email, name } = held.user;
  return { userId, email, name, role: person.role, scope, granted: grantOf(scope), token: { id: held.id, prefix: held.prefix } };
}

interface Capped {
  readonly role: UserRole;
  readonly granted: UserScope;
  readonly limit: UserScope | undefined;
}

function personOf({ user, role, scope }: HeldToken): Capped | undefined {
  const roles = [roleSchema.safeParse(user.role), roleSchema.safeParse(role)];
  const granted = userScopeSchema.safeParse(user.scope);
  const limit = userScopeSchema.optional().safeParse(scope);
  const lower = roleSchema.options.find((one) => roles.some(({ data }) => data === one));
  if (lower === undefined || !roles.every(({ success }) => success) || !granted.success || !limit.success) return undefined;
  return { role: lower, granted: granted.data, limit: limit.data };
}

/** A scope as it would be granted, to show. */
function grantOf({ clusters }: Scope): UserScope {
  if (clusters === "all") return { clusters };
  return { clusters: [...clusters].map(([id, spaces]) => (spaces === "all" ? { id } : { id, namespaces: [...spaces] })) };
}
