import type { MatrixCell } from "../../../contracts/access.ts";
import type { SubjectRef } from "../../../core/rbac/subject.ts";
import type { Actor } from "../../auth/actor.ts";
import type { NamespaceScope } from "../../database/scope.ts";
import type { Services } from "../services.ts";
import { accountUsesOf } from "./account-uses.ts";

type UsedBy = NonNullable<MatrixCell["usedBy"]>;

interface Account {
  readonly scanId: string;
  readonly subject: SubjectRef;
  readonly namespaces: NamespaceScope;
}

/** @returns how many pods run as a service account, and on how many nodes; undefined for whom it is not, or who may not know. */
export async function accountUse(actor: Actor, account: Account, services: Services): Promise<UsedBy | undefined> {
  const use = (await accountUsesOf(actor, account, services)).of(account.subject);
  return use && { pods: use.pods, nodes: use.nodes.length, complete: use.complete };
}
