/** A report as its reader gets it: frozen to its scans, redacted, and without any id that leads further. */
import { z } from "zod";
import { namespacesSchema, resourceRowSchema } from "./access/pivots.ts";
import {
  changesContentSchema,
  driftContentSchema,
  holdersContentSchema,
  namespaceContentSchema,
  namespacesContentSchema,
  pathContentSchema,
  pathsContentSchema,
} from "./access/report-contents.ts";
import { decisionSchema, reviewSchema } from "./access/reviews.ts";
import { canISchema, chainSchema, matrixColumnSchema, matrixRowSchema, subjectSchema } from "./access.ts";
import { checklistFleetSchema, checklistSchema, itemStateSchema, scoreSchema } from "./checklist.ts";
import {
  coverageSchema,
  pillarSchema,
  reportGapSchema,
  severityCountsSchema,
  severitySchema,
  timeSchema,
  verdictKindSchema,
} from "./common.ts";
import { comparisonSchema, findingStateSchema, objectRefSchema } from "./findings.ts";
import { networkSchema } from "./network.ts";
import { podSecuritySchema, refusedWorkloadSchema } from "./pod-security.ts";
import { lookSchema } from "./scans.ts";
import { reportTrailSchema } from "./supply-chain.ts";
import { runBookSchema } from "./upgrade-plan.ts";
import { changeSchema } from "./views.ts";

export type ReportGap = z.infer<typeof reportGapSchema>;

const reportFindingSchema = z.object({
  cluster: z.string(),
  checkId: z.string(),
  checkTitle: z.string(),
  pillar: pillarSchema,
  severity: severitySchema,
  /** Where it could not be redacted surely, the title of the check. */
  title: z.string(),
  at: objectRefSchema,
  responsible: z.enum(["platform", "application", "provider"]),
  state: findingStateSchema.optional(),
  change: changeSchema.optional(),
  reason: z.string().optional(),
  waived: z.boolean().optional().meta({ description: "Waived when the link was made." }),
  firstSeenAt: timeSchema,
});
export type ReportFinding = z.infer<typeof reportFindingSchema>;

const unassessedSchema = z.object({
  checkId: z.string(),
  title: z.string(),
  pillar: pillarSchema,
  cluster: z.string(),
  gaps: z.array(reportGapSchema),
});

const findingsContentSchema = z.object({
  kind: z.literal("findings"),
  counts: severityCountsSchema,
  waived: z.int().meta({ description: "Findings of the same filter that were waived when the link was made." }),
  items: z.array(reportFindingSchema),
  notAssessed: z.array(unassessedSchema),
});
const comparisonContentSchema = z.object({
  kind: z.literal("comparison"),
  comparable: z.boolean(),
  reason: z.string().optional(),
  counts: comparisonSchema.shape.counts,
  unsure: comparisonSchema.shape.unsure,
  items: z.array(reportFindingSchema),
  notAssessed: z.array(unassessedSchema),
});
const matrixContentSchema = z.object({
  kind: z.literal("matrix"),
  columns: z.array(matrixColumnSchema.pick({ group: true, resource: true })),
  /** Where its rows are subjects. */
  rows: z.array(matrixRowSchema.omit({ index: true })),
  /** Where its rows are resources. */
  resources: z.array(resourceRowSchema.omit({ index: true, column: true })).optional(),
  /** Where its rows are namespaces. */
  namespaces: namespacesSchema.pick({ capabilities: true, everywhere: true, rows: true }).optional(),
  subjects: z.int(),
  hiddenDefaults: z.int(),
  secretReaders: z.int(),
  complete: z.boolean(),
  gaps: z.array(reportGapSchema),
});
const scanContentSchema = z.object({
  kind: z.literal("scan"),
  coverage: coverageSchema.optional(),
  counts: severityCountsSchema.optional(),
  objects: z.int().optional(),
  checks: z.array(
    z.object({
      checkId: z.string(),
      title: z.string(),
      pillar: pillarSchema,
      verdict: verdictKindSchema,
      findings: z.int(),
      reason: z.string().optional(),
      gaps: z.array(reportGapSchema),
    }),
  ),
  looks: z.array(lookSchema.extend({ gaps: z.array(reportGapSchema) })),
});

