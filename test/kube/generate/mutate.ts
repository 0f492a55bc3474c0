/** One small change to a question: most turn an allowed one into one that the API server must look at closely. */
import type { ResourceAttributes } from "../review.ts";
import { type Asker, type Company, randomAsker } from "./askers.ts";
import type { Random } from "./random.ts";
import type { Target } from "./targets.ts";
import { GROUPS, OBJECT_NAMES, RESOURCES, SUBRESOURCES, URL_VERBS, URLS, VERBS } from "./vocabulary.ts";

interface Asked {
  readonly asker: Asker;
  readonly target: Target;
}

type Change = (random: Random, asked: Asked, company: Company) => Asked;

const changeAsker: Change = (random, asked, company) => ({
  ...asked,
  asker: randomAsker(random, random.pick(["user", "group", "serviceAccount"] as const), company),
});

const dropGroups: Change = (_random, asked) => ({ ...asked, asker: { ...asked.asker, groups: [] } });

/** Everything above RBAC: a member of this group is asked nothing. */
const joinMasters: Change = (_random, asked) => ({
  ...asked,
  asker: { ...asked.asker, groups: [...asked.asker.groups, "system:masters"] },
});

const changeVerb: Change = (random, asked) => inTarget(asked, { verb: random.pick(VERBS) }, { verb: random.pick(URL_VERBS) });

const changeCaseOfVerb: Change = (_random, asked) => {
  const upper = (verb: string) => verb.charAt(0).toUpperCase() + verb.slice(1);
  const { target } = asked;
  if ("nonResourceAttributes" in target) return inTarget(asked, {}, { verb: upper(target.nonResourceAttributes.verb) });
  return inTarget(asked, { verb: upper(target.resourceAttributes.verb) }, {});
};

const changeResource: Change = (random, asked) => {
  const group = random.pick(GROUPS);
  return inTarget(asked, { group, resource: random.pick(RESOURCES[group] ?? []) }, { path: random.pick(URLS) });
};

const changeGroup: Change = (random, asked) => inTarget(asked, { group: random.pick(GROUPS) }, { path: random.pick(URLS) });

const changeSubresource: Change = (random, asked) => {
  const resource = "resourceAttributes" in asked.target ? asked.target.resourceAttributes.resource : "";
  const subresource = random.pick([...(SUBRESOURCES[resource] ?? []), "scale", "upscale", "*", ""]);
  return inTarget(asked, { subresource: subresource || undefined }, { path: random.pick(URLS) });
};

const changeName: Change = (random, asked) =>
  inTarget(asked, { name: random.chance(0.4) ? undefined : random.pick(OBJECT_NAMES) }, { path: random.pick(URLS) });

const changeNamespace: Change = (random, asked, { namespaces }) =>
  inTarget(asked, { namespace: random.chance(0.4) ? undefined : random.pick(namespaces) }, { path: random.pick(URLS) });

const CHANGES: readonly (readonly [number, Change])[] = [
  [15, changeAsker],
  [6, dropGroups],
  [2, joinMasters],
  [15, changeVerb],
  [4, changeCaseOfVerb],
  [12, changeResource],
  [12, changeGroup],
  [12, changeSubresource],
  [12, changeName],
  [15, changeNamespace],
];

/** The question with one thing changed. */
export function change(random: Random, asked: Asked, company: Company): Asked {
  return random.weighted(CHANGES)(random, asked, company);
}

type ResourceChange = { [K in keyof ResourceAttributes]?: ResourceAttributes[K] | undefined };

function inTarget(asked: Asked, ofResource: ResourceChange, ofPath: { verb?: string; path?: string }): Asked {
  const { target } = asked;
  if ("nonResourceAttributes" in target)
    return { ...asked, target: { nonResourceAttributes: { ...target.nonResourceAttributes, ...ofPath } } };
  const merged = { ...target.resourceAttributes, ...ofResource };
  const resourceAttributes = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  return { ...asked, target: { resourceAttributes: resourceAttributes as unknown as ResourceAttributes } };
}
