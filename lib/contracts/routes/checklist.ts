import { z } from "zod";
import {
  checklistFleetHistorySchema,
  checklistFleetSchema,
  checklistHistorySchema,
  checklistSchema,
  itemIdSchema,
  statementBody,
} from "../checklist.ts";
import { byCluster, byScan, needing, none } from "./base.ts";

const byItem = byCluster.extend({ item: itemIdSchema });

export const checklistRoutes = {
  fleet: needing("report:read")
    .route({
      method: "GET",
      path: "/checklist/fleet",
      tags: ["Posture"],
      summary: "The security checklist over all clusters: the score of each, and each item in each",
    })
    .input(none)
    .output(checklistFleetSchema),
  fleetHistory: needing("report:read")
    .route({
      method: "GET",
      path: "/checklist/fleet/history",
      tags: ["Posture"],
      summary: "How the checklist went over all clusters, week by week",
    })
    .input(none)
    .output(checklistFleetHistorySchema),
  get: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/checklist",
      tags: ["Posture"],
      summary: "The Kubernetes security checklist of a cluster, every item with its evidence",
    })
    .input(byScan)
    .output(checklistSchema),
  history: needing("report:read")
    .route({
      method: "GET",
      path: "/clusters/{id}/checklist/history",
      tags: ["Posture"],
      summary: "How the checklist of a cluster went, scan by scan",
    })
    .input(byCluster)
    .output(checklistHistorySchema),
  attest: needing("checklist:attest")
    .route({
      method: "PUT",
      path: "/clusters/{id}/checklist/{item}",
      tags: ["Posture"],
      summary: "Answer for an item of the checklist, in the place of what was stated before",
      successStatus: 204,
    })
    .input(byItem.extend(statementBody.shape))
    .output(z.undefined()),
  withdraw: needing("checklist:attest")
    .route({
      method: "DELETE",
      path: "/clusters/{id}/checklist/{item}",
      tags: ["Posture"],
      summary: "Take back a statement",
      successStatus: 204,
    })
    .input(byItem)
    .output(z.undefined()),
};
