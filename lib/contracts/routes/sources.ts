import { z } from "zod";
import { sourceKey } from "../supply-chain/source-key.ts";
import { newSourceReportSchema, sourceReportIdSchema, sourceSchema } from "../supply-chain/sources.ts";
import { needing } from "./base.ts";

const tags = ["Sources"] as const;

export const sourcesRoutes = {
  get: needing("report:read")
    .route({
      method: "GET",
      path: "/sources",
      tags,
      summary: "A commit that an image names: what was verified, what its forge says, and reports about its code",
    })
    .input(sourceKey)
    .output(sourceSchema),
  look: needing("scan:run")
    .route({ method: "POST", path: "/sources/look", tags, summary: "Ask the forge again about a commit", successStatus: 202 })
    .input(sourceKey)
    .output(z.undefined()),
  addReport: needing("scan:run")
    .route({
      method: "POST",
      path: "/sources/reports",
      tags,
      summary: "Upload results of code analysis, or of Scorecard, about a commit",
      description:
        "SARIF 2.1.0 that names another commit is refused. A newer report of a tool takes the place of its last one. A Scorecard may be of another commit of the repository, and is shown as that.",
      successStatus: 201,
    })
    .input(newSourceReportSchema)
    .output(sourceSchema),
  removeReport: needing("scan:run")
    .route({ method: "DELETE", path: "/sources/reports/{id}", tags, summary: "Remove an uploaded report", successStatus: 204 })
    .input(z.object({ id: sourceReportIdSchema }))
    .output(z.undefined()),
};
