import { oc } from "@orpc/contract";
import { z } from "zod";
import {
  canISchema,
  matrixCellSchema,
  matrixFilter,
  matrixSchema,
  matrixWindowSchema,
  questionSchema,
  subjectKindSchema,
  whoCanSchema,
} from "./access.ts";
import {
  clusterNameSchema,
  clusterSchema,
  connectionSchema,
  connectionTestSchema,
  fleetSchema,
  kubeconfigContextsSchema,
} from "./clusters.ts";
import { clusterIdSchema, pageQuery, scanIdSchema, userIdSchema } from "./common.ts";
import {
  checkSchema,
  comparisonSchema,
  findingDetailSchema,
  findingFacetsSchema,
  findingFilter,
  findingPageSchema,
  findingQuerySchema,
} from "./findings.ts";
import type { Need } from "./needs.ts";
import {
  newUserSchema,
  searchResultSchema,
  sessionSchema,
  settingsSchema,
  setupSchema,
  userChangeSchema,
  userSchema,
} from "./people.ts";
import { scanDetailSchema, scanPageSchema, scanSummarySchema } from "./scans.ts";

/** What every route declares: the right that it needs. A route without one does not compile. */
interface RouteMeta {
  needs: Need;
}
const base = oc.$meta<Partial<RouteMeta>>({});
const needing = (needs: Need) => base.meta({ needs });

/** Bytes of an upload. */
export const uploadLimit = 512 * 1024 * 1024;
export const uploadQuerySchema = z.object({
  name: clusterNameSchema.optional(),
  cluster: clusterIdSchema.optional(),
  fileName: z.string().max(255).optional(),
});

const none = z.object({}).optional();
const byCluster = z.object({ id: clusterIdSchema });
const byScan = z.object({ id: scanIdSchema });

