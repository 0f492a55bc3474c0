/** A person's API tokens: made, listed and revoked by that person, in person. */
import { roleSchema } from "../../../contracts/common.ts";
import { type ApiToken, type MadeApiToken, mostTokens, type NewApiToken } from "../../../contracts/tokens.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { newTokenText } from "../../auth/api-token.ts";
import type { TokenRow } from "../../database/people/api-tokens.ts";
import { namespacesOf } from "../../database/scope.ts";
import { auditScope, record } from "../audit/audit.ts";
import { defineUseCase, type Refusal, refuse } from "../outcome.ts";

const day = 24 * 60 * 60 * 1000;

export const listTokens = defineUseCase<unknown, { items: ApiToken[] }>(
  "account:own",
  async ({ userId }, _input, { repositories, now }) => {
    const at = now();
    return ok({ items: (await repositories.tokens.list(userId)).map((row) => tokenView(row, at)) });
  },
);

function tokenView({ createdAt, expiresAt, lastUsedAt, scope, ...token }: TokenRow, now: Date): ApiToken {
  return {
    ...token,
    ...(scope && { scope: structuredClone(scope) as NonNullable<ApiToken["scope"]> }),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
    state: expiresAt <= now ? "expired" : "active",
  };
}

export const createToken = defineUseCase<NewApiToken, MadeApiToken>(
  "account:own",
  async (actor, { days, ...asked }, { repositories, now }) => {
    const more = askedForMore(actor, asked);
    if (more.length > 0) return refuse("badRequest", { issues: more });
    const at = now();
    const { secret, prefix, hash } = newTokenText();
    const expiresAt = new Date(at.getTime() + days * day);
    const made = await repositories.transaction(async (tx) => {
      const active = (await tx.tokens.list(actor.userId)).filter((token) => token.expiresAt > at);
      if (active.length >= mostTokens) return undefined;
      const token = await tx.tokens.create(actor.userId, { ...asked, prefix, hash, createdAt: at, expiresAt });
      const scope = asked.scope === undefined ? "as the person" : auditScope(asked.scope);
      const detail = { prefix, role: asked.role, scope, expiresAt: expiresAt.toISOString() };
      await record(tx, actor, { action: "token.create", subject: token.name, detail });
      return token;
    });
    return made === undefined ? refuse("tooManyTokens") : ok({ token: tokenView(made, at), secret });
  },
);

/** What is asked for beyond what the person has. It would not be granted either way: it is said, so that nobody counts on it. */
function askedForMore({ role, scope }: Actor, asked: Pick<NewApiToken, "role" | "scope">): NonNullable<Refusal["issues"]> {
  const ranks = roleSchema.options;
  const above = ranks.indexOf(asked.role) > ranks.indexOf(role);
  const clusters = asked.scope !== undefined && "clusters" in asked.scope ? asked.scope.clusters : [];
  const beyond =
    clusters === "all" ? [] : clusters.map(({ id }, index) => ({ seen: namespacesOf(scope, id) !== undefined, index }));
  return [
    ...(above ? [{ path: "role", message: `Your own role is ${role}; a token cannot have a higher one.` }] : []),
    ...beyond
      .filter(({ seen }) => !seen)
      .map(({ index }) => ({ path: `scope.clusters[${index}].id`, message: "There is no such cluster." })),
  ];
}

export const revokeToken = defineUseCase<{ readonly id: string }, undefined>(
  "account:own",
  async (actor, { id }, { repositories, now }) => {
    const revoked = await repositories.tokens.revoke(actor.userId, id, now());
    if (revoked === undefined) return refuse("notFound");
    await record(repositories, actor, { action: "token.revoke", subject: revoked.name, detail: { prefix: revoked.prefix } });
    return ok(undefined);
  },
);
