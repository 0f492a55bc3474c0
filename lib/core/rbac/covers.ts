/**
 * Whether somebody's own rules suffice to write or bind a role: what the API server asks of whoever has neither `escalate` nor
 * `bind`. It compares rules as texts and not as sets of requests: `*` covers everything, but all verbs one by one do not cover
 * `*`, and a rule that names its objects covers no rule that does not.
 */
import type { PolicyRule } from "../inventory/items.ts";

/** One verb on one resource, with at most one name; or one verb on one URL. */
interface Atom {
  readonly verb: string;
  readonly group?: string;
  readonly resource?: string;
  readonly name?: string;
  readonly url?: string;
}

/** @returns whether the owner's rules cover each right of the others. Rules that give nothing are always covered. */
export function covers(owned: readonly PolicyRule[], others: readonly PolicyRule[]): boolean {
  return others.every((rule) => everyAtom(rule, (atom) => owned.some((owner) => coversAtom(owner, atom))));
}

/** Lists are made unique first, so that a rule of many repeated words is no work. */
function everyAtom(rule: PolicyRule, holds: (atom: Atom) => boolean): boolean {
  const names = rule.resourceNames?.length ? new Set(rule.resourceNames) : [undefined];
  for (const verb of new Set(rule.verbs)) {
    for (const url of new Set(rule.nonResourceURLs)) if (!holds({ verb, url })) return false;
    for (const group of new Set(rule.apiGroups))
      for (const resource of new Set(rule.resources))
        for (const name of names) if (!holds({ verb, group, resource, name })) return false;
  }
  return true;
}

function coversAtom(owner: PolicyRule, { verb, group, resource, name, url }: Atom): boolean {
  if (!has(owner.verbs, verb)) return false;
  if (url !== undefined) return coversUrl(owner.nonResourceURLs, url) && !owner.resourceNames?.length;
  return (
    has(owner.apiGroups, group as string) &&
    coversResource(owner.resources, resource as string) &&
    (!owner.resourceNames?.length || (name !== undefined && owner.resourceNames.includes(name)))
  );
}

function has(list: readonly string[] | undefined, word: string): boolean {
  return list !== undefined && (list.includes("*") || list.includes(word));
}

function coversResource(list: readonly string[] | undefined, resource: string): boolean {
  if (has(list, resource)) return true;
  const slash = resource.indexOf("/");
  return slash >= 0 && (list?.includes(`*/${resource.slice(slash + 1)}`) ?? false);
}

function coversUrl(list: readonly string[] | undefined, url: string): boolean {
  return list?.some((own) => own === url || (own.endsWith("*") && url.startsWith(own.replace(/\*+$/, "")))) ?? false;
}
