/** Generated policy rules: the ordinary ones, and each form that a matcher can get wrong. */
import type { Random } from "./random.ts";
import type { Rule } from "./rbac-objects.ts";
import { GROUPS, OBJECT_NAMES, RARE_VERBS, RESOURCES, SUBRESOURCES, URL_RULES, URL_VERBS, VERBS } from "./vocabulary.ts";

type RuleMaker = (random: Random) => Rule;

const verbs = (random: Random) => random.some(VERBS, 1, 4);
const group = (random: Random) => random.pick(GROUPS);
const resourcesOf = (random: Random, name: string) => random.some(RESOURCES[name] ?? [], 1, 3);

const plain: RuleMaker = (random) => {
  const name = group(random);
  return { verbs: verbs(random), apiGroups: [name], resources: resourcesOf(random, name) };
};

/** Groups and resources are a product: a rule also means pairs that its author did not think of. */
const severalGroups: RuleMaker = (random) => {
  const names = random.some(GROUPS, 2, 3);
  return { verbs: verbs(random), apiGroups: names, resources: names.flatMap((name) => random.some(RESOURCES[name] ?? [], 1, 2)) };
};

const anyVerb: RuleMaker = (random) => ({ ...plain(random), verbs: ["*"] });
const anyResource: RuleMaker = (random) => ({ verbs: verbs(random), apiGroups: [group(random)], resources: ["*"] });
const anyGroup: RuleMaker = (random) => ({ ...plain(random), apiGroups: ["*"] });
const anything: RuleMaker = () => ({ verbs: ["*"], apiGroups: ["*"], resources: ["*"] });

const subresource: RuleMaker = (random) => {
  const resource = random.pick(Object.keys(SUBRESOURCES));
  const names = random.some(SUBRESOURCES[resource] ?? [], 1, 2).map((name) => `${resource}/${name}`);
  const apiGroups = GROUPS.filter((name) => RESOURCES[name]?.includes(resource));
  return { verbs: verbs(random), apiGroups, resources: random.chance(0.3) ? [resource, ...names] : names };
};

const subresourceOfAny: RuleMaker = (random) => ({
  verbs: verbs(random),
  apiGroups: random.chance(0.5) ? ["*"] : [group(random)],
  resources: [random.pick(["*/scale", "*/status", "*/log"])],
});

/** These look like wildcards, and the authorizer takes them literally. */
const literalStar: RuleMaker = (random) => ({
  verbs: verbs(random),
  apiGroups: ["", "apps"],
  resources: [random.pick(["pods/*", "*/*", "deployments/*", "pod*"])],
});

const named: RuleMaker = (random) => ({
  ...random.pick([plain, subresource, anyVerb])(random),
  resourceNames: random.some(OBJECT_NAMES, 1, 2),
});

const rareVerb: RuleMaker = (random) => ({ ...plain(random), verbs: random.some(RARE_VERBS, 1, 2) });

/** In a RoleBinding this reaches the binding's own Namespace object. */
const ownNamespace: RuleMaker = (random) => ({
  verbs: random.some(["get", "patch", "update", "delete", "list"], 1, 3),
  apiGroups: [""],
  resources: ["namespaces"],
});

const url: RuleMaker = (random) => ({
  verbs: random.chance(0.2) ? ["*"] : random.some(URL_VERBS, 1, 2),
  nonResourceURLs: random.some(URL_RULES, 1, 2),
  // Only a rule about URLs may have an empty list of groups.
  ...(random.chance(0.2) && { apiGroups: [] }),
});

const anyUrl: RuleMaker = (random) => ({ verbs: random.some(URL_VERBS, 1, 2), nonResourceURLs: ["*"] });

const OF_ANY_ROLE: readonly (readonly [number, RuleMaker])[] = [
  [40, plain],
  [8, severalGroups],
  [6, anyVerb],
  [3, anyResource],
  [3, anyGroup],
  [0.3, anything],
  [10, subresource],
  [4, subresourceOfAny],
  [4, literalStar],
  [12, named],
  [4, rareVerb],
  [5, ownNamespace],
];

const OF_A_CLUSTER_ROLE: readonly (readonly [number, RuleMaker])[] = [...OF_ANY_ROLE, [12, url], [0.5, anyUrl]];

/** Rules for a Role, which may name no URL. */
export function roleRules(random: Random): Rule[] {
  return makeRules(random, OF_ANY_ROLE);
}

export function clusterRoleRules(random: Random): Rule[] {
  return makeRules(random, OF_A_CLUSTER_ROLE);
}

/** Mostly a few rules, now and then many: a role of an operator has dozens. */
function makeRules(random: Random, makers: readonly (readonly [number, RuleMaker])[]): Rule[] {
  const count = random.chance(0.03) ? 8 + random.below(16) : 1 + random.below(4);
  return Array.from({ length: count }, () => random.weighted(makers)(random));
}
