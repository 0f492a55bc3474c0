/** The admission policies that Kubernetes itself evaluates, and their bindings. */
import type { AdmissionPolicyBindingItem, AdmissionPolicyItem } from "../posture-items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { projectConstraints } from "./policy-match.ts";
import { compact, elements, type Fields, fields, objects, text, texts } from "./read.ts";

const longestExpression = 32_768;
const readsImages = /\.image\b/;
/** Only what begins with one of some texts, and nothing that turns a condition round. */
const begins = /\.image\.startsWith\(\s*(?:'([^'\\]{1,300})'|"([^"\\]{1,300})")\s*\)/g;

export function projectAdmissionPolicy(policy: Fields, intern: Intern): AdmissionPolicyItem {
  const spec = fields(policy.spec, "spec") ?? {};
  const expressions = objects(spec.validations, "spec.validations").map(({ expression }) =>
    (text(expression, "spec.validations.expression") ?? "").slice(0, longestExpression),
  );
  const narrowed = elements(spec.matchConditions, "spec.matchConditions").length > 0;
  return compact({
    meta: projectMeta(policy, intern),
    failurePolicy: text(spec.failurePolicy, "spec.failurePolicy"),
    match: projectConstraints(spec.matchConstraints, "spec.matchConstraints"),
    conditions: narrowed ? (true as const) : undefined,
    readsImages: expressions.some((expression) => readsImages.test(expression)) ? (true as const) : undefined,
    allowedImages: allowedBy(expressions),
  });
}

function allowedBy(expressions: readonly string[]): readonly string[] | undefined {
  const found = expressions
    .filter((expression) => !expression.includes("!"))
    .flatMap((expression) => [...expression.matchAll(begins)].map(([, single, double]) => `${single ?? double}*`));
  return found.length === 0 ? undefined : [...new Set(found)].sort();
}

export function projectAdmissionPolicyBinding(binding: Fields, intern: Intern): AdmissionPolicyBindingItem {
  const spec = fields(binding.spec, "spec") ?? {};
  return compact({
    meta: projectMeta(binding, intern),
    policy: text(spec.policyName, "spec.policyName") ?? "",
    actions: texts(spec.validationActions, "spec.validationActions"),
    match: projectConstraints(spec.matchResources, "spec.matchResources"),
  });
}
