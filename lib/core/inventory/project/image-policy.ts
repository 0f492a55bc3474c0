/** Policies that judge images: policy-controller's and Kyverno's. */
import type { ImageAllowance, ImagePolicyItem, ImagePolicyRule, PolicyExceptionItem } from "../image-policy-items.ts";
import type { KyvernoPolicyItem } from "../posture-items.ts";
import type { Intern } from "./intern.ts";
import { projectAttestorSets, projectPolicyAttestor } from "./kyverno-attestors.ts";
import { projectMeta } from "./metadata.ts";
import { policyAction, projectConstraints, projectKyvernoMatch, projectOverrides } from "./policy-match.ts";
import { projectExpressions, some } from "./policy-text.ts";
import { compact, elements, type Fields, fields, isFields, objects, someTexts, text, texts } from "./read.ts";
import { projectSelector } from "./selector.ts";
import { projectAuthority } from "./sigstore-authorities.ts";

/** Several policies that match must all allow; of the authorities of one, one must. */
export function projectClusterImagePolicy(policy: Fields, intern: Intern): ImagePolicyItem {
  const spec = fields(policy.spec, "spec") ?? {};
  const meta = projectMeta(policy, intern);
  const scopes = objects(spec.match, "spec.match").map((match) => {
    const resource = text(match.resource, "spec.match.resource");
    const selector = projectSelector(match.selector, "spec.match.selector");
    return compact({ kinds: resource ? [resource] : undefined, selector });
  });
  const authorities = objects(spec.authorities, "spec.authorities");
  const formats = new Set(
    authorities.flatMap(({ signatureFormat }) => text(signatureFormat, "spec.authorities.signatureFormat") || []),
  );
  const [format] = formats;
  const rule: ImagePolicyRule = compact({
    name: meta.name,
    action: policyAction(text(spec.mode, "spec.mode"), "enforce"),
    images: objects(spec.images, "spec.images").flatMap(({ glob }) => text(glob, "spec.images.glob") || []),
    match: scopes.length === 0 ? undefined : { how: "any" as const, scopes },
    attestors: authorities.length === 0 ? [] : [{ count: 1, attestors: authorities.map(projectAuthority) }],
    format: formats.size === 1 ? format : undefined,
    unread: some([...(spec.policy ? ["policy"] : []), ...(formats.size > 1 ? ["signatureFormat"] : [])]),
  });
  return { meta, rules: [rule] };
}

export function projectImageValidatingPolicy(policy: Fields, intern: Intern): ImagePolicyItem {
  const spec = fields(policy.spec, "spec") ?? {};
  const meta = projectMeta(policy, intern);
  const chosen = [
    ...objects(spec.matchImageReferences, "spec.matchImageReferences"),
    ...objects(spec.imageRules, "spec.imageRules"),
  ];
  const byImage = projectExpressions(
    chosen.flatMap(({ expression, cel }) => expression ?? cel ?? []),
    "spec.matchImageReferences",
  );
  const decides = projectExpressions(
    objects(spec.validations, "spec.validations").flatMap(({ expression }) => expression ?? []),
    "spec.validations.expression",
  );
  const actions = texts(spec.validationActions, "spec.validationActions").map((action) => policyAction(action, "audit"));
  const admission = fields(fields(spec.evaluation, "spec.evaluation")?.admission, "spec.evaluation.admission");
  const attestors = objects(spec.attestors, "spec.attestors").map(projectPolicyAttestor);
  const rule: ImagePolicyRule = compact({
    name: meta.name,
    action: admission?.enabled === false ? "audit" : actionOf(actions),
    images: chosen.flatMap(({ glob }) => text(glob, "spec.matchImageReferences.glob") || []),
    imageExpressions: byImage.kept,
    match: projectConstraints(spec.matchConstraints, "spec.matchConstraints"),
    attestors: attestors.length === 0 ? [] : [{ attestors }],
    attestations: some(objects(spec.attestations, "spec.attestations").map(attestationOf)),
    expressions: decides.kept,
    unread: some([
      ...["matchConditions", "variables", "images", "autogen"].filter((field) => spec[field]),
      ...(byImage.cut || decides.cut ? ["expressions"] : []),
    ]),
  });
  return compact({ meta, failurePolicy: text(spec.failurePolicy, "spec.failurePolicy"), rules: [rule] });
}

/** Without an action such a policy denies. */
function actionOf(actions: readonly ImagePolicyRule["action"][]): ImagePolicyRule["action"] {
  if (actions.length === 0 || actions.includes("enforce")) return "enforce";
  return actions.includes("warn") ? "warn" : "audit";
}

function attestationOf(attestation: Fields) {
  const path = "spec.attestations";
  const kind = fields(attestation.intoto, `${path}.intoto`) ?? fields(attestation.referrer, `${path}.referrer`);
  return compact({
    name: text(attestation.name, `${path}.name`),
    predicateType: text(kind?.type, `${path}.type`) ?? "",
  });
}

type ImageParts = Pick<KyvernoPolicyItem, "failurePolicy" | "imageRules" | "allowances">;

