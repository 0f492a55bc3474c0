/** The first administrator, for who holds the token that the start printed. It works once, whoever else tries at the same time. */
import { createHash } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import type { z } from "zod";
import type { setupSchema } from "../../../contracts/people.ts";
import { ok } from "../../../core/result.ts";
import { passwordProblem } from "../../auth/password-rules.ts";
import type { Scope } from "../../database/scope.ts";
import { type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { passwordRefusal } from "./link-doors.ts";

/** @returns what is stored of a set-up token. */
export function setupTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** What the first administrator is given, by whom nobody gave anything yet. */
const everything: Scope = { clusters: "all" };

class Closed extends Error {}

/** Makes the first administrator. A wrong, used or ended token, and an installation that has one, look the same. */
export async function setUp(
  input: z.infer<typeof setupSchema>,
  { repositories, settings }: Services,
): Promise<Outcome<{ email: string }>> {
  if (settings.plainHttpAway) return refuse("insecureTransport");
  const hash = setupTokenHash(input.token);
  if (!(await repositories.installation.checkSetup(hash))) return refuse("setupClosed");
  const problem = passwordProblem(input.password, input.email);
  if (problem !== undefined) return passwordRefusal(problem);
  const passwordHash = await hashPassword(input.password);
  const email = input.email.toLowerCase();
  try {
    return await repositories.transaction(async (tx) => {
      if (!(await tx.installation.useSetup(hash)) || (await tx.installation.hasAdministrator())) throw new Closed();
      const administrator = { email, name: input.name, role: "admin", scope: { clusters: "all" }, passwordHash } as const;
      const created = await tx.users.create(everything, administrator);
      if (!created.ok) return refuse(created.error.code);
      await tx.audit.append(everything, { actorName: input.name, action: "installation.setup", subject: email });
      return ok({ email });
    });
  } catch (error) {
    if (error instanceof Closed) return refuse("setupClosed");
    throw error;
  }
}
