/** Policies that judge images, as they stand in a snapshot. */
import { z } from "zod";
import type {
  ActionOverride,
  ImageAllowance,
  ImageAttestation,
  ImageAttestor,
  ImageAttestorGroup,
  ImagePolicyRule,
  PolicyMatch,
  PolicyScope,
} from "../image-policy-items.ts";
import { base, optionalInteger, optionalText, present, selector, text, texts } from "./schema-parts.ts";

const someTexts = texts.optional();
const action = z.enum(["enforce", "warn", "audit"]);

const scopeFields = {
  kinds: someTexts,
  namespaces: someTexts,
  names: someTexts,
  namespaceSelector: selector.optional(),
  selector: selector.optional(),
  unread: present,
};
const scope: z.ZodType<PolicyScope> = z.object(scopeFields);
export const policyMatch: z.ZodType<PolicyMatch> = z.object({ how: z.enum(["any", "all"]), scopes: z.array(scope) });

const overrides: z.ZodType<readonly ActionOverride[]> = z.array(
  z.object({ action, namespaces: someTexts, namespaceSelector: selector.optional() }),
);

const attestation: z.ZodType<ImageAttestation> = z.lazy(() =>
  z.object({ name: optionalText, predicateType: text, attestors: z.array(group).optional(), conditions: present }),
);

const attestor: z.ZodType<ImageAttestor> = z.lazy(() =>
  z.object({
    kind: z.enum(["keyless", "key", "certificate", "notary", "static", "group", "unread"]),
    name: optionalText,
    identities: z
      .array(z.object({ issuer: optionalText, issuerRegExp: optionalText, subject: optionalText, subjectRegExp: optionalText }))
      .optional(),
    keys: someTexts,
    certificates: someTexts,
    references: someTexts,
    trustRoot: optionalText,
    authority: optionalText,
    log: optionalText,
    logTrustRoot: optionalText,
    timestampTrustRoot: optionalText,
    ignoresLog: present,
    ignoresCertificateLog: present,
    hashAlgorithm: optionalText,
    repositories: someTexts,
    result: z.enum(["pass", "fail"]).optional(),
    attestations: z.array(attestation).optional(),
    group: group.optional(),
    unread: someTexts,
  }),
);

const group: z.ZodType<ImageAttestorGroup> = z.lazy(() => z.object({ count: optionalInteger, attestors: z.array(attestor) }));

const imageRule: z.ZodType<ImagePolicyRule> = z.object({
  name: text,
  action,
  overrides: overrides.optional(),
  images: texts,
  skippedImages: someTexts,
  imageExpressions: someTexts,
  match: policyMatch.optional(),
  exclude: policyMatch.optional(),
  attestors: z.array(group),
  attestations: z.array(attestation).optional(),
  format: optionalText,
  expressions: someTexts,
  unread: someTexts,
});
export const imageRules = z.array(imageRule).optional();

const allowance: z.ZodType<ImageAllowance> = z.object({
  rule: text,
  action,
  overrides: overrides.optional(),
  images: texts,
  match: policyMatch.optional(),
  exclude: policyMatch.optional(),
});
export const imageAllowances = z.array(allowance).optional();

const imagePolicy = z.object({ ...base, failurePolicy: optionalText, rules: z.array(imageRule) });

const constraint = z.object({
  ...base,
  action,
  match: z.object({ ...scopeFields, excludedNamespaces: someTexts }),
  allowedImages: someTexts,
  exemptImages: someTexts,
  auditedAt: optionalText,
  violations: optionalInteger,
});

const ratifyVerifier = z.object({ ...base, type: text, artifactTypes: texts });
const ratifyPart = z.object({ ...base, type: text });

export const imagePolicyItems = {
  "clusterimagepolicies.policy.sigstore.dev": imagePolicy,
  "imagevalidatingpolicies.policies.kyverno.io": imagePolicy,
  "namespacedimagevalidatingpolicies.policies.kyverno.io": imagePolicy,
  "policyexceptions.kyverno.io": z.object({
    ...base,
    exceptions: z.array(z.object({ policy: text, rules: texts })),
    match: policyMatch.optional(),
  }),
  "constrainttemplates.templates.gatekeeper.sh": z.object({ ...base, kind: text, providers: someTexts }),
  "configs.config.gatekeeper.sh": z.object({ ...base, excluded: texts }),
  "k8sallowedrepos.constraints.gatekeeper.sh": constraint,
  "k8sallowedreposv2.constraints.gatekeeper.sh": constraint,
  "k8sdisallowedrepos.constraints.gatekeeper.sh": constraint,
  "k8sdisallowedtags.constraints.gatekeeper.sh": constraint,
  "k8simagedigests.constraints.gatekeeper.sh": constraint,
  "ratifyverification.constraints.gatekeeper.sh": constraint,
  "verifiers.config.ratify.deislabs.io": ratifyVerifier,
  "namespacedverifiers.config.ratify.deislabs.io": ratifyVerifier,
  "stores.config.ratify.deislabs.io": ratifyPart,
  "namespacedstores.config.ratify.deislabs.io": ratifyPart,
  "policies.config.ratify.deislabs.io": ratifyPart,
  "namespacedpolicies.config.ratify.deislabs.io": ratifyPart,
} as const;
