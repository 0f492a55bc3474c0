import { z } from "zod";
import { apiAuditLogSchema } from "../api-audit-logs.ts";
import { byCluster, needing } from "./base.ts";

const tags = ["Clusters"];
const path = "/clusters/{id}/audit-log";

export const apiAuditLogsRoutes = {
  get: needing("report:read")
    .route({ method: "GET", path, tags, summary: "The audit log of the API server that was uploaded to a cluster" })
    .input(byCluster)
    .output(z.object({ log: apiAuditLogSchema.optional() })),
  put: needing("scan:run")
    .route({
      method: "PUT",
      path,
      tags,
      summary: "Upload an audit log of the cluster's API server; a newer one takes the place of the last",
      description:
        "The body is JSON lines, plain or gzip. It is added up as it comes and not kept: who was allowed what, by which client. The next scan judges by it.",
      inputStructure: "detailed",
    })
    .input(z.object({ params: byCluster, body: z.file() }))
    .output(apiAuditLogSchema),
  remove: needing("scan:run")
    .route({ method: "DELETE", path, tags, summary: "Remove what an audit log showed of a cluster", successStatus: 204 })
    .input(byCluster)
    .output(z.undefined()),
};
