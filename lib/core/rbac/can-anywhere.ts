/** The question of `-A`: whether somebody is allowed something in at least one namespace. */
import { type Attributes, isUrl } from "./attributes.ts";
import { type Answer, can } from "./can.ts";
import type { RbacIndex } from "./rbac-index.ts";
import { actsOnNamespace } from "./scope.ts";

export interface AnywhereQuestion {
  readonly user: string;
  readonly groups?: readonly string[];
  readonly attributes: Attributes;
}

const anyNamespace = "default";

/** @returns allowed with the chains of every namespace that allows it; unknown where one may, unseen. */
export function canAnywhere(index: RbacIndex, question: AnywhereQuestion): Answer {
  const everywhere = can(index, question);
  if (everywhere.verdict === "allowed") return everywhere;
  const answers = namespacesOf(index).map((namespace) =>
    can(index, { ...question, namespace, attributes: inNamespace(question.attributes, namespace) }),
  );
  const because = answers.flatMap((answer) => answer.because);
  const gaps = [...new Set([...everywhere.gaps, ...answers.flatMap((answer) => answer.gaps)])];
  if (because.length > 0) return { verdict: "allowed", because, gaps };
  return { verdict: gaps.length > 0 ? "unknown" : "notAllowed", because, gaps };
}

/** Namespaces that hold a binding, that may hold an unseen one, and one that stands for all others. */
function namespacesOf({ bindings, gaps }: RbacIndex): readonly string[] {
  const unseen = [...gaps.roleBindings, ...gaps.roles].map((gap) => gap.namespace ?? anyNamespace);
  const bound = bindings.map((binding) => binding.namespace).filter((namespace) => namespace !== "");
  return [...new Set([...bound, ...unseen, anyNamespace])].sort();
}

/** A Namespace is evaluated in itself: in every namespace the question is about that one. */
function inNamespace(attributes: Attributes, namespace: string): Attributes {
  if (isUrl(attributes) || attributes.group !== "" || attributes.resource !== "namespaces") return attributes;
  return actsOnNamespace.has(attributes.verb) ? { ...attributes, name: attributes.name ?? namespace } : attributes;
}
