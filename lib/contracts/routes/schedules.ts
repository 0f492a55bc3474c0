import { z } from "zod";
import { clusterIdSchema, pageQuery } from "../common.ts";
import {
  newScheduleSchema,
  scheduleIdSchema,
  schedulePreviewQuery,
  schedulePreviewSchema,
  scheduleRunPageSchema,
  scheduleRunSchema,
  scheduleSchema,
} from "../schedules.ts";
import { needing } from "./base.ts";

const bySchedule = z.object({ id: scheduleIdSchema });
const tags = ["Schedules"] as const;

export const schedulesRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/schedules", tags, summary: "Schedules that touch clusters in your scope" })
    .input(z.object({ cluster: clusterIdSchema.optional() }))
    .output(z.object({ items: z.array(scheduleSchema) })),
  create: needing("scan:run")
    .route({
      method: "POST",
      path: "/schedules",
      tags,
      summary: "Let scans happen by the clock",
      description: "All clusters, and labels, need a scope of all clusters: they may mean any cluster one day.",
      successStatus: 201,
    })
    .input(newScheduleSchema)
    .output(scheduleSchema),
  preview: needing("signedIn")
    .route({
      method: "GET",
      path: "/schedule-preview",
      tags,
      summary: "A cron expression in words, and when it would run",
    })
    .input(schedulePreviewQuery)
    .output(schedulePreviewSchema),
  get: needing("report:read")
    .route({ method: "GET", path: "/schedules/{id}", tags, summary: "One schedule" })
    .input(bySchedule)
    .output(scheduleSchema),
  change: needing("scan:run")
    .route({ method: "PATCH", path: "/schedules/{id}", tags, summary: "Change a schedule" })
    .input(newScheduleSchema.partial().extend(bySchedule.shape))
    .output(scheduleSchema),
  pause: needing("scan:run")
    .route({ method: "POST", path: "/schedules/{id}/pause", tags, summary: "Pause a schedule" })
    .input(bySchedule)
    .output(scheduleSchema),
  resume: needing("scan:run")
    .route({
      method: "POST",
      path: "/schedules/{id}/resume",
      tags,
      summary: "Let a paused schedule go on; what fell into the pause is not made up for",
    })
    .input(bySchedule)
    .output(scheduleSchema),
  run: needing("scan:run")
    .route({
      method: "POST",
      path: "/schedules/{id}/run",
      tags,
      summary: "Run a schedule now, beside its times",
      successStatus: 202,
    })
    .input(bySchedule)
    .output(scheduleRunSchema),
  runs: needing("report:read")
    .route({ method: "GET", path: "/schedules/{id}/runs", tags, summary: "What became of a schedule's runs, newest first" })
    .input(bySchedule.extend(pageQuery))
    .output(scheduleRunPageSchema),
  remove: needing("scan:run")
    .route({
      method: "DELETE",
      path: "/schedules/{id}",
      tags,
      summary: "Remove a schedule; its scans stay",
      successStatus: 204,
    })
    .input(bySchedule)
    .output(z.undefined()),
};
