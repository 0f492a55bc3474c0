/** Who may sign which images, and where those may come from. */
import { z } from "zod";
import { clusterIdSchema, timeSchema } from "../common.ts";
import { lineOfText } from "./text.ts";

export const signingPolicyIdSchema = z.string().regex(/^spl_[a-z0-9]{10,40}$/);

export const textMatcherSchema = z
  .union([z.strictObject({ exact: lineOfText(2_048) }), z.strictObject({ pattern: z.string().min(1).max(512) })])
  .meta({ id: "TextMatcher", description: "A text that must be equal, or a pattern of RE2 that must match all of it." });

export const allowedSignerSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("identity"), issuer: textMatcherSchema, subject: textMatcherSchema }),
    z.object({ kind: z.literal("key"), fingerprint: z.string().regex(/^[0-9a-f]{64}$/, "Write the SHA-256 of the key's SPKI.") }),
  ])
  .meta({ id: "AllowedSigner" });

const glob = z.string().trim().min(1).max(512);
export const policyTerms = {
  name: lineOfText(100),
  images: z
    .array(glob)
    .min(1)
    .max(200)
    .meta({ description: "Globs on `registry/repository:tag`: `*` is any text without a slash, `**` any text." }),
  signers: z.array(allowedSignerSchema).max(200).meta({ description: "Any of them will do; none: nobody may run these images." }),
  attestations: z.array(lineOfText(512)).max(50).meta({
    description: "Types of predicates that one of the signers must have stated; none: the image itself is to be signed.",
  }),
  sources: z
    .array(glob)
    .max(200)
    .meta({ description: "Globs on repositories of source, such as `github.com/acme/*`; none: from anywhere." }),
};
export const policyDefinitionSchema = z.object({
  name: policyTerms.name,
  images: policyTerms.images,
  signers: policyTerms.signers,
  attestations: policyTerms.attestations.default([]),
  sources: policyTerms.sources.default([]),
});

export const policyOriginSchema = z.object({
  kind: z.string().max(100),
  name: z.string().max(400),
  cluster: z.string().max(200).optional(),
  untranslated: z.array(z.string().max(500)).max(200).meta({ description: "What of it could not be taken over." }),
});

const draft = z.boolean().meta({ description: "A draft is tried out and says nothing of any image." });
export const newSigningPolicySchema = policyDefinitionSchema.extend({
  draft: draft.default(false),
  origin: policyOriginSchema.optional(),
});
export type NewSigningPolicy = z.infer<typeof newSigningPolicySchema>;
export const signingPolicyChangeSchema = z.object({
  id: signingPolicyIdSchema,
  name: policyTerms.name.optional(),
  images: policyTerms.images.optional(),
  signers: policyTerms.signers.optional(),
  attestations: policyTerms.attestations.optional(),
  sources: policyTerms.sources.optional(),
  draft: draft.optional(),
});
export type SigningPolicyChange = z.infer<typeof signingPolicyChangeSchema>;

export const signingPolicySchema = z
  .object({
    id: signingPolicyIdSchema,
    name: z.string(),
    images: z.array(z.string()),
    signers: z.array(allowedSignerSchema),
    attestations: z.array(z.string()),
    sources: z.array(z.string()),
    draft: z.boolean(),
    origin: policyOriginSchema.optional(),
    keyNames: z.record(z.string(), z.string()).meta({
      description:
        "Of its keys by fingerprint, the names under which they are registered; without one nothing can be verified by it.",
    }),
    updatedBy: z.string(),
    updatedAt: timeSchema,
  })
  .meta({ id: "SigningPolicy" });
export type SigningPolicy = z.infer<typeof signingPolicySchema>;

/** What becomes of a rule of another engine. */
export const foundPolicySchema = z
  .object({
    origin: policyOriginSchema.pick({ kind: true, name: true }),
    clusters: z.array(z.object({ id: clusterIdSchema, name: z.string() })).meta({ description: "Where it was found alike." }),
    action: z.enum(["enforce", "warn", "audit"]),
    policies: z
      .array(policyDefinitionSchema.extend({ name: z.string(), attestations: z.array(z.string()) }))
      .meta({ description: "All of them together ask what the rule asked; none where nothing of it could be taken over." }),
    keys: z
      .array(z.object({ name: z.string(), pem: z.string(), fingerprint: z.string(), trusted: z.boolean() }))
      .meta({ description: "Keys of its signers; one that no trust profile holds verifies nothing." }),
    untranslated: z.array(z.string()),
    warnings: z.array(z.string()),
    taken: z.array(z.string()).meta({ description: "Names of policies that are here already." }),
  })
  .meta({ id: "FoundPolicy" });
export type FoundPolicy = z.infer<typeof foundPolicySchema>;

export const foundPoliciesSchema = z
  .object({
    items: z.array(foundPolicySchema),
    other: z.array(z.string()).meta({ description: "Kinds of objects in the text that are no policies about images." }),
    unread: z.array(z.string()).meta({ description: "What could not be read, in sentences." }),
    notLooked: z
      .array(z.object({ id: clusterIdSchema, name: z.string(), reason: z.string() }))
      .meta({ description: "Clusters whose policies could not be seen." }),
  })
  .meta({ id: "FoundPolicies" });
export type FoundPolicies = z.infer<typeof foundPoliciesSchema>;

/** A rule that was found, as it is given back to be taken over. Its policies are named and cut to size on the way. */
const takenRuleSchema = z.object({
  origin: policyOriginSchema,
  policies: z.array(policyDefinitionSchema.extend({ name: lineOfText(1_000) })).max(50),
  keys: z
    .array(z.object({ name: lineOfText(1_000), pem: z.string().min(1).max(16_384) }))
    .max(100)
    .default([]),
});
export const policyImportSchema = z.object({
  rules: z.array(takenRuleSchema).min(1).max(500),
  draft: draft.default(true),
  preview: z.boolean().default(false).meta({ description: "Say what would be made, and make nothing." }),
});
export type PolicyImport = z.infer<typeof policyImportSchema>;

export const importedPoliciesSchema = z
  .object({
    made: z.boolean().meta({ description: "False of a preview." }),
    trustProfiles: z.array(
      z.object({ name: z.string(), keys: z.array(z.object({ name: z.string(), fingerprint: z.string() })) }),
    ),
    policies: z.array(signingPolicySchema.pick({ name: true, images: true, draft: true, keyNames: true, signers: true })),
    passedOver: z.array(z.string()).meta({ description: "Names of policies that are here already; they stay as they are." }),
  })
  .meta({ id: "ImportedPolicies" });
export type ImportedPolicies = z.infer<typeof importedPoliciesSchema>;

export const policyFormats = ["clusterImagePolicy", "kyverno"] as const;
export const exportedPoliciesSchema = z
  .object({
    yaml: z.string(),
    items: z.array(
      z.object({
        policy: z.string(),
        exported: z.boolean(),
        untranslated: z.array(z.string()).meta({ description: "What the controller cannot say." }),
      }),
    ),
  })
  .meta({ id: "ExportedPolicies" });
export type ExportedPolicies = z.infer<typeof exportedPoliciesSchema>;
