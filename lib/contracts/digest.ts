import { z } from "zod";
import { clusterIdSchema, pillarSchema, scanIdSchema, severityCountsSchema, timeSchema } from "./common.ts";

const standing = z.object({
  scanId: scanIdSchema,
  number: z.int(),
  at: timeSchema,
  share: z.number().optional(),
  version: z.string().optional(),
});

/** What changed in one cluster: between the last look before the date, or the first one kept after it, and the newest. */
export const digestClusterSchema = z
  .object({
    clusterId: clusterIdSchema,
    cluster: z.string(),
    state: z.enum(["compared", "unchanged", "firstLook", "notScanned", "neverScanned"]).meta({
      description:
        "`compared`: two looks were compared. `unchanged`: compared, nothing differs. `firstLook`: only one look is kept. `notScanned`: no scan with results since then. `neverScanned`: none at all.",
    }),
    scans: z.int().meta({ description: "Scans with results since the date." }),
    failed: z.int().meta({ description: "Scans that failed since the date." }),
    before: standing.optional(),
    beforeIsLater: z.boolean().meta({ description: "No look from before the date is kept: the first one after it stands in." }),
    after: standing.optional(),
    new: severityCountsSchema,
    reopened: severityCountsSchema,
    fixed: severityCountsSchema,
    notComparable: z.int().meta({ description: "Findings of which nobody can say whether they are new or fixed." }),
    waived: z.int().meta({ description: "Of the new and reopened ones, those that are waived now." }),
    version: z.object({ from: z.string(), to: z.string() }).optional(),
    share: z.object({ from: z.number().optional(), to: z.number().optional() }).optional(),
    unseen: z
      .array(z.object({ checkId: z.string(), title: z.string(), pillar: pillarSchema }))
      .meta({ description: "Checks that could be assessed before and cannot any more." }),
    seenAgain: z.int(),
    skipped: z.int().meta({ description: "Scheduled scans that did not start." }),
  })
  .meta({ id: "DigestCluster" });
export type DigestCluster = z.infer<typeof digestClusterSchema>;

export const digestSchema = z
  .object({
    since: timeSchema,
    until: timeSchema,
    totals: z.object({
      new: severityCountsSchema,
      reopened: severityCountsSchema,
      fixed: severityCountsSchema,
      notComparable: z.int(),
    }),
    clusters: z.array(digestClusterSchema),
    waivers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        event: z.enum(["made", "ended", "revoked"]),
        by: z.string().optional(),
        at: timeSchema,
        expiresAt: timeSchema,
      }),
    ),
    schedules: z.array(z.object({ id: z.string(), name: z.string(), missed: z.int(), skipped: z.int() })),
  })
  .meta({ id: "Digest" });
export type Digest = z.infer<typeof digestSchema>;
