/** People: who may sign in, with which role, and what they may see. Only administrators of all clusters manage them. */
import { isDeepStrictEqual } from "node:util";
import { hashPassword } from "better-auth/crypto";
import type { z } from "zod";
import { roleHolds } from "../../../contracts/needs.ts";
import type { newUserSchema, User, userChangeSchema } from "../../../contracts/people.ts";
import { ok } from "../../../core/result.ts";
import { passwordProblem } from "../../auth/password-rules.ts";
import type { UserRow } from "../../database/people/users.ts";
import { auditScope, record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { passwordRefusal } from "./link-doors.ts";

type NewUser = z.infer<typeof newUserSchema>;
type UserChange = z.infer<typeof userChangeSchema> & { readonly id: string };

export const listUsers = defineUseCase<unknown, { items: User[] }>("user:admin", async ({ scope }, _input, { repositories }) => {
  if (scope.clusters !== "all") return refuse("forbidden", onlyAll);
  return ok({ items: (await repositories.users.list(scope)).map(userView) });
});

function userView({ id, email, name, role, scope, createdAt, lastSeenAt, sessions }: UserRow): User {
  const times = { createdAt: createdAt.toISOString(), lastSeenAt: lastSeenAt?.toISOString() };
  return { id, email, name, role, scope: structuredClone(scope) as User["scope"], sessions, ...times };
}

/** What somebody may do and see, as an entry of the audit log may carry it. */
function granted({ role, scope }: Pick<UserRow, "role" | "scope">) {
  return { role, scope: auditScope(scope) };
}

export const addUser = defineUseCase<NewUser, User>(
  "user:admin",
  async (actor, { password, email, ...user }, { repositories }) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const problem = passwordProblem(password, email);
    if (problem !== undefined) return passwordRefusal(problem);
    const passwordHash = await hashPassword(password);
    const created = await repositories.users.create(actor.scope, { ...user, email: email.toLowerCase(), passwordHash });
    if (!created.ok) return refuse(created.error.code);
    await record(repositories, actor, { action: "user.add", subject: created.value.email, detail: granted(user) });
    return ok(userView(created.value));
  },
);

export const changeUser = defineUseCase<UserChange, User>(
  "user:admin",
  async (actor, { id, password, ...change }, { repositories, now }) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const before = await repositories.users.get(actor.scope, id);
    const problem = password === undefined || before === undefined ? undefined : passwordProblem(password, before.email);
    if (problem !== undefined) return passwordRefusal(problem);
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    const changed = await repositories.transaction(async (tx) => {
      const result = await tx.users.change(actor.scope, id, change);
      if (result.ok && result.value !== undefined && passwordHash !== undefined)
        await tx.users.setPassword(actor.scope, id, passwordHash);
      if (result.ok && before !== undefined && maySeeOrDoLess(before, change))
        await tx.shareLinks.revokeLinksOf(actor.scope, id, { name: actor.name, at: now() });
      return result;
    });
    if (!changed.ok) return refuse(changed.error.code);
    if (before === undefined || changed.value === undefined) return refuse("notFound");
    await record(repositories, actor, {
      action: "user.change",
      subject: changed.value.email,
      ...(password !== undefined && { detail: { password: "a new one" } }),
      before: { name: before.name, ...granted(before) },
      after: { name: changed.value.name, ...granted(changed.value) },
    });
    return ok(userView(changed.value));
  },
);

/** Whether a change takes something away; of a scope only "all clusters" is known to hold every other. */
function maySeeOrDoLess(before: UserRow, { role, scope }: Omit<UserChange, "id" | "password">): boolean {
  if (role !== undefined && roleHolds(before.role, "report:share") && !roleHolds(role, "report:share")) return true;
  return scope !== undefined && !("clusters" in scope && scope.clusters === "all") && !isDeepStrictEqual(scope, before.scope);
}

export const removeUser = defineUseCase<{ readonly id: string }, undefined>(
  "user:admin",
  async (actor, { id }, { repositories, now }) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const user = await repositories.users.get(actor.scope, id);
    if (user === undefined) return refuse("notFound");
    return repositories.transaction(async (tx) => {
      const removed = await tx.users.remove(actor.scope, id);
      if (!removed.ok) return refuse(removed.error.code);
      if (!removed.value) return refuse("notFound");
      const links = await tx.shareLinks.revokeLinksOf(actor.scope, id, { name: actor.name, at: now() });
      await record(tx, actor, { action: "user.remove", subject: user.email, detail: { ...granted(user), links } });
      return ok(undefined);
    });
  },
);
