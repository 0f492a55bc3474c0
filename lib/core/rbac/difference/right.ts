/** Rights as sets of requests: what a rule allows, what is left of it without another, and what two have in common. */
import type { PolicyRule } from "../../inventory/items.ts";
import { type Attributes, combinedResource, isUrl } from "../attributes.ts";
import {
  type Covers,
  coversResource,
  coversUrl,
  coversWord,
  type Extent,
  everything,
  extentKey,
  extentOf,
  hasWord,
  meet,
  touches,
  without,
} from "./extent.ts";

/** All combinations of what lies in each of its extents. */
export type Right =
  | {
      readonly about: "resources";
      readonly groups: Extent;
      /** `pods`, `pods/exec`, or `*` before a slash for the subresource of any resource. */
      readonly resources: Extent;
      readonly verbs: Extent;
      /** Everything includes requests that carry no name, such as list. */
      readonly names: Extent;
    }
  | { readonly about: "urls"; readonly urls: Extent; readonly verbs: Extent };

type Axes = readonly Extent[];

/** The order in which a right falls apart: by group and resource first, as people read it. */
const ofResources: readonly Covers[] = [coversWord, coversResource, coversWord, coversWord];
const ofUrls: readonly Covers[] = [coversUrl, coversWord];

function axesOf(right: Right): Axes {
  return right.about === "urls" ? [right.urls, right.verbs] : [right.groups, right.resources, right.verbs, right.names];
}

function rightOf(about: Right["about"], axes: Axes): Right {
  if (about === "urls") return { about, urls: axes[0] as Extent, verbs: axes[1] as Extent };
  const [groups, resources, verbs, names] = axes as [Extent, Extent, Extent, Extent];
  return { about, groups, resources, verbs, names };
}

/** @returns what a rule allows: of resources, of URLs, or of both; nothing where a list is empty. */
export function rightsOfRule(rule: PolicyRule): readonly Right[] {
  const verbs = rule.verbs.includes("*") ? everything : extentOf(rule.verbs, coversWord);
  if (verbs === undefined) return [];
  const found: Right[] = [];
  const groups = widest(rule.apiGroups, coversWord);
  const resources = widest(rule.resources, coversResource);
  const names = rule.resourceNames?.length ? (extentOf(rule.resourceNames, coversWord) ?? everything) : everything;
  if (groups && resources) found.push({ about: "resources", groups, resources, verbs, names });
  const urls = widest(rule.nonResourceURLs?.map(urlPattern), coversUrl);
  if (urls) found.push({ about: "urls", urls, verbs });
  return found;
}

function widest(words: readonly string[] | undefined, covers: Covers): Extent | undefined {
  if (words === undefined) return undefined;
  return words.includes("*") ? everything : extentOf(words, covers);
}

/** The authorizer cuts every star at the end. */
function urlPattern(url: string): string {
  return url.endsWith("*") ? `${url.replace(/\*+$/, "")}*` : url;
}

/** @returns whether a right allows a request. */
export function allows(right: Right, attributes: Attributes): boolean {
  if (!hasWord(right.verbs, attributes.verb, coversWord)) return false;
  if (right.about === "urls") return isUrl(attributes) && hasWord(right.urls, attributes.path, coversUrl);
  return (
    !isUrl(attributes) &&
    hasWord(right.groups, attributes.group, coversWord) &&
    hasWord(right.resources, combinedResource(attributes), coversResource) &&
    hasWord(right.names, attributes.name ?? "", coversWord)
  );
}

/** @param b as `rightsOfRule` gives it @returns what both allow, or undefined for nothing. */
export function common(a: Right, b: Right): Right | undefined {
  const axes = commonAxes(a, b);
  return axes && rightOf(a.about, axes);
}

function commonAxes(a: Right, b: Right): Axes | undefined {
  if (!mayMeet(a, b)) return undefined;
  const covers = a.about === "urls" ? ofUrls : ofResources;
  const [one, other] = [axesOf(a), axesOf(b)];
  const axes: Extent[] = [];
  for (let axis = 0; axis < one.length; axis++) {
    const shared = meet(one[axis] as Extent, other[axis] as Extent, covers[axis] as Covers);
    if (shared === undefined) return undefined;
    axes.push(shared);
  }
  return axes;
}

/** Most pairs are apart, and told so before anything is made. */
function mayMeet(a: Right, b: Right): boolean {
  if (a.about === "urls") return b.about === "urls" && touches(a.urls, b.urls, coversUrl);
  return b.about === "resources" && touches(a.resources, b.resources, coversResource) && touches(a.groups, b.groups, coversWord);
}

/** @param b as `rightsOfRule` gives it @returns what the first allows and the second does not, in parts that are apart. */
export function difference(a: Right, b: Right): readonly Right[] {
  const shared = commonAxes(a, b);
  if (shared === undefined) return [a];
  const covers = a.about === "urls" ? ofUrls : ofResources;
  const [one, other] = [axesOf(a), axesOf(b)];
  const left: Right[] = [];
  for (let axis = 0; axis < one.length; axis++) {
    const rest = without(one[axis] as Extent, other[axis] as Extent, covers[axis] as Covers);
    if (rest) left.push(rightOf(a.about, [...shared.slice(0, axis), rest, ...one.slice(axis + 1)]));
  }
  return left;
}

/** More parts than these nobody reads. */
const mostParts = 2_000;

/** @returns what is left of a right without all the others, in parts that are apart; undefined where that are too many. */
export function remainder(right: Right, ...others: readonly Iterable<Right>[]): readonly Right[] | undefined {
  let parts: readonly Right[] = [right];
  for (const list of others)
    for (const other of list) {
      if (!mayMeet(right, other)) continue;
      parts = parts.length === 1 ? difference(parts[0] as Right, other) : parts.flatMap((part) => difference(part, other));
      if (parts.length === 0) return parts;
      if (parts.length > mostParts) return undefined;
    }
  return parts;
}

/** @returns a text that is equal for rights that are equal; wide ones sort first. */
export function rightKey(right: Right): string {
  if (right.about === "urls") return `2${extentKey(right.urls)}${extentKey(right.verbs)}`;
  const { groups, resources, verbs, names } = right;
  return `${resources.all ? 0 : 1}${groups.all ? 0 : 1}${extentKey(groups)}${extentKey(resources)}${extentKey(verbs)}${extentKey(names)}`;
}
