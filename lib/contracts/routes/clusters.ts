import { z } from "zod";
import {
  clusterNameSchema,
  clusterRemovalSchema,
  clusterSchema,
  connectionSchema,
  connectionTestSchema,
  fleetSchema,
  kubeconfigContextsSchema,
} from "../clusters.ts";
import { clusterIdSchema } from "../common.ts";
import { labelsSchema } from "../labels.ts";
import { scanSummarySchema } from "../scans.ts";
import { byCluster, needing, none } from "./base.ts";

/** Bytes of an upload. */
export const uploadLimit = 512 * 1024 * 1024;
export const uploadQuerySchema = z.object({
  name: clusterNameSchema.optional(),
  cluster: clusterIdSchema.optional(),
  fileName: z.string().max(255).optional(),
});

export const fleetRoutes = {
  get: needing("report:read")
    .route({
      method: "GET",
      path: "/fleet",
      tags: ["Clusters"],
      summary: "All clusters in your scope, worst first, with totals",
    })
    .input(none)
    .output(fleetSchema),
};

export const clustersRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/clusters", tags: ["Clusters"], summary: "Clusters in your scope" })
    .input(none)
    .output(z.object({ items: z.array(clusterSchema) })),
  get: needing("report:read")
    .route({ method: "GET", path: "/clusters/{id}", tags: ["Clusters"], summary: "One cluster" })
    .input(byCluster)
    .output(clusterSchema),
  inspectKubeconfig: needing("cluster:admin")
    .route({
      method: "POST",
      path: "/kubeconfig/inspect",
      tags: ["Clusters"],
      summary: "Parse a kubeconfig strictly and list its contexts; stores nothing",
    })
    .input(z.object({ text: z.string().max(12_000_000) }))
    .output(kubeconfigContextsSchema),
  readerManifest: needing("signedIn")
    .route({
      method: "GET",
      path: "/reader-manifest",
      tags: ["Clusters"],
      summary: "The exact objects that give Drydock read access, as YAML",
    })
    .input(
      z.object({
        secretNames: z.stringbool().optional(),
        part: z
          .enum(["helmReleases", "apiMetrics"])
          .optional()
          .meta({ description: "Only the optional role for this; without it the reader." }),
      }),
    )
    .output(z.object({ yaml: z.string() })),
  test: needing("cluster:admin")
    .route({
      method: "POST",
      path: "/connection-tests",
      tags: ["Clusters"],
      summary: "Test a connection in the worker; the answer is a fixed category",
      successStatus: 202,
    })
    .input(z.object({ connection: connectionSchema, includeSecretNames: z.boolean().default(false) }))
    .output(connectionTestSchema),
  testResult: needing("cluster:admin")
    .route({ method: "GET", path: "/connection-tests/{id}", tags: ["Clusters"], summary: "The state of a connection test" })
    .input(z.object({ id: z.string().regex(/^tst_[a-z0-9]{10,40}$/) }))
    .output(connectionTestSchema),
  register: needing("cluster:admin")
    .route({ method: "POST", path: "/clusters", tags: ["Clusters"], summary: "Register a cluster", successStatus: 201 })
    .input(
      z.object({
        name: clusterNameSchema,
        connection: connectionSchema,
        includeSecretNames: z.boolean().default(false),
        probeHostPorts: z.boolean().default(false),
      }),
    )
    .output(clusterSchema),
  upload: needing("cluster:admin")
    .route({
      method: "POST",
      path: "/snapshots",
      tags: ["Clusters"],
      summary: "Upload a snapshot as a new cluster (name), or as a new look at one (cluster)",
      description: "The file is the body itself, so that it streams; at most 512 MiB.",
      successStatus: 201,
      inputStructure: "detailed",
    })
    .input(z.object({ query: uploadQuerySchema, body: z.file().max(uploadLimit) }))
    .output(z.object({ cluster: clusterSchema, scan: scanSummarySchema })),
  change: needing("cluster:admin")
    .route({
      method: "PATCH",
      path: "/clusters/{id}",
      tags: ["Clusters"],
      summary: "Rename or label a cluster, or change what is looked at",
    })
    .input(
      byCluster.extend({
        name: clusterNameSchema.optional(),
        labels: labelsSchema.optional().meta({ description: "All of its labels; those that are not named are taken off." }),
        includeSecretNames: z.boolean().optional(),
        includeHelmReleases: z.boolean().optional(),
        probeHostPorts: z.boolean().optional(),
      }),
    )
    .output(clusterSchema),
  replaceConnection: needing("cluster:admin")
    .route({
      method: "PUT",
      path: "/clusters/{id}/connection",
      tags: ["Clusters"],
      summary: "Replace the endpoint and the credential; the old credential is erased",
    })
    .input(byCluster.extend({ connection: connectionSchema }))
    .output(clusterSchema),
  removal: needing("cluster:admin")
    .route({ method: "GET", path: "/clusters/{id}/removal", tags: ["Clusters"], summary: "What would go with a cluster" })
    .input(byCluster)
    .output(clusterRemovalSchema),
  remove: needing("cluster:admin")
    .route({
      method: "DELETE",
      path: "/clusters/{id}",
      tags: ["Clusters"],
      summary: "Remove a cluster with everything that came from it, links included",
      successStatus: 204,
    })
    .input(byCluster)
    .output(z.undefined()),
};

export const sampleFleetRoutes = {
  load: needing("cluster:admin")
    .route({ method: "POST", path: "/sample-fleet", tags: ["Clusters"], summary: "Load the sample fleet", successStatus: 202 })
    .input(none)
    .output(z.object({ clusters: z.int() })),
  remove: needing("cluster:admin")
    .route({
      method: "DELETE",
      path: "/sample-fleet",
      tags: ["Clusters"],
      summary: "Remove the sample fleet",
      successStatus: 204,
    })
    .input(none)
    .output(z.undefined()),
};
