/** What would be refused if policies were enforced today, over all that runs. Nothing is verified anew. */
import { z } from "zod";
import { clusterIdSchema, gapSchema, listOf, pageQuery, scanIdSchema, timeSchema } from "../common.ts";
import { imageIdSchema, linkStateSchema } from "../supply-chain.ts";
import { policyDefinitionSchema, signingPolicyIdSchema } from "./policies.ts";

export const dryRunVerdicts = ["refused", "notAssessed", "allowed", "notNamed"] as const;
export const dryRunReasons = [
  "refused",
  "notSigned",
  "claimOnly",
  "statementsAlone",
  "signerNotNamed",
  "attestationMissing",
  "sourceUnknown",
  "sourceNotNamed",
  "invalid",
  "unverifiable",
  "notNamed",
  "noDigest",
  "notLooked",
  "notComplete",
  "olderJudgement",
  "keyNotTrusted",
  "allowed",
] as const;
export type DryRunReason = (typeof dryRunReasons)[number];

export const dryRunFilter = {
  policy: listOf(signingPolicyIdSchema).meta({
    description: "Only these policies, drafts included; without it all that are no drafts.",
  }),
  cluster: listOf(clusterIdSchema),
  namespace: listOf(z.string().max(253)),
  unmatched: z.enum(["allow", "refuse"]).default("allow").meta({
    description: "What becomes of an image that no policy names; policy-controller refuses it unless it is told otherwise.",
  }),
};
const dryRunPage = {
  verdict: z.enum(dryRunVerdicts).optional(),
  reason: z.enum(dryRunReasons).optional(),
  q: z.string().trim().max(200).optional(),
  ...pageQuery,
};
export const dryRunQuerySchema = z.object({ ...dryRunFilter, ...dryRunPage });
export type DryRunQuery = z.infer<typeof dryRunQuerySchema>;

/** Of a policy that is not stored yet. */
export const dryRunTrySchema = z.object({
  policies: z.array(policyDefinitionSchema).min(1).max(50),
  cluster: z.array(clusterIdSchema).max(200).optional(),
  namespace: z.array(z.string().max(253)).max(200).optional(),
  unmatched: dryRunFilter.unmatched,
  limit: z.int().min(1).max(200).default(50),
});
export type DryRunTry = z.infer<typeof dryRunTrySchema>;

const placeSchema = z.object({
  clusterId: clusterIdSchema,
  cluster: z.string(),
  namespace: z.string(),
  kind: z.string(),
  workload: z.string(),
  container: z.string(),
  type: z.enum(["init", "container", "ephemeral"]),
  pods: z.int(),
  image: z.string().meta({ description: "As the pods' specs have it." }),
  imageId: imageIdSchema.optional(),
  verdict: z.enum(dryRunVerdicts),
  reason: z.enum(dryRunReasons),
  sentence: z.string(),
  policy: z.string().optional().meta({ description: "The first that refuses it, or that cannot be answered." }),
  state: linkStateSchema.optional().meta({ description: "Of the image's signature, before the policies." }),
  asOf: timeSchema.optional(),
});
export type DryRunPlace = z.infer<typeof placeSchema>;

const tally = z.object({ pods: z.int(), workloads: z.int(), images: z.int(), clusters: z.int() });

export const dryRunSchema = z
  .object({
    sentence: z.string(),
    policies: z.array(z.object({ name: z.string(), images: z.array(z.string()), refused: z.int(), draft: z.boolean() })),
    verdicts: z.record(z.enum(dryRunVerdicts), tally),
    reasons: z
      .array(
        tally.extend({ verdict: z.enum(dryRunVerdicts), reason: z.enum(dryRunReasons), title: z.string(), remedy: z.string() }),
      )
      .meta({ description: "Most pods first." }),
    items: z.array(placeSchema),
    next: z.string().optional(),
    total: z.int(),
    clusters: z.array(
      z.object({
        id: clusterIdSchema,
        name: z.string(),
        scanId: scanIdSchema.optional(),
        takenAt: timeSchema.optional(),
        refused: z.int(),
        notAssessed: z.int(),
        pods: z.int(),
      }),
    ),
    gaps: z.array(gapSchema).meta({ description: "What of the pods could not be seen." }),
  })
  .meta({ id: "PolicyDryRun" });
export type DryRun = z.infer<typeof dryRunSchema>;
