import { z } from "zod";
import { assertionSetIdSchema, assertionSetSchema, checkedAssertionSchema, newAssertionSetSchema } from "../assertions.ts";
import { clusterIdSchema } from "../common.ts";
import { needing } from "./base.ts";

const bySet = z.object({ id: assertionSetIdSchema });
const tags = ["Assertions"] as const;

export const assertionsRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/assertion-sets", tags, summary: "Files of assertions for clusters that you see whole" })
    .input(z.object({}))
    .output(z.object({ items: z.array(assertionSetSchema) })),
  checked: needing("report:read")
    .route({
      method: "GET",
      path: "/assertions",
      tags,
      summary: "Every assertion with its verdict in the newest scans",
      description: "The files as they are now, held against the newest scan with results of each cluster.",
    })
    .input(z.object({ cluster: clusterIdSchema.optional() }))
    .output(z.object({ items: z.array(checkedAssertionSchema) })),
  create: needing("finding:act")
    .route({
      method: "POST",
      path: "/assertion-sets",
      tags,
      summary: "Hold clusters to a file of assertions",
      description: "All clusters, and labels, need a scope of all clusters: they may mean any cluster one day.",
      successStatus: 201,
    })
    .input(newAssertionSetSchema)
    .output(assertionSetSchema),
  get: needing("report:read")
    .route({ method: "GET", path: "/assertion-sets/{id}", tags, summary: "One file of assertions" })
    .input(bySet)
    .output(assertionSetSchema),
  change: needing("finding:act")
    .route({ method: "PATCH", path: "/assertion-sets/{id}", tags, summary: "Change a file of assertions" })
    .input(newAssertionSetSchema.partial().extend(bySet.shape))
    .output(assertionSetSchema),
  remove: needing("finding:act")
    .route({
      method: "DELETE",
      path: "/assertion-sets/{id}",
      tags,
      summary: "Remove a file of assertions; what its scans found stays in them",
      successStatus: 204,
    })
    .input(bySet)
    .output(z.undefined()),
};
