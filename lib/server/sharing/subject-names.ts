/** Everybody whom the bindings and accounts of a scan name, so that their names can be taken out of it. */
import { resolveSubject, type SubjectRef, subjectKey } from "../../core/rbac/subject.ts";
import type { Scope } from "../database/scope.ts";
import type { Services } from "../use-cases/services.ts";

const wanted = [
  "rolebindings.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
  "serviceaccounts",
] as const;

/** @returns the subjects of all these scans, each once; nothing of scans that the scope does not see. */
export async function subjectsOfScans(scope: Scope, scanIds: readonly string[], services: Services): Promise<SubjectRef[]> {
  const found = new Map<string, SubjectRef>();
  for (const scanId of scanIds)
    for (const subject of await subjectsOfScan(scope, scanId, services)) found.set(subjectKey(subject), subject);
  return [...found.values()];
}

/** Also those that a reader of some namespaces does not see: what is known to be a name can be hidden, and is not shown. */
async function subjectsOfScan(scope: Scope, scanId: string, { repositories, memory }: Services): Promise<readonly SubjectRef[]> {
  if ((await repositories.scans.get(scope, scanId)) === undefined) return [];
  const known = await memory.get(`subjects ${scanId}`, async () => {
    const inventory = await repositories.inventories.loadForIndex(scope, scanId, wanted);
    if (inventory === undefined) return undefined;
    const { looks } = inventory;
    const bindings = [
      ...looks["rolebindings.rbac.authorization.k8s.io"].items,
      ...looks["clusterrolebindings.rbac.authorization.k8s.io"].items,
    ];
    const value = [
      ...bindings.flatMap(({ subjects, meta }) =>
        subjects.flatMap((subject) => resolveSubject(subject, meta.namespace ?? "") ?? []),
      ),
      ...looks.serviceaccounts.items.map(
        ({ meta }): SubjectRef => ({ kind: "ServiceAccount", name: meta.name, namespace: meta.namespace ?? "" }),
      ),
    ];
    return { value, weight: value.length };
  });
  return known ?? [];
}
