/** What a reader looks at, as data: a page with its filters. Whoever shows it elsewhere freezes it to its scans first. */
import { z } from "zod";
import { askQuerySchema } from "./access/ask.ts";
import { changesFilter, driftQuery, holdersQuery } from "./access/changes.ts";
import { namespacesFilter, subjectTextSchema } from "./access/namespaces.ts";
import { pathsFilter, sinkIdSchema } from "./access/paths.ts";
import { capabilityFilter, pivots } from "./access/pivots.ts";
import { reviewIdSchema } from "./access/reviews.ts";
import { scanIdSchema } from "./common.ts";
import { findingFilter, findingQuerySchema } from "./findings.ts";
import { trialQuery } from "./pod-security.ts";
import { imageIdSchema, trailQuerySchema } from "./supply-chain.ts";
import { minorSchema } from "./upgrade.ts";

export const changeSchema = z.enum(["new", "fixed", "unchanged", "notComparable"]);
export type Change = z.infer<typeof changeSchema>;

/** The list of findings. Without a scan it is about each cluster's newest one that has results. */
const findingsViewSchema = z.object({
  kind: z.literal("findings"),
  filter: z.object(findingFilter).default({}),
  sort: findingQuerySchema.shape.sort,
});

/** What changed between two scans of one cluster. */
const comparisonViewSchema = z.object({
  kind: z.literal("comparison"),
  before: scanIdSchema,
  after: scanIdSchema,
  change: changeSchema.optional(),
});

/** Who may do what, by RBAC. */
const matrixViewSchema = z.object({
  kind: z.literal("matrix"),
  scan: scanIdSchema,
  pivot: z.enum(pivots).optional().meta({ description: "What its rows are; subjects where it is absent." }),
  filter: z.object({ ...capabilityFilter, risky: z.boolean().optional() }).default({ defaults: "hide" }),
});

/** One scan: every verdict, every look, every gap. */
const scanViewSchema = z.object({ kind: z.literal("scan"), scan: scanIdSchema });

/** An access review that is signed off, with every decision. */
const reviewViewSchema = z.object({ kind: z.literal("review"), review: reviewIdSchema });

/** One finding of a scan, with its proof. */
const findingViewSchema = z.object({ kind: z.literal("finding"), scan: scanIdSchema, fingerprint: z.string().max(100) });

/** What Ask answers about a scan. */
const answerViewSchema = z.object({
  kind: z.literal("answer"),
  scan: scanIdSchema,
  question: askQuerySchema.shape.question,
});

/** Who escalates to an end. */
const pathsViewSchema = z.object({ kind: z.literal("paths"), scan: scanIdSchema, filter: z.object(pathsFilter) });

/** The shortest path of one subject to an end, and what cuts it. */
const pathViewSchema = z.object({
  kind: z.literal("path"),
  scan: scanIdSchema,
  subject: subjectTextSchema,
  sink: sinkIdSchema,
});

/** Who administers each namespace. */
const namespacesViewSchema = z.object({
  kind: z.literal("namespaces"),
  scan: scanIdSchema,
  filter: z.object({ ...namespacesFilter, open: z.boolean().optional() }).default({}),
});

/** Who administers one namespace, from inside and from outside. */
const namespaceViewSchema = z.object({
  kind: z.literal("namespace"),
  scan: scanIdSchema,
  namespace: z.string().min(1).max(253),
});

/** Who gained or lost what between two scans of one cluster. */
const changesViewSchema = z.object({
  kind: z.literal("access-changes"),
  before: scanIdSchema,
  after: scanIdSchema,
  filter: z.object({ ...changesFilter, risky: z.boolean().optional() }).default({}),
});

/** Who held a dangerous right at a moment, by the scan that was newest then. */
const holdersViewSchema = z.object({
  kind: z.literal("holders"),
  scan: scanIdSchema,
  at: holdersQuery.at,
  capability: holdersQuery.capability,
  namespace: holdersQuery.namespace,
});

/** What roles of one name differ in between the newest scans of the clusters, and bindings that one of them alone has. */
const driftViewSchema = z.object({
  kind: z.literal("drift"),
  what: driftQuery.what,
  q: driftQuery.q,
  defaults: driftQuery.defaults,
});

/** The order of a cluster's upgrade to a target, with the ticks of now. */
const runBookViewSchema = z.object({ kind: z.literal("run-book"), scan: scanIdSchema, target: minorSchema });

/** The security checklist of a cluster, with what is stated now. */
const checklistViewSchema = z.object({ kind: z.literal("checklist"), scan: scanIdSchema });

/** The security checklist over all clusters, with what is stated now. */
const checklistFleetViewSchema = z.object({ kind: z.literal("checklist-fleet") });

/** Namespaces under Pod Security, and what a level would refuse of them. */
const podSecurityViewSchema = z.object({ kind: z.literal("pod-security"), scan: scanIdSchema, ...trialQuery });

/** Which namespaces are isolated, who reaches whom, and what is open to the outside. */
const networkViewSchema = z.object({ kind: z.literal("network"), scan: scanIdSchema });

/** The trail of an image, or of what a container of a workload runs, as it stands when the link is made. */
const trailViewSchema = z.object({
  kind: z.literal("trail"),
  of: z.union([z.object({ image: imageIdSchema }), trailQuerySchema]),
});

export const viewSchema = z
  .discriminatedUnion("kind", [
    answerViewSchema,
    changesViewSchema,
    checklistViewSchema,
    checklistFleetViewSchema,
    comparisonViewSchema,
    driftViewSchema,
    findingViewSchema,
    findingsViewSchema,
    holdersViewSchema,
    matrixViewSchema,
    namespaceViewSchema,
    namespacesViewSchema,
    networkViewSchema,
    pathViewSchema,
    pathsViewSchema,
    podSecurityViewSchema,
    reviewViewSchema,
    runBookViewSchema,
    scanViewSchema,
    trailViewSchema,
  ])
  .meta({ id: "View" });
export type View = z.infer<typeof viewSchema>;
export type ViewKind = View["kind"];
export type ViewOf<K extends ViewKind> = Extract<View, { kind: K }>;