/** The one contract of `/api/v1`: handlers implement it, the browser calls it, the OpenAPI document is made from it. */
export const api = {
  session: {
    get: needing("signedIn")
      .route({ method: "GET", path: "/session", tags: ["Session"], summary: "Who is signed in, and what they may do" })
      .input(none)
      .output(sessionSchema),
    setup: needing("public")
      .route({
        method: "POST",
        path: "/setup",
        tags: ["Session"],
        summary: "Make the first administrator with the single-use set-up token",
      })
      .input(setupSchema)
      .output(z.object({ email: z.string() })),
  },
  fleet: {
    get: needing("report:read")
      .route({
        method: "GET",
        path: "/fleet",
        tags: ["Clusters"],
        summary: "All clusters in your scope, worst first, with totals",
      })
      .input(none)
      .output(fleetSchema),
  },
  clusters: {
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
      .input(z.object({ secretNames: z.stringbool().optional() }))
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
      .input(z.object({ name: clusterNameSchema, connection: connectionSchema, includeSecretNames: z.boolean().default(false) }))
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
        summary: "Rename a cluster or change what is looked at",
      })
      .input(byCluster.extend({ name: clusterNameSchema.optional(), includeSecretNames: z.boolean().optional() }))
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
    remove: needing("cluster:admin")
      .route({
        method: "DELETE",
        path: "/clusters/{id}",
        tags: ["Clusters"],
        summary: "Remove a cluster with its scans",
        successStatus: 204,
      })
      .input(byCluster)
      .output(z.undefined()),
  },
  sampleFleet: {
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
  },
  scans: {
    start: needing("scan:run")
      .route({ method: "POST", path: "/clusters/{id}/scans", tags: ["Scans"], summary: "Scan a cluster now", successStatus: 202 })
      .input(byCluster)
      .output(scanSummarySchema),
    list: needing("report:read")
      .route({ method: "GET", path: "/scans", tags: ["Scans"], summary: "Scans in your scope, newest first" })
      .input(z.object({ cluster: clusterIdSchema.optional(), ...pageQuery }))
      .output(scanPageSchema),
    get: needing("report:read")
      .route({
        method: "GET",
        path: "/scans/{id}",
        tags: ["Scans"],
        summary: "One scan with what it saw, what it did not, and every verdict",
      })
      .input(byScan)
      .output(scanDetailSchema),
    cancel: needing("scan:run")
      .route({ method: "POST", path: "/scans/{id}/cancel", tags: ["Scans"], summary: "Cancel a scan", successStatus: 202 })
      .input(byScan)
      .output(scanSummarySchema),
    compare: needing("report:read")
      .route({
        method: "GET",
        path: "/scans/{id}/comparison",
        tags: ["Scans"],
        summary: "What is new, fixed, unchanged and not comparable since an earlier scan",
      })
      .input(
        byScan.extend({
          with: scanIdSchema,
          change: z.enum(["new", "fixed", "unchanged", "notComparable"]).optional(),
          ...pageQuery,
        }),
      )
      .output(comparisonSchema),
  },
  findings: {
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
  },
  checks: {
    list: needing("signedIn")
      .route({ method: "GET", path: "/checks", tags: ["Checks"], summary: "Every check, with what it reads and answers" })
      .input(none)
      .output(z.object({ items: z.array(checkSchema) })),
  },
  access: {
    matrix: needing("report:read")
      .route({
        method: "GET",
        path: "/scans/{id}/access/matrix",
        tags: ["Access"],
        summary: "The matrix's columns, size and overview",
      })
      .input(byScan.extend(matrixFilter))
      .output(matrixSchema),
    rows: needing("report:read")
      .route({
        method: "GET",
        path: "/scans/{id}/access/matrix/rows",
        tags: ["Access"],
        summary: "A window of the matrix's rows",
      })
      .input(
        byScan.extend({
          ...matrixFilter,
          offset: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(200).default(60),
        }),
      )
      .output(matrixWindowSchema),
    cell: needing("report:read")
      .route({ method: "GET", path: "/scans/{id}/access/matrix/cell", tags: ["Access"], summary: "The proof behind a cell" })
      .input(
        byScan.extend({
          subjectKind: subjectKindSchema,
          subject: z.string().max(253),
          subjectNamespace: z.string().max(253).optional(),
          group: z.string().max(253),
          resource: z.string().max(253),
        }),
      )
      .output(matrixCellSchema),
    whoCan: needing("report:read")
      .route({ method: "GET", path: "/scans/{id}/access/who-can", tags: ["Access"], summary: "Who can do something" })
      .input(byScan.extend(questionSchema.shape))
      .output(whoCanSchema),
    canI: needing("report:read")
      .route({
        method: "GET",
        path: "/scans/{id}/access/can-i",
        tags: ["Access"],
        summary: "Whether a subject can do something, and why",
      })
      .input(
        byScan.extend({
          ...questionSchema.shape,
          as: z.string().max(253),
          asGroup: z.preprocess((v) => (v === undefined ? undefined : [v].flat()), z.array(z.string().max(253)).optional()),
        }),
      )
      .output(canISchema),
  },
  users: {
    list: needing("user:admin")
      .route({ method: "GET", path: "/users", tags: ["People"], summary: "Everybody who can sign in" })
      .input(none)
      .output(z.object({ items: z.array(userSchema) })),
    add: needing("user:admin")
      .route({ method: "POST", path: "/users", tags: ["People"], summary: "Add a person", successStatus: 201 })
      .input(newUserSchema)
      .output(userSchema),
    change: needing("user:admin")
      .route({
        method: "PATCH",
        path: "/users/{id}",
        tags: ["People"],
        summary: "Change a role, a scope or a password; ends that person's sessions",
      })
      .input(userChangeSchema.extend({ id: userIdSchema }))
      .output(userSchema),
    remove: needing("user:admin")
      .route({ method: "DELETE", path: "/users/{id}", tags: ["People"], summary: "Remove a person", successStatus: 204 })
      .input(z.object({ id: userIdSchema }))
      .output(z.undefined()),
  },
  settings: {
    get: needing("settings:admin")
      .route({ method: "GET", path: "/settings", tags: ["Settings"], summary: "How this installation is set up" })
      .input(none)
      .output(settingsSchema),
  },
  search: {
    query: needing("report:read")
      .route({
        method: "GET",
        path: "/search",
        tags: ["Search"],
        summary: "Clusters, scans, checks, findings and subjects by text",
      })
      .input(z.object({ q: z.string().min(1).max(100) }))
      .output(searchResultSchema),
  },
};
