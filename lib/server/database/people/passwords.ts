/** What a new password ends: the sessions that knew the old one, and the links that would have replaced it. */
import { randomUUID } from "node:crypto";
import type { Connection } from "../connection.ts";

/** Before the hash of a reset link's token, in better-auth's table of verifications. */
export const resetPrefix = "reset:";

/** Ends the reset links that are open for a person. */
export async function endResetsOf(tx: Connection["rows"], userId: string): Promise<void> {
  await tx.verification.deleteMany({ where: { value: userId, identifier: { startsWith: resetPrefix } } });
}

/** Gives a person another password, as better-auth hashes it, and ends their sessions. @returns how many there were. */
export async function replacePassword(tx: Connection["rows"], userId: string, password: string): Promise<number> {
  const account = { providerId: "credential", accountId: userId };
  await tx.account.upsert({
    where: { providerId_accountId: account },
    create: { ...account, id: randomUUID(), userId, password },
    update: { password },
  });
  await endResetsOf(tx, userId);
  return (await tx.session.deleteMany({ where: { userId } })).count;
}
