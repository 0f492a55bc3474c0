import { z } from "zod";
import { reviewIdSchema } from "./access/reviews.ts";
import { clusterIdSchema, pageQuery, severityCountsSchema, timeSchema } from "./common.ts";
import { findingSchema } from "./findings.ts";

export const waiverIdSchema = z.string().regex(/^wvr_[a-z0-9]{10,40}$/);
export const mostWaived = 5_000;

const listed = (item: z.ZodType<string>, most: number) => z.array(item).max(most).default([]);
const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .refine((value) => value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value), "Use one line of plain text.");

export const fingerprintSchema = z.string().regex(/^[a-f0-9]{16,64}(-\d{1,6})?$/);
export const waiverMatchSchema = z
  .object({
    clusters: listed(clusterIdSchema, 200),
    checks: listed(z.string().min(1).max(100), 200),
    namespaces: listed(z.string().max(253), 200),
    kinds: listed(z.string().min(1).max(100), 100),
    names: listed(z.string().min(1).max(253), 1_000),
    fingerprints: listed(fingerprintSchema, mostWaived),
  })
  .meta({
    id: "WaiverMatch",
    description: "Each list narrows; an empty one does not. The namespace `` is of objects that have none.",
  });
export type WaiverMatchInput = z.infer<typeof waiverMatchSchema>;

export const waiverNameSchema = text(100);
export const waiverTerms = {
  name: waiverNameSchema.meta({ description: "What a file calls it; unique among the waivers that hold." }),
  reason: z.string().trim().min(1, "Say why.").max(2_000),
  owner: text(100).meta({ description: "Who answers for it." }),
  ticket: text(200).optional(),
  expiresAt: timeSchema,
};
export const newWaiverSchema = z.object({ ...waiverTerms, match: waiverMatchSchema });
export type NewWaiver = z.infer<typeof newWaiverSchema>;
export const waiverChangeSchema = z.object({
  id: waiverIdSchema,
  name: waiverTerms.name.optional(),
  reason: waiverTerms.reason.optional(),
  owner: waiverTerms.owner.optional(),
  ticket: text(200).nullable().optional(),
  expiresAt: timeSchema.optional(),
  match: waiverMatchSchema.optional(),
});
export type WaiverChange = z.infer<typeof waiverChangeSchema>;

export const waiverStateSchema = z.enum(["active", "endsSoon", "unused", "expired", "revoked"]).meta({ id: "WaiverState" });

export const waiverSchema = z
  .object({
    id: waiverIdSchema,
    name: z.string(),
    reason: z.string(),
    owner: z.string(),
    ticket: z.string().optional(),
    match: waiverMatchSchema,
    clusters: z
      .array(z.object({ id: clusterIdSchema, name: z.string() }))
      .meta({ description: "Names of the clusters in `match`." }),
    createdBy: z.string(),
    createdAt: timeSchema,
    expiresAt: timeSchema,
    revokedAt: timeSchema.optional(),
    revokedBy: z.string().optional(),
    state: z.enum(["active", "expired", "revoked"]),
    endsSoon: z.boolean(),
    unused: z.boolean().meta({ description: "It holds, and matches nothing in the newest scans." }),
    matches: z.int().meta({ description: "Findings of the newest scans that it matches, as far as you see them." }),
    counts: severityCountsSchema,
    whole: z.boolean().meta({ description: "All of it lies in your scope, so that you may change it if your role allows." }),
  })
  .meta({ id: "Waiver" });
export type Waiver = z.infer<typeof waiverSchema>;

export const waiverQuerySchema = z.object({ ...pageQuery, state: waiverStateSchema.optional() });
export const waiverPageSchema = z
  .object({ items: z.array(waiverSchema), next: z.string().optional(), total: z.int().meta({ description: "Of the state." }) })
  .meta({ id: "WaiverPage" });
export type WaiverPage = z.infer<typeof waiverPageSchema>;

export const waiverPreviewSchema = z
  .object({
    total: z.int(),
    counts: severityCountsSchema,
    waivedAlready: z.int(),
    clusters: z.array(z.object({ id: clusterIdSchema, name: z.string(), count: z.int() })),
    checks: z.array(z.object({ id: z.string(), title: z.string(), count: z.int() })),
    first: z.array(findingSchema),
    refused: z.string().optional().meta({ description: "Why you may not waive exactly this." }),
  })
  .meta({ id: "WaiverPreview" });
export type WaiverPreview = z.infer<typeof waiverPreviewSchema>;

export const noticesSchema = z
  .object({
    items: z.array(z.object({ kind: z.enum(["endsSoon", "ended"]), waiver: waiverSchema, yours: z.boolean() })),
    reviews: z
      .array(
        z.discriminatedUnion("kind", [
          z.object({ kind: z.literal("tooOld"), cluster: z.string(), clusterId: clusterIdSchema, at: timeSchema, days: z.int() }),
          z.object({
            kind: z.literal("overdue"),
            review: reviewIdSchema,
            name: z.string(),
            dueAt: timeSchema,
            yours: z.boolean(),
          }),
        ]),
      )
      .meta({ description: "Clusters whose last access review is too old, and open reviews whose day has passed." }),
  })
  .meta({ id: "Notices" });
export type Notices = z.infer<typeof noticesSchema>;

export const waiverImportSchema = z.object({
  yaml: z.string().min(1).max(1_048_576),
  apply: z.boolean().default(false).meta({ description: "Without it nothing is changed: the answer says what would be." }),
  prune: z.boolean().default(false).meta({ description: "End the waivers that hold and do not stand in the file." }),
});
export const waiverPlanSchema = z
  .object({
    applied: z.boolean(),
    items: z.array(
      z.object({
        name: z.string(),
        action: z
          .enum(["add", "change", "keep", "end", "over"])
          .meta({ description: "`over`: its day has passed and no waiver of its name holds, so nothing is made of it." }),
        fields: z.array(z.string()).meta({ description: "What differs." }),
        matches: z.int(),
        urgent: z.int().meta({ description: "Of them, critical and high ones." }),
      }),
    ),
  })
  .meta({ id: "WaiverPlan" });
export type WaiverPlan = z.infer<typeof waiverPlanSchema>;
