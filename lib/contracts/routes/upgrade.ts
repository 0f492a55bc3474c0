import { z } from "zod";
import { judgedManifestsSchema, manifestsBody, supportDatePlace, supportSchema, upgradeCatalogueSchema } from "../upgrade.ts";
import { needing, none, showingOnce } from "./base.ts";

const path = "/upgrade/support-dates/{provider}/{minor}/{end}";

export const upgradeRoutes = {
  catalogue: needing("report:read")
    .route({
      method: "GET",
      path: "/upgrade/catalogue",
      tags: ["Upgrade"],
      summary: "What is known of Kubernetes' APIs and of how long each minor is supported",
    })
    .input(none)
    .output(upgradeCatalogueSchema),
  setSupportDate: needing("upgrade:plan")
    .route({ method: "PUT", path, tags: ["Upgrade"], summary: "Set a support date in the place of the calendar's" })
    .input(z.object({ ...supportDatePlace, date: z.iso.date() }))
    .output(supportSchema),
  clearSupportDate: needing("upgrade:plan")
    .route({ method: "DELETE", path, tags: ["Upgrade"], summary: "Go back to the calendar's support date" })
    .input(z.object(supportDatePlace))
    .output(supportSchema),
  // A question with a body: its answer is kept nowhere, not even for a request that comes again.
  judgeManifests: showingOnce("report:read")
    .route({
      method: "POST",
      path: "/upgrade/manifests",
      tags: ["Upgrade"],
      summary: "Which manifests a minor will refuse, and what to write instead",
    })
    .input(manifestsBody)
    .output(judgedManifestsSchema),
};
