import { pageQuery } from "../common.ts";
import {
  runBookSchema,
  targetQuery,
  tickBody,
  upgradeChangesSchema,
  upgradeFleetSchema,
  upgradeHistorySchema,
  upgradePlanSchema,
} from "../upgrade-plan.ts";
import { byCluster, byScan, needing, none } from "./base.ts";

export const upgradePlanRoutes = {
  fleet: needing("report:read")
    .route({
      method: "GET",
      path: "/upgrade/fleet",
      tags: ["Upgrade"],
      summary: "Every cluster by the day on which it runs out of support, with what blocks its next minor",
    })
    .input(none)
    .output(upgradeFleetSchema),
  plan: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/upgrade",
      tags: ["Upgrade"],
      summary: "Where a cluster stands, and what is between it and each coming minor",
    })
    .input(byScan.extend(targetQuery))
    .output(upgradePlanSchema),
  runBook: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/upgrade/run-book",
      tags: ["Upgrade"],
      summary: "The order of an upgrade for this cluster and a target",
    })
    .input(byScan.extend(targetQuery))
    .output(runBookSchema),
  tick: needing("upgrade:plan")
    .route({
      method: "PUT",
      path: "/scans/{id}/upgrade/run-book/ticks",
      tags: ["Upgrade"],
      summary: "Say that a step of the run book is done, or that it is not",
    })
    .input(byScan.extend(tickBody.shape))
    .output(runBookSchema),
  history: needing("report:read")
    .route({
      method: "GET",
      path: "/clusters/{id}/upgrade/history",
      tags: ["Upgrade"],
      summary: "How ready a cluster was for its next minor, scan by scan",
    })
    .input(byCluster)
    .output(upgradeHistorySchema),
  changes: needing("report:read")
    .route({
      method: "GET",
      path: "/clusters/{id}/upgrade/changes",
      tags: ["Upgrade"],
      summary: "Which findings of upgrades came and went over a cluster's last scans",
    })
    .input(byCluster.extend(pageQuery))
    .output(upgradeChangesSchema),
};
