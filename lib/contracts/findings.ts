import { z } from "zod";
import {
  clusterIdSchema,
  gapSchema,
  listOf,
  pageQuery,
  pillarSchema,
  scanIdSchema,
  severityCountsSchema,
  severitySchema,
  timeSchema,
} from "./common.ts";

export const objectRefSchema = z
  .object({
    resource: z.string(),
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string(),
    path: z.string().optional(),
  })
  .meta({ id: "ObjectRef" });

export const findingStateSchema = z.enum(["firstLook", "new", "unchanged", "reopened", "notComparable"]).meta({
  id: "FindingState",
  description: "Against the scan before. `firstLook`: there is no scan before, so that nobody can say what is new.",
});

export const findingSchema = z
  .object({
    fingerprint: z.string(),
    scanId: scanIdSchema,
    clusterId: clusterIdSchema,
    cluster: z.string(),
    checkId: z.string(),
    checkTitle: z.string(),
    pillar: pillarSchema,
    severity: severitySchema,
    title: z.string(),
    at: objectRefSchema,
    responsible: z.enum(["platform", "application", "provider"]),
    state: findingStateSchema,
    firstSeenAt: timeSchema,
    waiver: z
      .object({
        id: z.string(),
        name: z.string(),
        reason: z.string(),
        owner: z.string(),
        by: z.string(),
        ticket: z.string().optional(),
        since: timeSchema,
        until: timeSchema,
      })
      .optional()
      .meta({ description: "The waiver that holds it now, the one that ends last. A waived finding is not a passed one." }),
    assignee: z
      .object({ id: z.string().optional(), name: z.string() })
      .optional()
      .meta({ description: "Who works at it; without an id where that person is gone." }),
  })
  .meta({ id: "Finding" });
export type Finding = z.infer<typeof findingSchema>;

export const findingFilter = {
  cluster: listOf(clusterIdSchema),
  scan: scanIdSchema.optional().meta({ description: "Absent: each cluster's newest scan that has results." }),
  severity: listOf(severitySchema),
  pillar: listOf(pillarSchema),
  check: listOf(z.string().max(100)),
  namespace: listOf(z.string().max(253)),
  kind: listOf(z.string().max(100)),
  responsible: listOf(z.enum(["platform", "application", "provider"])),
  state: listOf(findingStateSchema),
  life: z.enum(["open", "waived", "all"]).optional().meta({ description: "Whether a waiver holds it now. Absent: open." }),
  q: z.string().max(200).optional().meta({ description: "Text in the title or the object's name." }),
};
export const findingQuerySchema = z.object({
  ...findingFilter,
  ...pageQuery,
  sort: z.enum(["priority", "object", "check", "newest"]).default("priority"),
});
export type FindingQuery = z.infer<typeof findingQuerySchema>;

export const findingPageSchema = z
  .object({
    items: z.array(findingSchema),
    next: z.string().optional(),
    total: z.int(),
    counts: severityCountsSchema,
    waived: z.int().meta({ description: "Findings that the same filter finds among the waived ones." }),
    /** The checks that could not be assessed in the scans that this list rests on. */
    notAssessed: z.array(
      z.object({
        checkId: z.string(),
        title: z.string(),
        pillar: pillarSchema,
        clusterId: clusterIdSchema,
        cluster: z.string(),
        scanId: scanIdSchema,
        gaps: z.array(gapSchema),
      }),
    ),
    restsOn: z.array(
      z.object({
        clusterId: clusterIdSchema,
        cluster: z.string(),
        scanId: scanIdSchema,
        number: z.int(),
        at: timeSchema,
        share: z.number().optional(),
      }),
    ),
  })
  .meta({ id: "FindingPage" });
export type FindingPage = z.infer<typeof findingPageSchema>;

const facet = z.array(z.object({ value: z.string(), label: z.string().optional(), count: z.int() }));
/** Each facet is counted with every other filter applied and its own left out. */
export const findingFacetsSchema = z
  .object({
    severity: facet,
    pillar: facet,
    check: facet,
    namespace: facet,
    kind: facet,
    responsible: facet,
    state: facet,
    cluster: facet,
    life: facet,
  })
  .meta({ id: "FindingFacets" });
export type FindingFacets = z.infer<typeof findingFacetsSchema>;

export const findingDetailSchema = findingSchema
  .extend({
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
    why: z.string(),
    fix: z.string(),
    refs: z.array(z.string()),
    answers: z.array(z.string()),
    priority: z.string().meta({ description: "Why it stands where it stands, in a sentence." }),
    /** The part of the object that the finding is about, as YAML, from what the scan kept. */
    evidence: z.string(),
    seen: z.object({ scanId: scanIdSchema, number: z.int(), at: timeSchema, coverage: z.number().optional() }),
    history: z.array(
      z.object({
        event: z.enum(["firstSeen", "fixed", "reopened", "lastSeen"]),
        scanId: scanIdSchema,
        number: z.int().optional().meta({ description: "Absent where retention has removed that scan." }),
        at: timeSchema,
      }),
    ),
    life: z.enum(["open", "waived", "fixed", "reopened"]).meta({
      description: "`fixed`: a later scan looked as well and did not find it. `reopened`: it was fixed and came back.",
    }),
    doings: z
      .array(
        z.object({
          what: z.enum(["assigned", "waived", "waiverEnded", "commented"]),
          by: z.string().optional(),
          at: timeSchema,
          /** Who it was given to, why it was waived, or what was said. */
          text: z.string().optional(),
        }),
      )
      .meta({ description: "What people did with it, oldest first." }),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "FindingDetail" });
export type FindingDetail = z.infer<typeof findingDetailSchema>;

export const comparisonEntrySchema = findingSchema
  .omit({ state: true })
  .extend({ change: z.enum(["new", "fixed", "unchanged", "notComparable"]), reason: z.string().optional() });
export const comparisonSchema = z
  .object({
    before: z.object({ scanId: scanIdSchema, number: z.int(), at: timeSchema, share: z.number().optional() }),
    after: z.object({ scanId: scanIdSchema, number: z.int(), at: timeSchema, share: z.number().optional() }),
    comparable: z.boolean(),
    reason: z.string().optional(),
    counts: z.object({ new: z.int(), fixed: z.int(), unchanged: z.int(), notComparable: z.int() }),
    unsure: z
      .array(z.object({ reason: z.string(), findings: z.int() }))
      .meta({ description: "Why findings are not comparable, what holds for most first." }),
    items: z.array(comparisonEntrySchema),
    next: z.string().optional(),
  })
  .meta({ id: "Comparison" });
export type Comparison = z.infer<typeof comparisonSchema>;

export const checkSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    pillar: pillarSchema,
    layer: z.enum(["cloud", "cluster", "container", "code"]),
    seenBy: z.enum(["api", "static-pods", "probe", "product", "attestation"]),
    responsible: z.enum(["platform", "application", "provider"]),
    answers: z.array(z.string()),
    reads: z.array(z.string()),
    severities: z.array(severitySchema),
    why: z.string(),
    fix: z.string(),
    refs: z.array(z.string()),
  })
  .meta({ id: "Check" });
