import { z } from "zod";
import { clusterIdSchema, pageQuery, scanIdSchema } from "../common.ts";
import { comparisonSchema } from "../findings.ts";
import { scanDetailSchema, scanPageSchema, scanSummarySchema } from "../scans.ts";
import { byCluster, byScan, needing } from "./base.ts";

export const scansRoutes = {
  start: needing("scan:run")
    .route({ method: "POST", path: "/clusters/{id}/scans", tags: ["Scans"], summary: "Scan a cluster now", successStatus: 202 })
    .input(byCluster)
    .output(scanSummarySchema),
  list: needing("report:read")
    .route({ method: "GET", path: "/scans", tags: ["Scans"], summary: "Scans in your scope, newest first" })
    .input(z.object({ cluster: clusterIdSchema.optional(), ...pageQuery }))
    .output(scanPageSchema),
  get: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}",
      tags: ["Scans"],
      summary: "One scan with what it saw, what it did not, and every verdict",
    })
    .input(byScan)
    .output(scanDetailSchema),
  cancel: needing("scan:run")
    .route({ method: "POST", path: "/scans/{id}/cancel", tags: ["Scans"], summary: "Cancel a scan", successStatus: 202 })
    .input(byScan)
    .output(scanSummarySchema),
  compare: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/comparison",
      tags: ["Scans"],
      summary: "What is new, fixed, unchanged and not comparable since an earlier scan",
    })
    .input(
      byScan.extend({
        with: scanIdSchema,
        change: z.enum(["new", "fixed", "unchanged", "notComparable"]).optional(),
        ...pageQuery,
      }),
    )
    .output(comparisonSchema),
};
