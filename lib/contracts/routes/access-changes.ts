import { z } from "zod";
import { accessChangesSchema, changesQuery, driftQuery, driftSchema, holdersQuery, holdersSchema } from "../access/changes.ts";
import { simulationBody, simulationSchema } from "../access/simulation.ts";
import { byCluster, byScan, needing, showingOnce } from "./base.ts";

export const accessChangesRoutes = {
  list: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/access/changes",
      tags: ["Access"],
      summary: "Who gained or lost what since an earlier scan, in effective permissions",
    })
    .input(byScan.extend(changesQuery))
    .output(accessChangesSchema),
  holders: needing("report:read")
    .route({
      method: "GET",
      path: "/clusters/{id}/access/holders",
      tags: ["Access"],
      summary: "Who held a dangerous right on a day, by the scan that was newest then",
    })
    .input(byCluster.extend(holdersQuery))
    .output(holdersSchema),
  drift: needing("report:read")
    .route({
      method: "GET",
      path: "/access/drift",
      tags: ["Access"],
      summary: "Roles of one name that differ between clusters, and bindings that one cluster alone has",
    })
    .input(z.object(driftQuery))
    .output(driftSchema),
  // A question with a body: its answer is kept nowhere, not even for a request that comes again.
  simulate: showingOnce("report:read")
    .route({
      method: "POST",
      path: "/scans/{id}/access/simulation",
      tags: ["Access"],
      summary: "What a change to roles and bindings would do, before it is applied",
    })
    .input(byScan.extend(simulationBody))
    .output(simulationSchema),
};
