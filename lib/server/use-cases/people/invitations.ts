/** Asking people in by a link: who may come, with which role and scope, is decided by an administrator of all clusters. */
import { hashPassword } from "better-auth/crypto";
import type { z } from "zod";
import type { acceptedInvitationSchema, HandedLink, Invitation, newInvitationSchema } from "../../../contracts/people.ts";
import { ok } from "../../../core/result.ts";
import { newLinkToken } from "../../auth/link-token.ts";
import { passwordProblem } from "../../auth/password-rules.ts";
import type { InvitationRow } from "../../database/people/invitations.ts";
import type { Scope } from "../../database/scope.ts";
import { attempt, Refused } from "../attempt.ts";
import { auditScope, record, recordOf } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { type Knock, knock, passwordRefusal } from "./link-doors.ts";

const validForMs = 7 * 24 * 60 * 60 * 1000;
/** What an invitation gives is what its maker wrote into it; who uses it has no scope yet. */
const everything: Scope = { clusters: "all" };

export const listInvitations = defineUseCase<unknown, { items: Invitation[] }>(
  "user:admin",
  async ({ scope }, _input, { repositories, now }) => {
    if (scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const at = now();
    return ok({ items: (await repositories.invitations.list(scope)).map((row) => invitationView(row, at)) });
  },
);

export const invite = defineUseCase<z.infer<typeof newInvitationSchema>, HandedLink & { invitation: Invitation }>(
  "user:admin",
  async (actor, { email: typed, role, scope }, { repositories, settings, now }) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const email = typed.toLowerCase();
    if ((await repositories.users.list(actor.scope)).some((user) => user.email === email)) return refuse("userExists");
    const { token, hash: tokenHash } = newLinkToken();
    const createdAt = now();
    const expiresAt = new Date(createdAt.getTime() + validForMs);
    const by = { createdById: actor.userId, createdBy: actor.name };
    const made = await repositories.transaction(async (tx) => {
      const row = await tx.invitations.create(actor.scope, { email, role, scope, tokenHash, createdAt, expiresAt, ...by });
      const detail = { role, scope: auditScope(scope), expiresAt: expiresAt.toISOString() };
      await record(tx, actor, { action: "invitation.create", subject: email, detail });
      return row;
    });
    const url = new URL(`/invite/${token}`, settings.url).href;
    return ok({ url, expiresAt: expiresAt.toISOString(), invitation: invitationView(made, createdAt) });
  },
);

export const revokeInvitation = defineUseCase<{ readonly id: string }, undefined>(
  "user:admin",
  async (actor, { id }, { repositories, now }) => {
    const revoked = await repositories.invitations.revoke(actor.scope, id, now());
    if (revoked === undefined) return refuse("notFound");
    const { email: subject, role } = revoked;
    await record(repositories, actor, { action: "invitation.revoke", subject, detail: { role } });
    return ok(undefined);
  },
);

/** Whom an invitation is for; every token that opens nothing looks the same. */
export async function openInvitation(input: Knock, services: Services): Promise<Outcome<{ email: string }>> {
  const hash = await knock(input, services);
  if (!hash.ok) return hash;
  const found = await services.repositories.invitations.byToken(hash.value, services.now());
  return found === undefined ? refuse("linkClosed") : ok({ email: found.email });
}

type Acceptance = z.infer<typeof acceptedInvitationSchema> & Knock;

/** Makes the person who was invited. The link works once, whoever else tries at the same time. */
export async function acceptInvitation(input: Acceptance, services: Services): Promise<Outcome<{ email: string }>> {
  const { repositories, now } = services;
  const hash = await knock(input, services);
  if (!hash.ok) return hash;
  const invitation = await repositories.invitations.byToken(hash.value, now());
  if (invitation === undefined) return refuse("linkClosed");
  const problem = passwordProblem(input.password, invitation.email);
  if (problem !== undefined) return passwordRefusal(problem);
  const passwordHash = await hashPassword(input.password);
  const { email, role, scope } = invitation;
  return attempt(services, async (tx) => {
    if (!(await tx.invitations.use(hash.value, now()))) throw new Refused({ code: "linkClosed" });
    const created = await tx.users.create(everything, { email, name: input.name, role, scope, passwordHash });
    if (!created.ok) throw new Refused({ code: created.error.code });
    const doer = { actorId: created.value.id, actorName: input.name };
    const detail = { role, scope: auditScope(scope) };
    await recordOf(tx, everything, { action: "invitation.accept", subject: email, detail, ...doer });
    return { email };
  });
}

function invitationView({ scope, ...row }: InvitationRow, now: Date): Invitation {
  const { id, email, role, createdBy, createdAt, expiresAt, acceptedAt, revokedAt } = row;
  return {
    ...{ id, email, role, createdBy },
    scope: structuredClone(scope) as Invitation["scope"],
    state: acceptedAt ? "accepted" : revokedAt ? "revoked" : expiresAt <= now ? "expired" : "open",
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    acceptedAt: acceptedAt?.toISOString(),
    revokedAt: revokedAt?.toISOString(),
  };
}
