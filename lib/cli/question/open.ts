/** What who-can and can-i have in common: the RBAC objects that answer a question, and nothing else of the cluster. */

import type { Inventory } from "#core/inventory/inventory.ts";
import type { ResourceId } from "#core/inventory/resources.ts";
import type { ResolvedQuestion } from "#core/rbac/ask/resolve.ts";
import { authorizerFacts, likelyBeside } from "#core/rbac/cross-check/authorizers.ts";
import { buildRbacIndex, type RbacIndex } from "#core/rbac/rbac-index.ts";
import { type Failure, ok, type Result } from "#core/result.ts";
import { type Io, tell } from "../io.ts";
import { openInventory, type SourceOptions } from "../source/open-inventory.ts";
import type { TypedOptions, TypedQuestion } from "./typed.ts";

export interface QuestionOptions extends SourceOptions, TypedOptions {}

export interface OpenedIndex {
  readonly index: RbacIndex;
  /** What `-n` means where it is not given. */
  readonly namespace: string;
  readonly inventory: Inventory;
}

export interface OpenedQuestion extends OpenedIndex {
  readonly question: ResolvedQuestion;
}

/** All that RBAC answers come from. */
export const rbacResources: readonly ResourceId[] = [
  "namespaces",
  "roles.rbac.authorization.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
];

/** Reads what every question of RBAC needs, and nothing else. */
export async function openIndex(io: Io, options: SourceOptions): Promise<Result<OpenedIndex, Failure>> {
  const opened = await openInventory(io, options, { resources: rbacResources });
  if (!opened.ok) return opened;
  const { inventory, namespace } = opened.value;
  const beside = likelyBeside(authorizerFacts(inventory));
  if (beside !== undefined) tell(io, `By RBAC alone; somebody else may allow more: ${beside}.`);
  return ok({ index: buildRbacIndex(inventory), namespace, inventory });
}

/** Tells that a namespace may be a slip; manifests need not have those that they go to. */
export function tellAbsentNamespace(io: Io, { source, looks }: Inventory, namespace: string | undefined): void {
  const { coverage, items } = looks.namespaces;
  if (namespace === undefined || source === "manifests" || coverage.state !== "complete" || items.length === 0) return;
  if (items.some(({ meta }) => meta.name === namespace)) return;
  tell(io, `The cluster has no namespace ${namespace}: the answer is about one that does not exist.`);
}

/** Reads what the question needs; what was understood and assumed about it is told. */
export async function openQuestion(
  io: Io,
  typed: TypedQuestion,
  options: QuestionOptions,
): Promise<Result<OpenedQuestion, Failure>> {
  const opened = await openIndex(io, options);
  if (!opened.ok) return opened;
  const question = typed.resolve(opened.value.index.discovery, opened.value.namespace);
  if (!question.ok) return question;
  const { understood, warnings, place, namespaced } = question.value;
  for (const sentence of typed.inWords ? [understood] : warnings) tell(io, sentence);
  if (namespaced !== false && typeof place === "object") tellAbsentNamespace(io, opened.value.inventory, place.namespace);
  return ok({ ...opened.value, question: question.value });
}
