import { z } from "zod";
import { reportSchema } from "../reports.ts";
import {
  newShareLinkSchema,
  seedSchema,
  shareDraftSchema,
  shareLinkIdSchema,
  shareLinkSchema,
  shareRulesSchema,
} from "../share-links.ts";
import { needing, none, showingOnce } from "./base.ts";

export const shareLinksRoutes = {
  rules: needing("report:share")
    .route({ method: "GET", path: "/share-rules", tags: ["Reports"], summary: "What a link to a report may be here" })
    .input(none)
    .output(shareRulesSchema),
  preview: needing("report:share")
    .route({
      method: "POST",
      path: "/share-links/preview",
      tags: ["Reports"],
      summary: "Exactly what a recipient would see; stores nothing",
    })
    .input(shareDraftSchema.extend({ seed: seedSchema.optional() }))
    .output(z.object({ report: reportSchema, seed: seedSchema })),
  create: showingOnce("report:share")
    .route({
      method: "POST",
      path: "/share-links",
      tags: ["Reports"],
      summary: "Make a link to a report; its address is told once",
      successStatus: 201,
    })
    .input(newShareLinkSchema)
    .output(z.object({ link: shareLinkSchema, url: z.url() })),
  list: needing("report:share")
    .route({
      method: "GET",
      path: "/share-links",
      tags: ["Reports"],
      summary: "Your links; everybody's for administrators of all clusters",
    })
    .input(none)
    .output(z.object({ items: z.array(shareLinkSchema) })),
  revoke: needing("report:share")
    .route({ method: "DELETE", path: "/share-links/{id}", tags: ["Reports"], summary: "End a link at once", successStatus: 204 })
    .input(z.object({ id: shareLinkIdSchema }))
    .output(z.undefined()),
};
