import type { MatrixCell } from "../../../contracts/access.ts";
import type { SubjectRef } from "../../../core/rbac/subject.ts";
import type { Actor } from "../../auth/actor.ts";
import type { NamespaceScope } from "../../database/scope.ts";
import type { Services } from "../services.ts";

type UsedBy = NonNullable<MatrixCell["usedBy"]>;

interface Account {
  readonly scanId: string;
  readonly subject: SubjectRef;
  readonly namespaces: NamespaceScope;
}

/** @returns how many pods run as a service account, and on how many nodes; undefined for whom it is not, or who may not know. */
export async function accountUse(
  { scope }: Actor,
  { scanId, subject, namespaces }: Account,
  { memory, repositories }: Services,
): Promise<UsedBy | undefined> {
  const { kind, name, namespace } = subject;
  if (kind !== "ServiceAccount" || namespace === undefined) return undefined;
  if (namespaces !== "all" && !namespaces.has(namespace)) return undefined;
  const uses = await memory.get(`accounts ${scanId}`, async () => {
    const inventory = await repositories.inventories.loadForIndex(scope, scanId, ["pods"]);
    if (inventory === undefined) return undefined;
    const { items, coverage } = inventory.looks.pods;
    const pods = Map.groupBy(items, ({ meta, spec }) => `${meta.namespace}/${spec.serviceAccountName ?? "default"}`);
    const counts = new Map(
      [...pods].map(([account, used]) => [
        account,
        { pods: used.length, nodes: new Set(used.map(({ spec }) => spec.nodeName)).size },
      ]),
    );
    return { value: { counts, complete: coverage.state === "complete" }, weight: counts.size };
  });
  return uses && { ...(uses.counts.get(`${namespace}/${name}`) ?? { pods: 0, nodes: 0 }), complete: uses.complete };
}
