import { z } from "zod";
import { capabilityFilter, capabilityText, holdersSchema, namespacesSchema, resourceRowsSchema } from "../access/pivots.ts";
import { matrixFilter } from "../access.ts";
import { byScan, needing } from "./base.ts";

export const pivotRoutes = {
  resources: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/matrix/resources",
      tags: ["Access"],
      summary: "The matrix turned: resources, and who holds what on each",
    })
    .input(
      byScan.extend({
        ...matrixFilter,
        offset: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(200).default(60),
        named: z.coerce.number().int().min(0).max(50).default(12).meta({
          description: "How many holders of equal rights are named; 0 leaves the groups away.",
        }),
      }),
    )
    .output(resourceRowsSchema),
  namespaces: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/matrix/namespaces",
      tags: ["Access"],
      summary: "Namespaces by capability: how many subjects hold it there",
    })
    .input(byScan.extend(capabilityFilter))
    .output(namespacesSchema),
  holders: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/matrix/holders",
      tags: ["Access"],
      summary: "Who holds a capability in a namespace, or everywhere",
    })
    .input(
      byScan.extend({
        ...matrixFilter,
        capability: capabilityText,
        namespace: z.string().max(253).optional().meta({ description: "Absent: everywhere." }),
      }),
    )
    .output(holdersSchema),
};
