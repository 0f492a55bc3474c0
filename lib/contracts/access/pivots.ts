/** The matrix turned: resources by subject, and namespaces by capability. */
import { z } from "zod";
import { matrixColumnSchema, matrixFilter, subjectSchema } from "../access.ts";
import { gapSchema, scanIdSchema } from "../common.ts";

export const pivots = ["subjects", "resources", "namespaces"] as const;

export const capabilityText = z.string().min(3).max(300).meta({
  description: "A danger's id, such as `read-secrets`, or `verb:plural[.group][/subresource]`, such as `create:pods/exec`.",
});

export const capabilityFilter = {
  ...matrixFilter,
  can: z
    .preprocess((value) => (value === undefined ? undefined : [value].flat()), z.array(capabilityText).max(20).optional())
    .meta({ description: "Further capabilities, beside the dangerous ones." }),
};

export const resourceRowSchema = z
  .object({
    index: z.int(),
    ...matrixColumnSchema.shape,
    column: z.int().meta({ description: "The number of this resource among the matrix's columns." }),
    subjects: z.int().meta({ description: "Subjects of the filter that hold something on it." }),
    dangerous: z.int().meta({ description: "Those of them that hold a dangerous right on it." }),
    unknown: z.int().meta({ description: "Subjects whose rights on it were not seen in full." }),
    /** Equal rights joined, the widest first, with some of their holders. */
    groups: z.array(z.object({ reach: z.string().length(8), count: z.int(), first: z.array(subjectSchema) })),
    more: z.int().meta({ description: "Holders of rights that are not among the groups, of which there are at most 12." }),
  })
  .meta({ id: "ResourceRow" });
export type ResourceRow = z.infer<typeof resourceRowSchema>;

export const resourceRowsSchema = z
  .object({ offset: z.int(), total: z.int(), rows: z.array(resourceRowSchema) })
  .meta({ id: "ResourceRows" });

export const capabilitySchema = z
  .object({
    id: z.string(),
    may: z.string().meta({ description: "The end of a sentence that begins with “may”." }),
    namespaced: z.boolean(),
    dangerous: z.boolean(),
  })
  .meta({ id: "Capability" });
export type Capability = z.infer<typeof capabilitySchema>;

/** `null` where it cannot be held there. */
const capabilityCellSchema = z.object({ full: z.int(), named: z.int() }).nullable();

export const namespaceRowSchema = z
  .object({
    namespace: z.string().optional().meta({ description: "Absent for what holds everywhere." }),
    subjects: z.int(),
    complete: z.boolean(),
    cells: z.array(capabilityCellSchema),
  })
  .meta({ id: "NamespaceRow" });
export type NamespaceRow = z.infer<typeof namespaceRowSchema>;

export const namespacesSchema = z
  .object({
    scanId: scanIdSchema,
    capabilities: z.array(capabilitySchema),
    /** What holds everywhere; absent for readers of some namespaces only in its cluster-wide part. */
    everywhere: namespaceRowSchema,
    rows: z.array(namespaceRowSchema),
    namespaces: z.int().meta({ description: "All that are known, those that the filter leaves out too." }),
    hiddenDefaults: z.int(),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "NamespaceMatrix" });
export type NamespaceMatrix = z.infer<typeof namespacesSchema>;

const holdSchema = z.enum(["full", "named"]);

export const holdersSchema = z
  .object({
    capability: capabilitySchema,
    namespace: z.string().optional(),
    total: z.int(),
    /** At most 500: those of the namespace first. */
    holders: z.array(
      z.object({
        subject: subjectSchema,
        local: holdSchema.optional().meta({ description: "By RoleBindings of the namespace." }),
        everywhere: holdSchema.optional().meta({ description: "By ClusterRoleBindings, or past RBAC." }),
        right: z.object({ verb: z.string(), group: z.string(), resource: z.string() }),
      }),
    ),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "CapabilityHolders" });
export type CapabilityHolders = z.infer<typeof holdersSchema>;
