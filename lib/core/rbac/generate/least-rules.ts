/** The fewest and tidiest rules that allow some requests and nothing else. */
import type { PolicyRule } from "../../inventory/items.ts";
import { type Attributes, combinedResource, isUrl, type ResourceAttributes, type UrlAttributes } from "../attributes.ts";
import { sortVerbs } from "../rights/rule-lines.ts";

/**
 * @returns rules that allow exactly these requests: verbs of one resource are joined, then resources of one group with the
 *   same verbs, then names. Nothing is joined that would allow more. The same requests give the same rules, in any order.
 */
export function leastRules(requests: readonly Attributes[]): readonly PolicyRule[] {
  const urls = requests.filter(isUrl);
  const open = requests.filter((request): request is ResourceAttributes => !isUrl(request));
  const everyName = new Set(open.filter(({ name }) => name === undefined).map(requestKey));
  const named = open.filter((request) => request.name !== undefined && !everyName.has(requestKey(request)));
  return [...resourceRules(open.filter(({ name }) => name === undefined)), ...namedRules(named), ...urlRules(urls)];
}

function requestKey({ verb, group, resource, subresource = "" }: ResourceAttributes): string {
  return JSON.stringify([verb, group, resource, subresource]);
}

/** Values that belong to a key, in order of the keys. */
function collect<T>(entries: Iterable<readonly [key: string, value: T]>): readonly (readonly [string, ReadonlySet<T>])[] {
  const found = new Map<string, Set<T>>();
  for (const [key, value] of entries) {
    const values = found.get(key) ?? new Set();
    found.set(key, values.add(value));
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function resourceRules(requests: readonly ResourceAttributes[]): PolicyRule[] {
  const verbs = collect(requests.map((request) => [JSON.stringify([request.group, combinedResource(request)]), request.verb]));
  const joined = collect(
    verbs.map(([target, list]) => {
      const [group, resource] = JSON.parse(target) as [string, string];
      return [JSON.stringify([group, sortVerbs(list)]), resource];
    }),
  );
  return joined.map(([key, resources]) => {
    const [group, list] = JSON.parse(key) as [string, string[]];
    return { verbs: list, apiGroups: [group], resources: [...resources].sort() };
  });
}

function namedRules(requests: readonly ResourceAttributes[]): PolicyRule[] {
  const verbs = collect(
    requests.map((request) => [JSON.stringify([request.group, combinedResource(request), request.name ?? ""]), request.verb]),
  );
  const joined = collect(
    verbs.map(([target, list]) => {
      const [group, resource, name] = JSON.parse(target) as [string, string, string];
      return [JSON.stringify([group, resource, sortVerbs(list)]), name];
    }),
  );
  return joined.map(([key, names]) => {
    const [group, resource, list] = JSON.parse(key) as [string, string, string[]];
    return { verbs: list, apiGroups: [group], resources: [resource], resourceNames: [...names].sort() };
  });
}

function urlRules(requests: readonly UrlAttributes[]): PolicyRule[] {
  const verbs = collect(requests.map(({ path, verb }) => [path, verb]));
  const joined = collect(verbs.map(([path, list]) => [JSON.stringify(sortVerbs(list)), path]));
  return joined.map(([list, paths]) => ({ verbs: JSON.parse(list) as string[], nonResourceURLs: [...paths].sort() }));
}
