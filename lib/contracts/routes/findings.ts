import { z } from "zod";
import {
  checkSchema,
  findingDetailSchema,
  findingFacetsSchema,
  findingFilter,
  findingPageSchema,
  findingQuerySchema,
} from "../findings.ts";
import { byScan, needing, none } from "./base.ts";

export const findingsRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/findings", tags: ["Findings"], summary: "Findings, filtered, sorted and paged" })
    .input(findingQuerySchema)
    .output(findingPageSchema),
  facets: needing("report:read")
    .route({ method: "GET", path: "/findings/facets", tags: ["Findings"], summary: "Counts of each filter's values" })
    .input(z.object(findingFilter))
    .output(findingFacetsSchema),
  get: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/findings/{fingerprint}",
      tags: ["Findings"],
      summary: "One finding with its evidence",
    })
    .input(byScan.extend({ fingerprint: z.string().regex(/^[a-f0-9]{16,64}(-\d{1,6})?$/) }))
    .output(findingDetailSchema),
};

export const checksRoutes = {
  list: needing("signedIn")
    .route({ method: "GET", path: "/checks", tags: ["Checks"], summary: "Every check, with what it reads and answers" })
    .input(none)
    .output(z.object({ items: z.array(checkSchema) })),
};
