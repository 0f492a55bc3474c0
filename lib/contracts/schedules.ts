import { z } from "zod";
import { clusterIdSchema, pageOf, scanIdSchema, timeSchema } from "./common.ts";
import { labelsSchema } from "./labels.ts";
import { scanStateSchema } from "./scans.ts";

export const scheduleIdSchema = z.string().regex(/^sch_[a-z0-9]{10,40}$/);

export const scheduleTargetSchema = z
  .union([
    z.object({ clusters: z.literal("all") }),
    z.object({ clusters: z.array(clusterIdSchema).min(1, "Name one cluster or more.").max(500) }),
    z.object({
      labels: labelsSchema.refine((labels) => Object.keys(labels).length > 0, "Name one label or more."),
    }),
  ])
  .meta({
    id: "ScheduleTarget",
    description: "All clusters, some by id, or those that carry all of these labels when it runs. Snapshots are never scanned.",
  });

const cronSchema = z
  .string()
  .max(100)
  .meta({ description: "Five fields: minute, hour, day of the month, month, day of the week." });
const timeZoneSchema = z.string().max(64).meta({ description: "A name of the IANA database, such as `Europe/Berlin`." });

/** What became of one occurrence, as far as the reader sees its clusters. */
export const scheduleRunSchema = z
  .object({
    dueAt: timeSchema,
    startedAt: timeSchema,
    cause: z.enum(["clock", "hand"]),
    missed: z.int().meta({ description: "Occurrences before it that nobody ran; at 1,000 there may be more." }),
    started: z.int(),
    skipped: z.array(
      z.object({
        clusterId: clusterIdSchema,
        cluster: z.string().optional().meta({ description: "Absent where it was removed." }),
        reason: z.enum(["scanActive", "noLiveConnection", "removed"]),
      }),
    ),
    states: z
      .partialRecord(scanStateSchema, z.int())
      .meta({ description: "Its scans by state, without those that are deleted." }),
    failed: z
      .array(z.object({ scanId: scanIdSchema, cluster: z.string(), message: z.string() }))
      .meta({ description: "The first five of its scans that failed." }),
  })
  .meta({ id: "ScheduleRun" });
export type ScheduleRun = z.infer<typeof scheduleRunSchema>;

export const scheduleSchema = z
  .object({
    id: scheduleIdSchema,
    name: z.string(),
    cron: z.string(),
    timeZone: z.string(),
    words: z.string().meta({ description: "When it runs, as a sentence." }),
    target: scheduleTargetSchema.or(z.object({ clusters: z.array(clusterIdSchema).max(0) })),
    clusters: z
      .array(z.object({ id: clusterIdSchema, name: z.string() }))
      .meta({ description: "The clusters in your scope that it would scan now." }),
    mayChange: z.boolean().meta({ description: "Everything that it is for lies in your scope." }),
    pausedAt: timeSchema.optional(),
    next: z.array(timeSchema).meta({ description: "The next three occurrences; none while it is paused." }),
    lastRun: scheduleRunSchema.optional(),
    createdBy: z.string(),
    createdAt: timeSchema,
  })
  .meta({ id: "Schedule" });
export type Schedule = z.infer<typeof scheduleSchema>;
export type ScheduleTarget = z.infer<typeof scheduleTargetSchema>;

export const newScheduleSchema = z.object({
  name: z.string().trim().min(1, "Give it a name.").max(80),
  cron: cronSchema,
  timeZone: timeZoneSchema,
  target: scheduleTargetSchema,
});
export const schedulePreviewQuery = z.object({ cron: cronSchema, timeZone: timeZoneSchema });
export const schedulePreviewSchema = z
  .object({ words: z.string(), next: z.array(timeSchema).meta({ description: "The next five occurrences." }) })
  .meta({ id: "SchedulePreview" });
export type SchedulePreview = z.infer<typeof schedulePreviewSchema>;
export const scheduleRunPageSchema = pageOf(scheduleRunSchema).meta({ id: "ScheduleRunPage" });
