/** Broken matchers: a test of the matcher is worth what it notices of these. Nothing of the product imports them. */
import { kubernetes, type Predicates } from "./predicates.ts";

/** Each breaks one predicate of the matcher in a way that somebody could have written it. */
export const mutants: Readonly<Record<string, Partial<Predicates>>> = {
  "any verb": { verb: () => true },
  "no star among verbs": { verb: (rule, verb) => rule.verbs.includes(verb) },
  "verbs in any case": {
    verb: (rule, verb) => rule.verbs.some((entry) => entry === "*" || entry.toLowerCase() === verb.toLowerCase()),
  },
  "any group": { group: () => true },
  "no star among groups": { group: (rule, group) => rule.apiGroups?.includes(group) ?? false },
  "no groups mean the core": {
    group: (rule, group) => kubernetes.group(rule, group) || (group === "" && !rule.apiGroups?.length),
  },
  "any resource": { resource: () => true },
  "no star among resources": { resource: (rule, combined) => rule.resources?.includes(combined) ?? false },
  "a resource covers its subresources": {
    resource: (rule, combined, subresource) =>
      kubernetes.resource(rule, combined, subresource) || (rule.resources?.includes(combined.split("/")[0] as string) ?? false),
  },
  "a star covers no subresource": {
    resource: (rule, combined, subresource) =>
      subresource === ""
        ? kubernetes.resource(rule, combined, "")
        : (rule.resources?.some((r) => r === combined || r === `*/${subresource}`) ?? false),
  },
  "pods/* covers subresources": {
    resource: (rule, combined, subresource) =>
      kubernetes.resource(rule, combined, subresource) ||
      (rule.resources?.some((entry) => entry.endsWith("/*") && combined.startsWith(entry.slice(0, -1))) ?? false),
  },
  "the end of a subresource is enough": {
    resource: (rule, combined, subresource) =>
      kubernetes.resource(rule, combined, subresource) ||
      (rule.resources?.some((entry) => entry.startsWith("*/") && subresource.endsWith(entry.slice(2))) ?? false),
  },
  "any name": { name: () => true },
  "a star among names": { name: (rule, name) => kubernetes.name(rule, name) || (rule.resourceNames?.includes("*") ?? false) },
  "requests without a name pass": { name: (rule, name) => kubernetes.name(rule, name) || name === "" },
  "no names match nothing": { name: (rule, name) => rule.resourceNames?.includes(name) ?? false },
  "any URL": { url: () => true },
  "a star covers its own path": {
    url: (rule, path) => kubernetes.url(rule, path) || (rule.nonResourceURLs?.some((entry) => entry === `${path}/*`) ?? false),
  },
  "no beginnings of URLs": {
    url: (rule, path) => rule.nonResourceURLs?.some((entry) => entry === "*" || entry === path) ?? false,
  },
  "stars in the middle of URLs": {
    url: (rule, path) =>
      rule.nonResourceURLs?.some((entry) => new RegExp(`^${entry.replaceAll("*", ".*")}$`).test(path)) ?? false,
  },
};
