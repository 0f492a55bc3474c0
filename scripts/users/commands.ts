/** What the person at the machine may do about people: see who there is, and let one of them choose a new password. */
import { clean } from "#core/text/clean.ts";
import { accountKey } from "#server/auth/account-key.ts";
import { newLinkToken } from "#server/auth/link-token.ts";
import type { UserRow } from "#server/database/people/users.ts";
import { repositoriesOf } from "#server/database/repositories.ts";
import { systemScope } from "#server/database/scope.ts";
import { auditScope, recordOf } from "#server/use-cases/audit/audit.ts";
import { resetValidForMs } from "#server/use-cases/people/password-resets.ts";
import type { Machine } from "./database.ts";

/** @returns a line for each person: address, role, scope, last seen. */
export async function listPeople({ database }: Machine): Promise<string[]> {
  const people = await repositoriesOf(database).users.list(systemScope);
  const { rows: clusters } = await database.pool.query<{ id: string; name: string }>("SELECT id, name FROM clusters");
  const names = new Map(clusters.map(({ id, name }) => [id, name]));
  const rows = people.map((user) => [
    user.email,
    user.name,
    user.role,
    scopeText(user, names),
    user.lastSeenAt?.toISOString() ?? "never",
  ]);
  const all = [["E-MAIL", "NAME", "ROLE", "SCOPE", "LAST SEEN"], ...rows.map((row) => row.map(clean))];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function scopeText({ scope }: UserRow, names: ReadonlyMap<string, string>): string {
  const words = [auditScope(scope)].flat().join("; ") || "no cluster";
  return words.replaceAll(/cls_[a-z2-7]{26}/g, (id) => names.get(id) ?? id);
}

export interface Reset {
  readonly link: string;
  readonly expiresAt: Date;
  readonly sessionsEnded: number;
}

/** Ends a person's sessions and makes a link for a new password. @returns undefined where there is no such person. */
export async function resetPerson({ database, url }: Machine, typed: string, now: Date): Promise<Reset | undefined> {
  const email = typed.trim().toLowerCase();
  const repositories = repositoriesOf(database);
  const user = (await repositories.users.list(systemScope)).find((one) => one.email === email);
  if (user === undefined) return undefined;
  const { token, hash: tokenHash } = newLinkToken();
  const expiresAt = new Date(now.getTime() + resetValidForMs);
  const sessionsEnded = await repositories.transaction(async (tx) => {
    await tx.passwordResets.open(systemScope, { userId: user.id, tokenHash, expiresAt });
    const sessions = await tx.sessions.endAll(systemScope, user.id);
    const doer = { actorName: "command", subject: email };
    await recordOf(tx, systemScope, {
      action: "password.link",
      detail: { expiresAt: expiresAt.toISOString(), by: "command" },
      ...doer,
    });
    await recordOf(tx, systemScope, { action: "session.end", detail: { sessions }, ...doer });
    return sessions;
  });
  await database.pool.query("DELETE FROM rate_limits WHERE key = $1", [accountKey(email)]);
  return { link: new URL(`/reset/${token}`, url).href, expiresAt, sessionsEnded };
}
