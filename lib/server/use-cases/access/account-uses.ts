/** Who runs as which service account, read once a scan and kept; for readers of some namespaces, the accounts of those. */
import type { AccountUseView } from "../../../contracts/access/subjects.ts";
import { type AccountUse, type AccountUses, accountUseResources, accountUses } from "../../../core/rbac/lookup/account-use.ts";
import { gapsIn } from "../../../core/rbac/rbac-index.ts";
import type { SubjectRef } from "../../../core/rbac/subject.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Services } from "../services.ts";
import type { Access } from "./access-index.ts";

/** The use of an account, and what could not be seen of its namespace. */
export interface SeenUse extends AccountUse {
  readonly complete: boolean;
  readonly gaps: AccountUses["gaps"];
}

export interface SeenAccounts {
  /** @returns the use of a subject; undefined for whom it is not, or who may not know. */
  readonly of: (subject: SubjectRef) => SeenUse | undefined;
  /** The accounts that exist, as far as the reader may know of them; why there may be more. */
  readonly accounts: readonly (SubjectRef & { readonly namespace: string })[];
  readonly gaps: AccountUses["gaps"];
}

/** @returns the service accounts of a scan and what runs as them. */
export async function accountUsesOf(
  { scope }: Actor,
  { scanId, namespaces }: Pick<Access, "scanId" | "namespaces">,
  { memory, repositories }: Services,
): Promise<SeenAccounts> {
  const uses = await memory.get(`account uses ${scanId}`, async () => {
    const inventory = await repositories.inventories.loadForIndex(scope, scanId, accountUseResources);
    if (inventory === undefined) return undefined;
    const weight = accountUseResources.reduce((sum, resource) => sum + inventory.looks[resource].items.length, 0);
    return { value: accountUses(inventory.looks), weight };
  });
  const sees = (namespace: string) => namespaces === "all" || namespaces.has(namespace);
  const of = ({ kind, name, namespace }: SubjectRef) => {
    if (uses === undefined || kind !== "ServiceAccount" || namespace === undefined) return undefined;
    if (!sees(namespace)) return undefined;
    const gaps = gapsIn(uses.gaps, namespace);
    return { ...uses.of(namespace, name), gaps, complete: gaps.length === 0 };
  };
  const seen = uses?.accounts.filter(({ namespace }) => sees(namespace)) ?? [];
  return {
    of,
    accounts: seen.map((account) => ({ kind: "ServiceAccount" as const, ...account })),
    gaps: (uses?.accountGaps ?? []).filter(({ namespace }) => namespace === undefined || sees(namespace)),
  };
}

/** @returns the use as the API shows it. */
export function viewOfUse({ exists, automount, pods, nodes, images, workloads, complete, gaps }: SeenUse): AccountUseView {
  return {
    exists,
    automount,
    pods,
    nodes: [...nodes],
    images: [...images],
    workloads: workloads.map((one) => ({ ...one, images: [...one.images], nodes: [...one.nodes] })),
    complete,
    gaps: [...gaps],
  };
}
