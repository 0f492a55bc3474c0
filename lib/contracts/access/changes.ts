/** Who gained or lost what between two scans, who held something on a day, and what roles of one name differ in. */
import { z } from "zod";
import { subjectKindSchema, subjectSchema } from "../access.ts";
import { gapSchema, listOf, pageQuery, scanIdSchema, timeSchema } from "../common.ts";

/** Everything, or some words; but for some others. */
const extentSchema = z
  .object({ all: z.boolean(), of: z.array(z.string()), except: z.array(z.string()) })
  .meta({ id: "Extent", description: "Everything (`all`), or the words and patterns of `of`; each time without `except`." });

export const rightSchema = z
  .object({
    words: z.string().meta({ description: "The right as people read it: `every verb except get on pods`." }),
    groups: extentSchema.optional(),
    resources: extentSchema.optional(),
    names: extentSchema.optional(),
    urls: extentSchema.optional(),
    verbs: extentSchema,
  })
  .meta({ id: "Right", description: "All combinations of its lists: of groups, resources and names, or of URLs." });
export type RightView = z.infer<typeof rightSchema>;

export const causeSchema = z
  .object({
    kind: z.enum(["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"]),
    name: z.string(),
    namespace: z.string().optional(),
    change: z.enum(["added", "changed", "removed"]),
    createdAt: timeSchema.optional(),
  })
  .meta({ id: "AccessCause" });

export const accessChangeSchema = z
  .object({
    direction: z.enum(["gained", "lost"]),
    certain: z.boolean().meta({ description: "False where something that was not seen may hold the same on the other side." }),
    scope: z.union([z.literal("cluster"), z.array(z.string())]),
    /** Of rights in the whole cluster: namespaces in which some of it is no change. */
    heldIn: z.array(z.string()),
    /** Of rights in the whole cluster: namespaces of which not everything was seen. */
    unsureIn: z.union([z.literal("all"), z.array(z.string())]).optional(),
    rights: z.array(rightSchema),
    moreRights: z.int().meta({ description: "Rights that are not listed." }),
    atMost: z.boolean().meta({ description: "No more than these rights, and perhaps less." }),
    dangers: z.array(z.object({ id: z.string(), may: z.string() })),
    causes: z.array(causeSchema),
    moreCauses: z.int(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "AccessChange" });
export type AccessChangeView = z.infer<typeof accessChangeSchema>;

export const subjectChangesSchema = z
  .object({
    subject: subjectSchema,
    presence: z.enum(["both", "appeared", "disappeared", "unsure"]),
    changes: z.array(accessChangeSchema),
  })
  .meta({ id: "SubjectChanges" });
export type SubjectChangesView = z.infer<typeof subjectChangesSchema>;

export const changeCountsSchema = z
  .object({ subjects: z.int(), gained: z.int(), lost: z.int(), dangerous: z.int(), unsure: z.int() })
  .meta({ id: "AccessChangeCounts", description: "Subjects that change; that gain, lose, gain something dangerous, or may." });

const standpointSchema = z.object({ scanId: scanIdSchema, number: z.int(), at: timeSchema, share: z.number().optional() });

export const changesFilter = {
  q: z.string().max(200).optional(),
  kind: listOf(subjectKindSchema),
  namespace: z.string().max(253).optional(),
  direction: z.enum(["gained", "lost"]).optional(),
  risky: z.stringbool().optional(),
};
export const changesQuery = { with: scanIdSchema.optional(), ...changesFilter, ...pageQuery };

export const accessChangesSchema = z
  .object({
    before: standpointSchema.optional(),
    after: standpointSchema,
    comparable: z.boolean(),
    reason: z.string().optional(),
    complete: z.boolean(),
    gaps: z.object({ before: z.array(gapSchema), after: z.array(gapSchema) }),
    counts: changeCountsSchema,
    items: z.array(subjectChangesSchema),
    next: z.string().optional(),
  })
  .meta({ id: "AccessChanges" });
export type AccessChanges = z.infer<typeof accessChangesSchema>;

export const holdersQuery = {
  at: z.union([z.iso.date(), timeSchema]).meta({ description: "A day in UTC, whose end counts, or a time." }),
  capability: z.string().max(100).default("read-secrets").meta({ description: "A dangerous right, such as `read-secrets`." }),
  namespace: z.string().max(253).optional().meta({ description: "Absent: in at least one namespace." }),
  ...pageQuery,
};

export const holdersSchema = z
  .object({
    at: timeSchema.meta({ description: "The moment that was asked about." }),
    may: z.string(),
    capabilities: z.array(z.object({ id: z.string(), may: z.string() })),
    scan: standpointSchema.optional().meta({ description: "The scan that was newest then; it answers." }),
    ageSeconds: z.int().optional().meta({ description: "How old that scan was at the moment." }),
    reason: z
      .enum(["none", "notKept"])
      .optional()
      .meta({ description: "Why no scan answers: there was none, or it is not kept." }),
    oldest: standpointSchema.optional().meta({ description: "The oldest scan that is kept." }),
    total: z.int(),
    items: z.array(z.object({ subject: subjectSchema, scope: z.union([z.literal("cluster"), z.array(z.string())]) })),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
    next: z.string().optional(),
  })
  .meta({ id: "Holders" });
export type Holders = z.infer<typeof holdersSchema>;

const driftCluster = z.object({ clusterId: z.string(), cluster: z.string(), scanId: scanIdSchema });

export const driftQuery = {
  what: z.enum(["roles", "bindings"]).default("roles"),
  q: z.string().max(200).optional(),
  defaults: z
    .enum(["hide", "show"])
    .default("hide")
    .meta({ description: "Whether what each version of Kubernetes itself creates is shown." }),
  ...pageQuery,
};

export const driftSchema = z
  .object({
    clusters: z.array(driftCluster.extend({ complete: z.boolean() })),
    counts: z.object({ roles: z.int(), bindings: z.int() }),
    roles: z.array(
      z.object({
        kind: z.enum(["Role", "ClusterRole"]),
        namespace: z.string().optional(),
        name: z.string(),
        variants: z.array(
          z.object({
            clusters: z.array(driftCluster),
            isDefault: z.boolean().meta({ description: "Kubernetes itself gives these rules in each of these clusters." }),
            more: z.array(z.string()).meta({ description: "What it gives beyond the first variant, in words." }),
            less: z.array(z.string()),
            beyond: z.int().meta({ description: "Lines that are not listed." }),
          }),
        ),
      }),
    ),
    bindings: z.array(
      z.object({
        kind: z.enum(["RoleBinding", "ClusterRoleBinding"]),
        namespace: z.string().optional(),
        name: z.string(),
        role: z.string(),
        subjects: z.array(subjectSchema),
        moreSubjects: z.int(),
        ...driftCluster.shape,
      }),
    ),
    next: z.string().optional(),
  })
  .meta({ id: "AccessDrift" });
export type AccessDrift = z.infer<typeof driftSchema>;
