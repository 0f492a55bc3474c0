/** What who-can and can-i have in common: what is asked, and the RBAC objects that answer it. */

import type { ResourceId } from "#core/inventory/resources.ts";
import type { Attributes } from "#core/rbac/attributes.ts";
import { parseQuestion } from "#core/rbac/question.ts";
import { buildRbacIndex, type RbacIndex } from "#core/rbac/rbac-index.ts";
import { type Failure, ok, type Result } from "#core/result.ts";
import { type Io, tell } from "../io.ts";
import type { NamespaceOptions } from "../options.ts";
import { openInventory, type SourceOptions } from "../source/open-inventory.ts";

export interface QuestionOptions extends SourceOptions, NamespaceOptions {
  readonly subresource?: string;
}

export interface OpenedQuestion {
  readonly index: RbacIndex;
  readonly attributes: Attributes;
  /** The one that is asked about, or that any will do. */
  readonly namespace: string | { readonly any: true };
}

/** All that RBAC answers come from. */
const resources: readonly ResourceId[] = [
  "namespaces",
  "roles.rbac.authorization.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
];

/** Reads what the question needs; what was assumed about it is told. */
export async function openQuestion(
  io: Io,
  typed: { readonly verb: string; readonly resource: string },
  options: QuestionOptions,
): Promise<Result<OpenedQuestion, Failure>> {
  const opened = await openInventory(io, options, { resources });
  if (!opened.ok) return opened;
  const { inventory, namespace } = opened.value;
  const subresource = options.subresource === undefined ? {} : { subresource: options.subresource };
  const parsed = parseQuestion({ ...typed, ...subresource, discovery: inventory.cluster.discovery });
  if (!parsed.ok) return parsed;
  for (const warning of parsed.value.warnings) tell(io, warning);
  return ok({
    index: buildRbacIndex(inventory),
    attributes: parsed.value.attributes,
    namespace: options.allNamespaces ? { any: true } : (options.namespace ?? namespace),
  });
}