const findingContentSchema = z.object({
  kind: z.literal("finding"),
  finding: reportFindingSchema,
  why: z.string(),
  fix: z.string(),
  refs: z.array(z.string()),
  evidence: z.string().optional().meta({ description: "Left out where subjects have other names." }),
  gaps: z.array(reportGapSchema),
});
const answerContentSchema = z.object({
  kind: z.literal("answer"),
  asked: z.string().meta({ description: "As the end of a sentence: `get secrets in payments`." }),
  as: subjectSchema.extend({ groups: z.array(z.string()).optional() }).optional(),
  understood: z.string().optional().meta({
    description: "Where it is more than what was asked; left out where subjects have other names.",
  }),
  verdict: canISchema.shape.verdict.optional().meta({ description: "Where it was asked about one subject." }),
  holders: z.array(
    z.object({
      subject: subjectSchema,
      scope: z.union([z.literal("cluster"), z.array(z.string())]).optional(),
      chains: z.array(chainSchema),
      more: z.int().meta({ description: "Ways beyond those that are shown." }),
    }),
  ),
  complete: z.boolean(),
  gaps: z.array(reportGapSchema),
});
const reviewContentSchema = z.object({
  kind: z.literal("review"),
  /** Left out, as notes are, where subjects have other names: whoever wrote it may have named one. */
  name: z.string().optional(),
  /** As the end of "who may …"; absent: whatever they hold. */
  may: z.string().optional(),
  reviewers: z.array(z.string()),
  dueAt: timeSchema,
  signedOff: z.object({ at: timeSchema, by: z.string(), note: z.string().optional() }),
  progress: reviewSchema.shape.progress,
  departed: z.array(z.object({ cluster: z.string(), subject: subjectSchema, state: z.string(), decidedAt: timeSchema })),
  items: z.array(
    z.object({
      cluster: z.string(),
      subject: subjectSchema,
      sentence: z.string(),
      notAssessed: z.boolean(),
      /** Bindings that give what the review is about, with their roles. */
      bindings: z.array(z.string()),
      moreBindings: z.int(),
      previous: z.object({ decision: decisionSchema, at: timeSchema, state: z.string().optional() }).optional(),
      gained: z.int(),
      decision: decisionSchema.optional(),
      note: z.string().optional(),
      decidedBy: z.string().optional(),
      decidedAt: timeSchema.optional(),
    }),
  ),
  gaps: z.array(reportGapSchema),
});

const runBookContentSchema = z.object({ kind: z.literal("run-book"), ...runBookSchema.omit({ markdown: true }).shape });

const checklistContentSchema = z.object({
  kind: z.literal("checklist"),
  ...checklistSchema.omit({ scanId: true, clusterId: true }).shape,
});

/** Clusters have no ids in a report: items name them. */
const checklistFleetContentSchema = z.object({
  kind: z.literal("checklist-fleet"),
  ...checklistFleetSchema.pick({ score: true, rules: true, source: true }).shape,
  clusters: z.array(z.object({ name: z.string(), score: scoreSchema })),
  items: z.array(
    z.object({
      id: z.string(),
      section: z.string(),
      text: z.string(),
      states: z.array(z.object({ cluster: z.string(), state: itemStateSchema })),
    }),
  ),
});

const podSecurityContentSchema = z.object({
  kind: z.literal("pod-security"),
  ...podSecuritySchema.omit({ scanId: true, gaps: true }).shape,
  refused: z
    .array(
      refusedWorkloadSchema.pick({ kind: true, name: true, meets: true, violations: true }).extend({ namespace: z.string() }),
    )
    .meta({ description: "By namespace; the first 2,000." }),
  leftOut: z.int().meta({ description: "Refused workloads that are not in the report." }),
  gaps: z.array(reportGapSchema),
});

const networkContentSchema = z.object({
  kind: z.literal("network"),
  ...networkSchema.omit({ scanId: true, gaps: true }).shape,
  gaps: z.array(reportGapSchema),
});

const trailContentSchema = z.object({ kind: z.literal("trail"), ...reportTrailSchema.shape });

/** What a kind of view shows. A page to come adds its own. */
const reportContentSchema = z.discriminatedUnion("kind", [
  answerContentSchema,
  changesContentSchema,
  checklistContentSchema,
  checklistFleetContentSchema,
  comparisonContentSchema,
  driftContentSchema,
  findingContentSchema,
  findingsContentSchema,
  holdersContentSchema,
  matrixContentSchema,
  namespaceContentSchema,
  namespacesContentSchema,
  networkContentSchema,
  pathContentSchema,
  pathsContentSchema,
  podSecurityContentSchema,
  reviewContentSchema,
  runBookContentSchema,
  scanContentSchema,
  trailContentSchema,
]);
export type ReportContent = z.infer<typeof reportContentSchema>;
export type ContentOf<K extends ReportContent["kind"]> = Extract<ReportContent, { kind: K }>;

export const reportSchema = z
  .object({
    title: z.string(),
    from: z.string().meta({ description: "Who made it, by their name in Drydock." }),
    createdAt: timeSchema,
    expiresAt: timeSchema,
    redaction: z.object({ endpointHidden: z.boolean(), pseudonyms: z.boolean() }),
    signedInOnly: z.boolean(),
    restsOn: z.array(
      z.object({
        cluster: z.string(),
        number: z.int(),
        at: timeSchema,
        share: z.number().optional(),
        notAssessed: z.int(),
        provider: z.string().optional(),
        endpoint: z.string().optional(),
        sample: z.boolean(),
      }),
    ),
    /** What narrows it, in words. */
    filters: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
    content: reportContentSchema,
    page: z.int(),
    pages: z.int(),
    /** Entries on all pages. */
    total: z.int(),
    /** Entries beyond the last page, which a report does not show. */
    beyond: z.int(),
  })
  .meta({ id: "Report" });
export type Report = z.infer<typeof reportSchema>;
