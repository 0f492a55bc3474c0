/** The algebra of rights against the matcher itself. SEED and CASES choose the cases. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PolicyRule } from "../../inventory/items.ts";
import type { Attributes } from "../attributes.ts";
import { ruleAllows } from "../predicates.ts";
import { allows, common, remainder, rightsOfRule } from "./right.ts";

const seed = Number(process.env.SEED ?? 20_261_127);
const numRuns = Number(process.env.CASES ?? 300);
const options = { seed, numRuns };
const title = `seed ${seed}, ${numRuns} cases`;

const verbs = ["get", "list", "Get", "use", "*"];
const groups = ["", "apps", "*"];
const resources = [
  "pods",
  "pods/exec",
  "pods/*",
  "*/exec",
  "*/*",
  "*",
  "deployments",
  "deployments/scale",
  "*/scale",
  "nodes/exec",
];
const names = ["one", "two", "*", ""];
const urls = ["/", "/api", "/api*", "/apis/*", "/apis/**", "/a*", "*", "**", "/api/*/x", "/metrics"];

const some = (words: readonly string[], minLength = 0) =>
  fc.subarray([...words], { minLength, maxLength: Math.min(3, words.length) });
const arbitraryRule: fc.Arbitrary<PolicyRule> = fc.oneof(
  {
    arbitrary: fc.record({ verbs: some(verbs), apiGroups: some(groups), resources: some(resources), resourceNames: some(names) }),
    weight: 3,
  },
  { arbitrary: fc.record({ verbs: some(verbs, 1), apiGroups: some(groups, 1), resources: some(resources, 1) }), weight: 3 },
  { arbitrary: fc.record({ verbs: some(verbs), nonResourceURLs: some(urls) }), weight: 1 },
);

const requests: readonly Attributes[] = [...verbs, "watch"].flatMap((verb) => [
  ...[...groups, "batch"].flatMap((group) =>
    ["pods", "pods/exec", "pods/log", "deployments", "deployments/scale", "nodes/exec", "jobs", "jobs/scale", "pods/*"].flatMap(
      (path) =>
        [...names, "three"].map((name): Attributes => {
          const [resource = "", subresource] = path.split("/");
          return { verb, group, resource, name, ...(subresource === undefined ? {} : { subresource }) };
        }),
    ),
  ),
  ...["/", "/api", "/apis", "/apis/", "/apis/v1", "/a", "/api/y/x", "/metrics", "/metrics/x", "/api/*/x", ""].map((path) => ({
    verb,
    path,
  })),
]);

const words = (rules: readonly PolicyRule[]) => rules.flatMap(rightsOfRule);
const anyAllows = (rules: readonly PolicyRule[], request: Attributes) => rules.some((rule) => ruleAllows(request, rule));
const rules = fc.array(arbitraryRule, { maxLength: 4 });

test(`a right allows what its rule allows, ${title}`, () => {
  fc.assert(
    fc.property(arbitraryRule, (rule) => {
      const wrong = requests.filter(
        (request) => words([rule]).some((right) => allows(right, request)) !== ruleAllows(request, rule),
      );
      expect(wrong).toEqual([]);
    }),
    options,
  );
});

test(`what is left allows exactly what the others do not, each request once, ${title}`, () => {
  fc.assert(
    fc.property(arbitraryRule, rules, (rule, others) => {
      const left = words([rule]).flatMap((right) => remainder(right, words(others)) ?? []);
      const wanted = (request: Attributes) => (ruleAllows(request, rule) && !anyAllows(others, request) ? 1 : 0);
      const found = (request: Attributes) => left.filter((right) => allows(right, request)).length;
      expect(requests.filter((request) => found(request) !== wanted(request))).toEqual([]);
    }),
    options,
  );
});

test(`what a part has in common with a rule is what both allow, ${title}`, () => {
  fc.assert(
    fc.property(arbitraryRule, rules, arbitraryRule, (rule, others, other) => {
      const left = words([rule]).flatMap((right) => remainder(right, words(others)) ?? []);
      const both = left.flatMap((part) => words([other]).flatMap((right) => common(part, right) ?? []));
      const wanted = (request: Attributes) => left.some((part) => allows(part, request)) && ruleAllows(request, other);
      const found = (request: Attributes) => both.some((right) => allows(right, request));
      expect(requests.filter((request) => found(request) !== wanted(request))).toEqual([]);
    }),
    options,
  );
});
