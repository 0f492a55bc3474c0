import { z } from "zod";
import { kubeletsSchema } from "../kubelets.ts";
import { byCluster, needing } from "./base.ts";

const tags = ["Clusters"];
const path = "/clusters/{id}/kubelets";

export const kubeletsRoutes = {
  get: needing("report:read")
    .route({ method: "GET", path, tags, summary: "What was uploaded of a cluster's kubelets" })
    .input(byCluster)
    .output(z.object({ kubelets: kubeletsSchema.optional() })),
  put: needing("scan:run")
    .route({
      method: "PUT",
      path,
      tags,
      summary: "Upload what the cluster's kubelets say of themselves; a newer file takes the place of the last",
      description:
        "The body is text, plain or gzip: for each node a line `# drydock node NAME TIME`, then its kubelet's metrics, its configz and its command line. A few facts of each are kept. The next scan judges by them.",
      inputStructure: "detailed",
    })
    .input(z.object({ params: byCluster, body: z.file() }))
    .output(kubeletsSchema),
  remove: needing("scan:run")
    .route({ method: "DELETE", path, tags, summary: "Remove what was uploaded of a cluster's kubelets", successStatus: 204 })
    .input(byCluster)
    .output(z.undefined()),
};
