import { z } from "zod";
import { timeSchema } from "../common.ts";
import { digestSchema } from "../digest.ts";
import {
  assigneesQuerySchema,
  assigneesSchema,
  assignSchema,
  commentSchema,
  findingKeysSchema,
  keysQuerySchema,
  newSavedViewSchema,
  savedViewChangeSchema,
  savedViewSchema,
  viewIdSchema,
  viewPageSchema,
} from "../finding-life.ts";
import { needing } from "./base.ts";

const tags = ["Findings"];

export const findingLifeRoutes = {
  keys: needing("finding:act")
    .route({ method: "GET", path: "/findings/keys", tags, summary: "The findings of a filter by key, at most 5,000" })
    .input(keysQuerySchema)
    .output(findingKeysSchema),
  assignees: needing("finding:act")
    .route({ method: "GET", path: "/findings/assignees", tags, summary: "The people who see all of these places" })
    .input(assigneesQuerySchema)
    .output(assigneesSchema),
  assign: needing("finding:act")
    .route({ method: "POST", path: "/findings/assign", tags, summary: "Give findings to somebody, or to nobody" })
    .input(assignSchema)
    .output(z.object({ assigned: z.int() })),
  comment: needing("finding:act")
    .route({
      method: "POST",
      path: "/scans/{id}/findings/{fingerprint}/comments",
      tags,
      summary: "Comment on a finding",
      successStatus: 201,
    })
    .input(commentSchema)
    .output(z.object({ at: timeSchema })),
};

export const savedViewsRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/views", tags: ["Saved views"], summary: "Your saved views and those that are shared" })
    .input(z.object({ page: viewPageSchema.optional() }))
    .output(z.object({ items: z.array(savedViewSchema) })),
  create: needing("report:read")
    .route({ method: "POST", path: "/views", tags: ["Saved views"], summary: "Save a page with its filters", successStatus: 201 })
    .input(newSavedViewSchema)
    .output(savedViewSchema),
  change: needing("report:read")
    .route({ method: "PATCH", path: "/views/{id}", tags: ["Saved views"], summary: "Rename, share or replace a saved view" })
    .input(savedViewChangeSchema)
    .output(savedViewSchema),
  remove: needing("report:read")
    .route({ method: "DELETE", path: "/views/{id}", tags: ["Saved views"], summary: "Remove a saved view", successStatus: 204 })
    .input(z.object({ id: viewIdSchema }))
    .output(z.undefined()),
};

export const digestRoutes = {
  get: needing("report:read")
    .route({ method: "GET", path: "/digest", tags: ["Fleet"], summary: "What changed in every cluster since a date" })
    .input(z.object({ since: timeSchema }))
    .output(digestSchema),
};
