/** A new password for somebody who lost theirs: by a link that an administrator hands over, used by the person alone. */
import { hashPassword } from "better-auth/crypto";
import type { z } from "zod";
import type { HandedLink, usedResetSchema } from "../../../contracts/people.ts";
import { ok } from "../../../core/result.ts";
import { newLinkToken } from "../../auth/link-token.ts";
import { passwordProblem } from "../../auth/password-rules.ts";
import type { Scope } from "../../database/scope.ts";
import { record, recordOf } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { type Knock, knock, passwordRefusal } from "./link-doors.ts";

export const resetValidForMs = 24 * 60 * 60 * 1000;
/** The link is the right to one password and to nothing else. */
const everything: Scope = { clusters: "all" };

export const makeResetLink = defineUseCase<{ readonly id: string }, HandedLink>(
  "user:admin",
  async (actor, { id }, { repositories, settings, now }) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const user = await repositories.users.get(actor.scope, id);
    if (user === undefined) return refuse("notFound");
    const { token, hash: tokenHash } = newLinkToken();
    const expiresAt = new Date(now().getTime() + resetValidForMs);
    await repositories.transaction(async (tx) => {
      await tx.passwordResets.open(actor.scope, { userId: id, tokenHash, expiresAt });
      await record(tx, actor, { action: "password.link", subject: user.email, detail: { expiresAt: expiresAt.toISOString() } });
    });
    return ok({ url: new URL(`/reset/${token}`, settings.url).href, expiresAt: expiresAt.toISOString() });
  },
);

/** Whose password a link resets; every token that opens nothing looks the same. */
export async function openPasswordReset(input: Knock, services: Services): Promise<Outcome<{ email: string }>> {
  const hash = await knock(input, services);
  if (!hash.ok) return hash;
  const found = await services.repositories.passwordResets.byToken(hash.value, services.now());
  return found === undefined ? refuse("linkClosed") : ok({ email: found.email });
}

/** Takes the new password and ends every session. The link works once, whoever else tries at the same time. */
export async function usePasswordReset(
  input: z.infer<typeof usedResetSchema> & Knock,
  services: Services,
): Promise<Outcome<{ email: string }>> {
  const { repositories, now } = services;
  const hash = await knock(input, services);
  if (!hash.ok) return hash;
  const person = await repositories.passwordResets.byToken(hash.value, now());
  if (person === undefined) return refuse("linkClosed");
  const problem = passwordProblem(input.password, person.email);
  if (problem !== undefined) return passwordRefusal(problem);
  const passwordHash = await hashPassword(input.password);
  return repositories.transaction(async (tx) => {
    const used = await tx.passwordResets.use(hash.value, passwordHash, now());
    if (used === undefined) return refuse("linkClosed");
    const detail = { sessionsEnded: used.sessionsEnded, by: "link" };
    const doer = { actorId: used.id, actorName: used.name };
    await recordOf(tx, everything, { action: "password.reset", subject: used.email, detail, ...doer });
    return ok({ email: used.email });
  });
}
