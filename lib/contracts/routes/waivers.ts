import { z } from "zod";
import {
  newWaiverSchema,
  noticesSchema,
  waiverChangeSchema,
  waiverIdSchema,
  waiverImportSchema,
  waiverMatchSchema,
  waiverPageSchema,
  waiverPlanSchema,
  waiverPreviewSchema,
  waiverQuerySchema,
  waiverSchema,
} from "../waivers.ts";
import { needing, none } from "./base.ts";

const tags = ["Waivers"];

export const waiversRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/waivers", tags, summary: "Waivers, those that hold and those that are over" })
    .input(waiverQuerySchema)
    .output(waiverPageSchema),
  get: needing("report:read")
    .route({ method: "GET", path: "/waivers/{id}", tags, summary: "One waiver" })
    .input(z.object({ id: waiverIdSchema }))
    .output(waiverSchema),
  preview: needing("finding:act")
    .route({ method: "POST", path: "/waivers/preview", tags, summary: "What a waiver would match now" })
    .input(z.object({ match: waiverMatchSchema }))
    .output(waiverPreviewSchema),
  create: needing("finding:act")
    .route({ method: "POST", path: "/waivers", tags, summary: "Waive findings until a day", successStatus: 201 })
    .input(newWaiverSchema)
    .output(waiverSchema),
  change: needing("finding:act")
    .route({ method: "PATCH", path: "/waivers/{id}", tags, summary: "Change or extend a waiver that holds" })
    .input(waiverChangeSchema)
    .output(waiverSchema),
  revoke: needing("finding:act")
    .route({ method: "POST", path: "/waivers/{id}/revoke", tags, summary: "End a waiver now" })
    .input(z.object({ id: waiverIdSchema }))
    .output(waiverSchema),
  exportFile: needing("report:read")
    .route({ method: "GET", path: "/waiver-file", tags, summary: "The waivers that hold, as YAML for Git" })
    .input(none)
    .output(z.object({ yaml: z.string() })),
  importFile: needing("finding:act")
    .route({ method: "POST", path: "/waiver-file", tags, summary: "What a YAML file would change; with `apply`, change it" })
    .input(waiverImportSchema)
    .output(waiverPlanSchema),
};

export const noticesRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/notices", tags, summary: "Waivers near their end, and access reviews that are due" })
    .input(none)
    .output(noticesSchema),
};
