/** Access reviews: people look at who holds what, and say what is to stay. */
import { z } from "zod";
import { chainSchema, subjectKindSchema, subjectSchema } from "../access.ts";
import { clusterIdSchema, gapSchema, pageOf, pageQuery, scanIdSchema, timeSchema, userIdSchema } from "../common.ts";

export const reviewIdSchema = z.string().regex(/^rvw_[a-z0-9]{10,40}$/);
export const decisionSchema = z
  .enum(["keep", "remove", "ask"])
  .meta({ id: "ReviewDecision", description: "`ask`: somebody has to answer first." });
export type ReviewDecision = z.infer<typeof decisionSchema>;

const name = z.string().trim().min(1).max(120);
const note = z.string().trim().max(2_000);
const capabilityId = z.string().min(1).max(60);

const scopeShape = {
  places: z
    .array(
      z.object({
        cluster: clusterIdSchema,
        namespaces: z
          .array(z.string().min(1).max(63))
          .min(1)
          .max(200)
          .optional()
          .meta({ description: "Only what counts inside them. Absent: the whole cluster." }),
        scan: scanIdSchema.optional().meta({ description: "Absent: the newest with results." }),
      }),
    )
    .min(1)
    .max(50),
  capability: capabilityId
    .optional()
    .meta({ description: "Absent: whatever a subject holds. `GET /review-capabilities` lists them." }),
  kinds: z.array(subjectKindSchema).max(3).default([]),
  defaults: z
    .boolean()
    .default(false)
    .meta({ description: "Also subjects that hold only what Kubernetes itself created, known by content." }),
};
export const reviewScopeSchema = z.object(scopeShape);
export type ReviewScope = z.infer<typeof reviewScopeSchema>;

export const newReviewSchema = z.object({
  ...scopeShape,
  name,
  reviewers: z.array(userIdSchema).max(20).default([]).meta({ description: "Who decides and signs off; none: you." }),
  dueAt: timeSchema,
});
export type NewReview = z.infer<typeof newReviewSchema>;

export const capabilitySchema = z
  .object({ id: capabilityId, may: z.string().meta({ description: 'As the end of "may …".' }) })
  .meta({ id: "ReviewCapability" });

export const reviewPreviewSchema = z
  .object({
    subjects: z.int(),
    notAssessed: z.int(),
    clusters: z.array(
      z.object({
        cluster: z.string(),
        clusterId: clusterIdSchema,
        scanId: scanIdSchema,
        number: z.int(),
        takenAt: timeSchema,
        subjects: z.int(),
      }),
    ),
  })
  .meta({ id: "ReviewPreview" });
export type ReviewPreview = z.infer<typeof reviewPreviewSchema>;

const carriedOutSchema = z.object({
  state: z.enum(["gone", "partly", "still", "unknown"]),
  of: z.int().meta({ description: "The bindings that were to be taken away." }),
  left: z.int().meta({ description: "Those that still name the subject." }),
});

const personSchema = z.object({ id: userIdSchema, name: z.string() });

export const reviewPlaceSchema = z.object({
  cluster: z.string(),
  clusterId: clusterIdSchema,
  namespaces: z.array(z.string()).optional(),
  scanId: scanIdSchema,
  number: z.int(),
  takenAt: timeSchema,
  gaps: z.array(gapSchema),
  /** Removals that were decided before, of subjects that are not in this review. */
  departed: z.array(
    z.object({ subject: subjectSchema, decidedBy: z.string(), decidedAt: timeSchema, carriedOut: carriedOutSchema }),
  ),
});

export const reviewSchema = z
  .object({
    id: reviewIdSchema,
    name: z.string(),
    state: z.enum(["open", "signedOff"]),
    capability: capabilitySchema.optional(),
    kinds: z.array(subjectKindSchema),
    defaults: z.boolean(),
    places: z.array(reviewPlaceSchema),
    whole: z.boolean().meta({ description: "All of it lies in your scope; where not, only what does is shown and counted." }),
    reviewers: z.array(personSchema),
    mine: z.boolean().meta({ description: "You are one of the reviewers." }),
    dueAt: timeSchema,
    overdue: z.boolean(),
    createdBy: z.string(),
    createdAt: timeSchema,
    signedOff: z.object({ at: timeSchema, by: z.string(), note: z.string().optional() }).optional(),
    version: z.int(),
    progress: z.object({
      subjects: z.int(),
      decided: z.int(),
      keep: z.int(),
      remove: z.int(),
      ask: z.int(),
      notAssessed: z.int().meta({ description: "Subjects that could not be seen in full, decided or not." }),
      stillThere: z.int().meta({ description: "Decided to be removed the last time, and still there, or partly." }),
      gained: z.int(),
    }),
  })
  .meta({ id: "AccessReview" });
