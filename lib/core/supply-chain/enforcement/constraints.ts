/**
 * The constraints of Gatekeeper that look at images, by the kinds of templates in its library: what each asks, whom it is about,
 * and what its audit found. What a template of another name does is not evaluated.
 */
import type { GatekeeperConstraintItem, PolicyAction } from "../../inventory/image-policy-items.ts";
import type { Item } from "../../inventory/items.ts";
import { definitionOf, type ResourceId } from "../../inventory/resources.ts";
import { type Answer, allOf, anyOf, whether } from "./answer.ts";
import { type AdmittedPod, inScope } from "./scope.ts";
import { fitsWildcard } from "./wildcard.ts";

/** What a constraint asks of images: only some names, none of some names, none of some tags, a digest, a signature by Ratify. */
export type ConstraintAsks = "allowedNames" | "forbiddenNames" | "forbiddenTags" | "digests" | "signatures";

const asksOf = {
  "k8sallowedrepos.constraints.gatekeeper.sh": "allowedNames",
  "k8sallowedreposv2.constraints.gatekeeper.sh": "allowedNames",
  "k8sdisallowedrepos.constraints.gatekeeper.sh": "forbiddenNames",
  "k8sdisallowedtags.constraints.gatekeeper.sh": "forbiddenTags",
  "k8simagedigests.constraints.gatekeeper.sh": "digests",
  "ratifyverification.constraints.gatekeeper.sh": "signatures",
} as const satisfies Partial<Record<ResourceId, ConstraintAsks>>;

type ConstraintResource = keyof typeof asksOf;
const constraintKinds = Object.keys(asksOf) as readonly ConstraintResource[];

const settings = "configs.config.gatekeeper.sh";
const templates = "constrainttemplates.templates.gatekeeper.sh";

export const constraintResources = [...constraintKinds, settings, templates] as const;
type ListOf<R extends ResourceId> = <K extends R>(resource: K) => readonly Item<K>[];

/** @returns the namespaces that Gatekeeper's own settings take out of its webhook's sight; it reads none but those named `config`. */
export function excludedByConfig(list: ListOf<typeof settings>): readonly string[] {
  return list(settings).flatMap(({ meta, excluded }) => (meta.name === "config" ? excluded : []));
}

/** @param excluded by Gatekeeper's own settings. @returns whether a constraint is about a pod, whatever its images are. */
export function isConstrained(
  { match }: Pick<GatekeeperConstraintItem, "match">,
  excluded: readonly string[],
  pod: AdmittedPod,
): Answer {
  const left = [...excluded, ...(match.excludedNamespaces ?? [])];
  return allOf([inScope(match, pod), whether(!left.some((pattern) => fitsWildcard(pattern, pod.namespace)))]);
}

export interface ConstraintStanding {
  readonly kind: string;
  readonly name: string;
  readonly asks: ConstraintAsks;
  readonly action: PolicyAction;
  /** Namespaces in which pods run that it is not about, sorted. */
  readonly leftOut: readonly string[];
  /** Namespaces of which nobody can tell. */
  readonly doubtful: number;
  /** RFC 3339: when Gatekeeper last compared what runs with it, and how much broke it; absent where it never did. */
  readonly auditedAt?: string;
  readonly violations?: number;
}

/** @param pods that run. @returns every constraint that looks at images, in the order of their kinds. */
export function constraintStandings(
  list: ListOf<ConstraintResource | typeof settings>,
  pods: ReadonlyMap<string, readonly AdmittedPod[]>,
): readonly ConstraintStanding[] {
  const excluded = excludedByConfig(list);
  return constraintKinds.flatMap((resource) =>
    list(resource).map((item): ConstraintStanding => {
      const { action, auditedAt, violations } = item;
      const about = [...pods].map(([namespace, own]) => ({
        namespace,
        answer: anyOf(own.map((pod) => isConstrained(item, excluded, pod))),
      }));
      return {
        ...{ kind: definitionOf(resource).kind, name: item.meta.name, asks: asksOf[resource], action },
        leftOut: about.flatMap(({ namespace, answer }) => (answer === "no" ? [namespace] : [])).sort(),
        doubtful: about.filter(({ answer }) => answer === "unknown").length,
        ...(auditedAt !== undefined && !Number.isNaN(Date.parse(auditedAt)) && { auditedAt: new Date(auditedAt).toISOString() }),
        ...(violations !== undefined && { violations }),
      };
    }),
  );
}

/** @returns the kinds of constraints whose templates are of other names, sorted: they may look at images, too. */
export function unreadTemplates(list: ListOf<typeof templates>): readonly string[] {
  const known = new Set<string>(constraintKinds.map((resource) => definitionOf(resource).kind));
  return [...new Set(list(templates).map(({ kind }) => kind))].filter((kind) => kind !== "" && !known.has(kind)).sort();
}
