import { z } from "zod";
import { clusterIdSchema, coverageSchema, gapSchema, scanIdSchema, severityCountsSchema, timeSchema } from "./common.ts";
import { labelsSchema } from "./labels.ts";
import { scanSummarySchema } from "./scans.ts";

export const clusterKindSchema = z.enum(["live", "inCluster", "snapshot", "sample"]).meta({ id: "ClusterKind" });

/** What is shown of a credential. The credential itself is write-only. */
export const credentialViewSchema = z
  .object({
    kind: z.enum(["token", "clientCertificate", "inCluster"]),
    expiresAt: timeSchema.optional(),
    withoutEnd: z.boolean(),
    renews: z.boolean(),
    updatedAt: timeSchema,
  })
  .meta({ id: "CredentialView" });

export const clusterSchema = z
  .object({
    id: clusterIdSchema,
    name: z.string(),
    kind: clusterKindSchema,
    server: z.string().optional(),
    caFingerprint: z.string().optional(),
    credential: credentialViewSchema.optional(),
    version: z.string().optional(),
    provider: z.string().optional(),
    nodes: z.int().optional(),
    namespaces: z.int().optional(),
    pods: z.int().optional(),
    labels: labelsSchema,
    includeSecretNames: z.boolean(),
    includeHelmReleases: z
      .boolean()
      .meta({ description: "Whether scans read which objects the releases of Helm bring; their values are never kept." }),
    probeHostPorts: z.boolean().meta({
      description: "Whether scans try what else listens at the API server's address: 2379, 10250, 10255, 10257 and 10259.",
    }),
    createdAt: timeSchema,
    /** The newest scan that has results. */
    lastScan: scanSummarySchema.optional(),
    /** The scan that runs or waits now. */
    activeScan: scanSummarySchema.optional(),
    /** The newest attempt, when it failed after `lastScan`. */
    lastFailure: scanSummarySchema.optional(),
    /** Critical plus high of the last 30 scans that have results, oldest first. */
    trend: z.array(z.object({ scanId: scanIdSchema, at: timeSchema, urgent: z.int() })),
  })
  .meta({ id: "Cluster" });
export type Cluster = z.infer<typeof clusterSchema>;

export const fleetSchema = z
  .object({
    clusters: z.array(clusterSchema),
    totals: z.object({
      clusters: z.int(),
      needAttention: z.int(),
      neverScanned: z.int(),
      counts: severityCountsSchema,
      waived: severityCountsSchema.meta({ description: "Of `counts`, those that are waived now." }),
      coverage: coverageSchema,
    }),
    sampleLoaded: z.boolean(),
    supply: z.array(z.object({ clusterId: clusterIdSchema, all: z.int(), verified: z.int(), unknown: z.int() })).meta({
      description:
        "Of each cluster whose running containers are known: how many there are, how many run a verified image, and how many run one that could not be looked at, or not lately.",
    }),
    /** What changed in each cluster's last scan, newest first. */
    changes: z.array(
      z.object({
        clusterId: clusterIdSchema,
        cluster: z.string(),
        scanId: scanIdSchema,
        at: timeSchema,
        new: z.int(),
        fixed: z.int(),
        notComparable: z.int(),
      }),
    ),
    /** What the last scans did not see, and why. */
    unseen: z.array(
      z.object({ clusterId: clusterIdSchema, cluster: z.string(), scanId: scanIdSchema, gaps: z.array(gapSchema) }),
    ),
  })
  .meta({ id: "Fleet" });
export type Fleet = z.infer<typeof fleetSchema>;

/** What goes with a cluster when it is removed. */
export const clusterRemovalSchema = z
  .object({
    scans: z.int(),
    findings: z.int().meta({ description: "Of all scans together." }),
    comments: z.int(),
    assigned: z.int().meta({ description: "Findings that somebody works at." }),
    waivers: z.int().meta({ description: "Waivers that match nothing else; they end." }),
    links: z.int().meta({ description: "Links that still open and show it; they end." }),
    schedules: z.int().meta({ description: "Schedules that name it; they go on with the other clusters, or pause." }),
    uploads: z.int(),
    credential: z.boolean(),
    users: z.int().meta({ description: "People whose scope names it." }),
    reviews: z.int().meta({ description: "Access reviews with a part about it, signed off or not; that part goes." }),
    assertions: z.int().meta({ description: "Files of assertions that name it; they go on without it." }),
  })
  .meta({ id: "ClusterRemoval" });
export type ClusterRemoval = z.infer<typeof clusterRemovalSchema>;

export const clusterNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(63)
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
    "Use letters, digits, dots, dashes and underscores; begin and end with a letter or digit.",
  );

export const connectionSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("kubeconfig"), text: z.string().max(12_000_000), context: z.string().max(253).optional() }),
    z.object({
      kind: z.literal("token"),
      server: z.string().max(2048),
      caData: z.string().max(262_144).optional().meta({ description: "PEM, or base64 of PEM. Absent: the system's roots." }),
      tlsServerName: z.string().max(253).optional(),
      token: z.string().min(1).max(16_384),
    }),
    z.object({ kind: z.literal("inCluster") }),
  ])
  .meta({ id: "Connection" });
export type Connection = z.infer<typeof connectionSchema>;

export const kubeconfigContextsSchema = z
  .object({
    contexts: z.array(
      z.object({
        name: z.string(),
        /** Empty where the context is refused. */
        server: z.string(),
        current: z.boolean(),
        /** What would be refused of it, by name; empty where it can be registered. */
        refused: z.array(z.object({ path: z.string(), message: z.string(), remedy: z.string().optional() })),
      }),
    ),
  })
  .meta({ id: "KubeconfigContexts" });

export const preflightSchema = z
  .object({
    resources: z.array(
      z.object({
        resource: z.string(),
        allowed: z.enum(["everywhere", "someNamespaces", "no", "notServed", "unknown"]),
        needed: z.boolean(),
      }),
    ),
    checks: z.object({
      assessable: z.int(),
      notAssessable: z.array(z.object({ checkId: z.string(), title: z.string(), missing: z.array(z.string()) })),
    }),
    /** What would grant the rest; empty when nothing is missing. */
    grant: z.string(),
    crossChecks: z.boolean().optional().meta({ description: "Whether a scan can compare its answers with the API server's." }),
  })
  .meta({ id: "Preflight" });
export type Preflight = z.infer<typeof preflightSchema>;

export const connectionCategorySchema = z
  .enum(["ok", "dns", "refused", "timeout", "tls", "auth", "forbidden", "notKubernetes", "redirect", "blocked", "proxy"])
  .meta({ id: "ConnectionCategory" });

export const connectionTestSchema = z
  .object({
    id: z.string(),
    state: z.enum(["queued", "running", "done"]),
    category: connectionCategorySchema.optional(),
    sentence: z.string().optional(),
    remedy: z.string().optional(),
    version: z.string().optional(),
    preflight: preflightSchema.optional(),
    withoutEnd: z.boolean().optional(),
  })
  .meta({ id: "ConnectionTest" });
export type ConnectionTest = z.infer<typeof connectionTestSchema>;
