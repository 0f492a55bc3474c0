import { z } from "zod";
import {
  clusterIdSchema,
  coverageSchema,
  gapSchema,
  pageOf,
  pillarSchema,
  scanIdSchema,
  severityCountsSchema,
  timeSchema,
  verdictKindSchema,
} from "./common.ts";

export const scanStateSchema = z
  .enum(["queued", "running", "completed", "partial", "failed", "cancelled"])
  .meta({ id: "ScanState" });
export const scanPhaseSchema = z
  .enum(["queued", "connect", "discover", "collect", "assess", "store", "done"])
  .meta({ id: "ScanPhase" });

export const scanProgressSchema = z
  .object({
    /** Rises by one with every event of this scan; the id of the event stream. */
    seq: z.int(),
    state: scanStateSchema,
    phase: scanPhaseSchema,
    done: z.int(),
    total: z.int(),
    /** Objects read so far, by resource. */
    counts: z.record(z.string(), z.int()),
    gaps: z.int(),
    attempt: z.int(),
    at: timeSchema,
  })
  .meta({ id: "ScanProgress" });
export type ScanProgress = z.infer<typeof scanProgressSchema>;

export const scanSummarySchema = z
  .object({
    id: scanIdSchema,
    number: z.int(),
    clusterId: clusterIdSchema,
    cluster: z.string(),
    state: scanStateSchema,
    phase: scanPhaseSchema,
    trigger: z.enum(["manual", "upload", "sample", "command", "schedule"]),
    requestedBy: z.string().optional(),
    createdAt: timeSchema,
    startedAt: timeSchema.optional(),
    finishedAt: timeSchema.optional(),
    version: z.string().optional(),
    coverage: coverageSchema.optional(),
    counts: severityCountsSchema.optional(),
    waived: severityCountsSchema
      .optional()
      .meta({ description: "Of `counts`, those that are waived now; said of a scan by itself and of a cluster's newest one." }),
    objects: z.int().optional(),
    /** Against the scan with results before it; absent for the first. */
    change: z
      .object({ against: scanIdSchema, new: z.int(), fixed: z.int(), unchanged: z.int(), notComparable: z.int() })
      .optional(),
    error: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).optional(),
    attempt: z.int(),
  })
  .meta({ id: "ScanSummary" });
export type ScanSummary = z.infer<typeof scanSummarySchema>;

export const lookSchema = z
  .object({
    resource: z.string(),
    apiVersion: z.string().optional(),
    state: z.enum(["complete", "partial", "unseen", "absent"]),
    items: z.int(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "Look" });

export const checkResultSchema = z
  .object({
    checkId: z.string(),
    title: z.string(),
    pillar: pillarSchema,
    verdict: verdictKindSchema,
    findings: z.int(),
    reason: z.string().optional(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "CheckResult" });

export const scanDetailSchema = scanSummarySchema
  .extend({
    progress: scanProgressSchema.optional(),
    looks: z.array(lookSchema),
    checks: z.array(checkResultSchema),
    /** The YAML that would grant what was forbidden; empty when nothing was. */
    grant: z.string(),
    identity: z.string().optional(),
  })
  .meta({ id: "ScanDetail" });
export type ScanDetail = z.infer<typeof scanDetailSchema>;

export const scanPageSchema = pageOf(scanSummarySchema).meta({ id: "ScanPage" });
