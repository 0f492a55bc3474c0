/** Everybody whom a scan names anywhere, so that their names can be taken out of it. */

import { workloadResources } from "../../core/checks/workload/workloads.ts";
import type { Inventory } from "../../core/inventory/inventory.ts";
import type { Item, PolicyRule } from "../../core/inventory/items.ts";
import { parseSubjectText, resolveSubject, type SubjectKind, type SubjectRef, subjectKey } from "../../core/rbac/subject.ts";
import type { Scope } from "../database/scope.ts";
import type { Services } from "../use-cases/services.ts";

const wanted = [
  "rolebindings.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
  "roles.rbac.authorization.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "serviceaccounts",
  "secrets",
] as const;

/** @returns the subjects of all these scans, each once; undefined where not all of them can be read any more. */
export async function subjectsOfScans(
  scope: Scope,
  scanIds: readonly string[],
  services: Services,
): Promise<SubjectRef[] | undefined> {
  const found = new Map<string, SubjectRef>();
  for (const scanId of scanIds) {
    const subjects = await subjectsOfScan(scope, scanId, services);
    if (subjects === undefined) return undefined;
    for (const subject of subjects) found.set(subjectKey(subject), subject);
  }
  return [...found.values()];
}

/** Also those that a reader of some namespaces does not see: what is known to be a name can be hidden, and is not shown. */
async function subjectsOfScan(
  scope: Scope,
  scanId: string,
  { repositories, memory }: Services,
): Promise<readonly SubjectRef[] | undefined> {
  if ((await repositories.scans.get(scope, scanId)) === undefined) return undefined;
  return memory.get(`subjects ${scanId}`, async () => {
    const inventory = await repositories.inventories.loadForIndex(scope, scanId, wanted);
    if (inventory === undefined) return undefined;
    const found = new Map<string, SubjectRef>();
    const add = (subject: SubjectRef) => found.set(subjectKey(subject), subject);
    for (const subject of subjectsOf(inventory)) add(subject);
    for (const resource of workloadResources)
      for await (const items of repositories.inventories.itemsForIndex(scope, scanId, resource))
        for (const item of items) add(accountOfPods(item));
    const value = [...found.values()];
    return { value, weight: value.length };
  });
}

const tokenOf = "kubernetes.io/service-account.name";

/** Those whom bindings and accounts are of come first: a name that is only mentioned is then theirs. */
function* subjectsOf({ looks, credential }: Inventory): Generator<SubjectRef> {
  for (const look of [looks["rolebindings.rbac.authorization.k8s.io"], looks["clusterrolebindings.rbac.authorization.k8s.io"]])
    for (const { subjects, meta } of look.items)
      for (const subject of subjects) {
        const resolved = resolveSubject(subject, meta.namespace ?? "");
        if (resolved !== undefined) yield resolved;
      }
  for (const { meta } of looks.serviceaccounts.items) yield accountIn(meta.namespace, meta.name);
  for (const { meta } of looks.secrets.items) {
    const name = meta.annotations?.[tokenOf];
    if (name !== undefined) yield accountIn(meta.namespace, name);
  }
  for (const look of [looks["roles.rbac.authorization.k8s.io"], looks["clusterroles.rbac.authorization.k8s.io"]])
    for (const { rules, meta } of look.items) for (const rule of rules) yield* namedBy(rule, meta.namespace);
  const account = credential?.account;
  if (account !== undefined) yield parseSubjectText(account) ?? { kind: "User", name: account };
}

function accountIn(namespace: string | undefined, name: string): SubjectRef {
  return { kind: "ServiceAccount", name, namespace: namespace ?? "" };
}

function accountOfPods(item: Item<(typeof workloadResources)[number]>): SubjectRef {
  const { serviceAccountName = "default" } = "template" in item ? item.template.spec : item.spec;
  return accountIn(item.meta.namespace, serviceAccountName);
}

const kinds: Readonly<Record<string, SubjectKind>> = { users: "User", groups: "Group", serviceaccounts: "ServiceAccount" };

/** Whom a rule names: those as whom somebody may act, and accounts by their object. */
function* namedBy({ resources = [], resourceNames = [] }: PolicyRule, namespace: string | undefined): Generator<SubjectRef> {
  for (const resource of resources) {
    const kind = kinds[resource.split("/")[0] ?? ""];
    for (const name of kind === undefined ? [] : resourceNames)
      yield kind === "ServiceAccount" ? accountIn(namespace, name) : { kind: kind as SubjectKind, name };
  }
}