/** @returns of a ClusterPolicy or Policy of Kyverno what it verifies of images, and which it lets pass by their names. */
export function projectKyvernoImages(spec: Fields): ImageParts {
  const rules = objects(spec.rules, "spec.rules");
  return compact({
    failurePolicy: text(
      fields(spec.webhookConfiguration, "spec.webhookConfiguration")?.failurePolicy ?? spec.failurePolicy,
      "spec.failurePolicy",
    ),
    imageRules: some(
      rules.flatMap((rule) =>
        objects(rule.verifyImages, "spec.rules.verifyImages").map((entry) => verifyRule(spec, rule, entry)),
      ),
    ),
    allowances: some(rules.flatMap((rule) => allowanceOf(spec, rule))),
  });
}

/** Fields of a rule that narrow when it applies, and are not kept. */
const conditions = ["preconditions", "celPreconditions", "context", "imageExtractors"];

function verifyRule(spec: Fields, rule: Fields, entry: Fields): ImagePolicyRule {
  const path = "spec.rules.verifyImages";
  const single = text(entry.image, `${path}.image`);
  const old = ["key", "issuer", "subject", "roots"].filter((field) => entry[field]);
  return compact({
    ...commonOf(spec, rule, entry),
    name: text(rule.name, "spec.rules.name") ?? "",
    images: someTexts(entry.imageReferences, `${path}.imageReferences`) ?? (single ? [single] : []),
    skippedImages: someTexts(entry.skipImageReferences, `${path}.skipImageReferences`),
    attestors: projectAttestorSets(entry.attestors, `${path}.attestors`),
    attestations: some(objects(entry.attestations, `${path}.attestations`).map(kyvernoAttestation)),
    format: text(entry.type, `${path}.type`) || undefined,
    unread: some([
      ...old,
      ...conditions.filter((field) => rule[field]),
      ...["annotations", "additionalExtensions", "repository", "validate"].filter((field) => entry[field]),
    ]),
  });
}

/** The action stands at the entry or at the policy; without one it is Audit. */
function commonOf(spec: Fields, rule: Fields, entry: Fields | undefined) {
  const own = text(spec.validationFailureAction, "spec.validationFailureAction");
  const named = text(entry?.failureAction, "spec.rules.failureAction");
  return {
    action: policyAction(named ?? own, "audit"),
    overrides:
      projectOverrides(entry?.failureActionOverrides, "spec.rules.failureActionOverrides") ??
      projectOverrides(spec.validationFailureActionOverrides, "spec.validationFailureActionOverrides"),
    match: projectKyvernoMatch(rule.match, "spec.rules.match"),
    exclude: projectKyvernoMatch(rule.exclude, "spec.rules.exclude"),
  };
}

function kyvernoAttestation(attestation: Fields) {
  const path = "spec.rules.verifyImages.attestations";
  return compact({
    name: text(attestation.name, `${path}.name`),
    predicateType: text(attestation.type ?? attestation.predicateType, `${path}.type`) ?? "",
    attestors: some(projectAttestorSets(attestation.attestors, `${path}.attestors`)),
    conditions: elements(attestation.conditions, `${path}.conditions`).length > 0 ? (true as const) : undefined,
  });
}

/** A pattern such as `registry.example/* | ghcr.io/acme/*` at the images of containers; one that negates allows nothing. */
function allowanceOf(spec: Fields, rule: Fields): readonly ImageAllowance[] {
  const validate = fields(rule.validate, "spec.rules.validate");
  if (validate === undefined || conditions.some((field) => rule[field])) return [];
  const patterns = [
    ...(validate.pattern ? [validate.pattern] : []),
    ...elements(validate.anyPattern, "spec.rules.validate.anyPattern"),
  ];
  const images = patterns.map(imagesOf);
  if (images.length === 0 || images.some((one) => one === undefined)) return [];
  const name = text(rule.name, "spec.rules.name") ?? "";
  return [compact({ rule: name, ...commonOf(spec, rule, validate), images: [...new Set(images.flatMap((one) => one ?? []))] })];
}

/** @returns the globs of one pattern; undefined where it does not judge the images of containers by globs alone. */
function imagesOf(pattern: unknown): readonly string[] | undefined {
  const spec = isFields(pattern) ? pattern.spec : undefined;
  const containers = isFields(spec) ? spec.containers : undefined;
  const [first] = Array.isArray(containers) ? (containers as readonly unknown[]) : [];
  const image = isFields(first) ? first.image : undefined;
  if (typeof image !== "string" || /[!&]/.test(image)) return undefined;
  return image.split("|").map((one) => one.trim());
}

export function projectPolicyException(exception: Fields, intern: Intern): PolicyExceptionItem {
  const spec = fields(exception.spec, "spec") ?? {};
  return compact({
    meta: projectMeta(exception, intern),
    exceptions: objects(spec.exceptions, "spec.exceptions").map((one) => ({
      policy: text(one.policyName, "spec.exceptions.policyName") ?? "",
      rules: texts(one.ruleNames, "spec.exceptions.ruleNames"),
    })),
    match: projectKyvernoMatch(spec.match, "spec.match"),
  });
}
