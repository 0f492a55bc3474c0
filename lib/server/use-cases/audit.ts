import type { Actor } from "../auth/actor.ts";
import type { NewAuditEntry } from "../database/audit.ts";
import type { Repositories } from "../database/repositories.ts";

/** Writes down what an actor did; only facts that may be read by every administrator, never a credential. */
export async function record(
  repositories: Pick<Repositories, "audit">,
  actor: Actor,
  entry: Omit<NewAuditEntry, "actorId" | "actorName">,
): Promise<void> {
  await repositories.audit.append(actor.scope, { ...entry, actorId: actor.userId, actorName: actor.name });
}