export type AccessReview = z.infer<typeof reviewSchema>;

export const reviewQuerySchema = z.object({
  state: z.enum(["open", "signedOff"]).default("open"),
  cluster: clusterIdSchema.optional(),
  ...pageQuery,
});
export const reviewPageSchema = z
  .object({ items: z.array(reviewSchema), next: z.string().optional(), total: z.int().meta({ description: "Of the state." }) })
  .meta({ id: "AccessReviewPage" });
export type AccessReviewPage = z.infer<typeof reviewPageSchema>;

export const lastReviewsSchema = z
  .object({
    maxDays: z.int().meta({ description: "After how many days the last review of a cluster is too old." }),
    items: z.array(
      z.object({
        clusterId: clusterIdSchema,
        cluster: z.string(),
        last: z.object({ review: reviewIdSchema, name: z.string(), at: timeSchema, days: z.int(), due: z.boolean() }).optional(),
      }),
    ),
  })
  .meta({
    id: "LastReviews",
    description: "Of each cluster that you see whole: its newest signed-off review of the whole cluster.",
  });
export type LastReviews = z.infer<typeof lastReviewsSchema>;

export const reviewedSubjectSchema = z
  .object({
    number: z.int(),
    clusterId: clusterIdSchema,
    cluster: z.string(),
    subject: subjectSchema,
    sentence: z.string(),
    dangers: z.array(capabilitySchema),
    grantCount: z.int(),
    notAssessed: z.boolean().meta({ description: "Some of its bindings or roles may not have been seen: it may hold more." }),
    isNew: z.boolean(),
    previous: z
      .object({
        decision: decisionSchema,
        note: z.string().optional(),
        decidedBy: z.string(),
        decidedAt: timeSchema,
        review: z.string(),
        carriedOut: carriedOutSchema.optional().meta({ description: "Of a removal." }),
      })
      .optional(),
    gained: z
      .object({ bindings: z.array(z.string()), roles: z.array(z.string()), dangers: z.array(capabilitySchema) })
      .optional()
      .meta({ description: "What it holds beyond what it held when the last decision was made." }),
    decision: decisionSchema.optional(),
    note: z.string().optional(),
    decidedBy: z.string().optional(),
    decidedAt: timeSchema.optional(),
    version: z.int(),
  })
  .meta({ id: "ReviewedSubject" });
export type ReviewedSubject = z.infer<typeof reviewedSubjectSchema>;

export const subjectFilters = ["undecided", "keep", "remove", "ask", "notAssessed", "stillThere", "gained"] as const;
export type SubjectFilter = (typeof subjectFilters)[number];
export const reviewedQuerySchema = z.object({
  id: reviewIdSchema,
  show: z.enum(subjectFilters).optional(),
  q: z.string().max(200).optional(),
  ...pageQuery,
});
export const reviewedPageSchema = pageOf(reviewedSubjectSchema).extend({ total: z.int() }).meta({ id: "ReviewedSubjectPage" });

export const reviewedDetailSchema = reviewedSubjectSchema
  .extend({
    ways: z.array(
      z.object({
        chain: chainSchema.meta({ description: "With the first rule that matters." }),
        counts: z.boolean().meta({ description: "It gives what the review is about." }),
        dangers: z.array(z.string()),
        rules: z.int(),
      }),
    ),
    moreWays: z.int(),
    steps: z
      .array(z.object({ what: z.string(), command: z.string().optional() }))
      .meta({ description: "What would take it away; Drydock runs none of it." }),
  })
  .meta({ id: "ReviewedSubjectDetail" });
export type ReviewedDetail = z.infer<typeof reviewedDetailSchema>;

export const mostDecisions = 100;
export const decisionsSchema = z.object({
  id: reviewIdSchema,
  decisions: z
    .array(
      z.object({
        number: z.int().min(1),
        version: z
          .int()
          .min(0)
          .meta({ description: "As you saw it: a decision of somebody else meanwhile is not written over." }),
        decision: decisionSchema.nullable().meta({ description: "Null takes the decision back." }),
        note: note.optional(),
      }),
    )
    .min(1)
    .max(mostDecisions),
});
export type Decisions = z.infer<typeof decisionsSchema>;

export const reviewChangeSchema = z.object({
  id: reviewIdSchema,
  version: z.int().min(1),
  name: name.optional(),
  dueAt: timeSchema.optional(),
  reviewers: z.array(userIdSchema).min(1).max(20).optional(),
});
export type ReviewChange = z.infer<typeof reviewChangeSchema>;

export const signOffSchema = z.object({ id: reviewIdSchema, version: z.int().min(1), note: note.optional() });
