/** What a question tries beside its form: of the rule that it was made from, and of itself. */
import type { ReviewSpec } from "../review.ts";
import type { Grant } from "./grants.ts";

const ruleTraits = {
  anyVerb: ({ rule }: Grant) => rule.verbs.includes("*"),
  anyGroup: ({ rule }: Grant) => rule.apiGroups?.includes("*") ?? false,
  anyResource: ({ rule }: Grant) => rule.resources?.includes("*") ?? false,
  anySubresource: ({ rule }: Grant) => rule.resources?.some((name) => name !== "*/*" && name.startsWith("*/")) ?? false,
  literalStar: ({ rule }: Grant) => rule.resources?.some((name) => name.endsWith("/*") || name === "pod*") ?? false,
  namedByRule: ({ rule }: Grant) => (rule.resourceNames?.length ?? 0) > 0,
  beginningOfUrl: ({ rule }: Grant) => rule.nonResourceURLs?.some((url) => url !== "*" && url.endsWith("*")) ?? false,
  aggregated: ({ aggregated }: Grant) => aggregated,
  ofGroupByNature: ({ subjects }: Grant) =>
    subjects.some(({ kind, name }) => kind === "Group" && /^system:(authenticated|unauthenticated|serviceaccounts)/.test(name)),
} as const;

export type RuleTrait = keyof typeof ruleTraits;
export const RULE_TRAITS = Object.keys(ruleTraits) as readonly RuleTrait[];

/** Whether questions from this grant try what the trait says. */
export function hasTrait(trait: RuleTrait, grant: Grant): boolean {
  return ruleTraits[trait](grant);
}

const CLUSTER_SCOPED = new Set([
  "nodes",
  "namespaces",
  "persistentvolumes",
  "clusterroles",
  "clusterrolebindings",
  "certificatesigningrequests",
  "signers",
]);

const specTraits = {
  serviceAccountUser: ({ user }: ReviewSpec) => user.startsWith("system:serviceaccount:"),
  implicitGroups: ({ groups }: ReviewSpec) => groups?.some((name) => name === "system:authenticated") ?? false,
  masters: ({ groups }: ReviewSpec) => groups?.includes("system:masters") ?? false,
  anonymous: ({ user }: ReviewSpec) => user === "system:anonymous",
  createOfNamed: (spec: ReviewSpec) =>
    "resourceAttributes" in spec && spec.resourceAttributes.verb === "create" && Boolean(spec.resourceAttributes.name),
  clusterScopedInNamespace: (spec: ReviewSpec) =>
    "resourceAttributes" in spec &&
    CLUSTER_SCOPED.has(spec.resourceAttributes.resource) &&
    Boolean(spec.resourceAttributes.namespace),
} as const;

export type Trait = RuleTrait | keyof typeof specTraits;
export const TRAITS: readonly Trait[] = [...RULE_TRAITS, ...(Object.keys(specTraits) as (keyof typeof specTraits)[])];

/** Whether a question tries what the trait says. */
export function triesTrait(trait: Trait, { spec, grant }: { readonly spec: ReviewSpec; readonly grant?: Grant }): boolean {
  if (trait in specTraits) return specTraits[trait as keyof typeof specTraits](spec);
  return grant !== undefined && hasTrait(trait as RuleTrait, grant);
}
