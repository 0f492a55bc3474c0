import { z } from "zod";
import { gapSchema, listOf, scanIdSchema } from "./common.ts";

export const subjectKindSchema = z.enum(["User", "Group", "ServiceAccount"]);
export const subjectSchema = z
  .object({ kind: subjectKindSchema, name: z.string(), namespace: z.string().optional() })
  .meta({ id: "Subject" });

/** One way in which a right is held: subject ← group ← binding ← role ← aggregated source ← rule. */
export const chainSchema = z
  .object({
    subject: subjectSchema,
    /** How the subject is reached: itself, a group that it is in by nature, or a bypass. */
    via: z.object({ kind: z.enum(["direct", "implicitGroup", "explicitGroup", "bypass"]), group: z.string().optional() }),
    binding: z
      .object({
        kind: z.enum(["RoleBinding", "ClusterRoleBinding"]),
        namespace: z.string().optional(),
        name: z.string(),
        subjectIndex: z.int(),
      })
      .optional(),
    role: z.object({ kind: z.enum(["Role", "ClusterRole"]), namespace: z.string().optional(), name: z.string() }).optional(),
    aggregatedFrom: z.string().optional(),
    ruleIndex: z.int().optional(),
    rule: z
      .object({
        verbs: z.array(z.string()),
        apiGroups: z.array(z.string()).optional(),
        resources: z.array(z.string()).optional(),
        resourceNames: z.array(z.string()).optional(),
        nonResourceURLs: z.array(z.string()).optional(),
      })
      .optional(),
    /** Where it holds. */
    scope: z.union([z.literal("cluster"), z.string().meta({ description: "a namespace" })]),
  })
  .meta({ id: "Chain" });
export type Chain = z.infer<typeof chainSchema>;

export const matrixVerbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"] as const;
/** How far a verb reaches: not at all, by object name only, in n namespaces, everywhere, or not known. */
export const reachSchema = z.enum(["none", "named", "namespaces", "everywhere", "unknown"]);

export const matrixFilter = {
  q: z.string().max(200).optional(),
  resource: z.string().max(200).optional().meta({ description: "A part of a resource's name or group." }),
  kind: listOf(subjectKindSchema),
  namespace: listOf(z.string().max(253)),
  risky: z.stringbool().optional(),
  defaults: z
    .enum(["hide", "show"])
    .default("hide")
    .meta({ description: "Whether what Kubernetes itself creates is shown; known by content." }),
};

export const matrixColumnSchema = z
  .object({
    group: z.string(),
    resource: z.string(),
    namespaced: z.boolean(),
    custom: z.boolean(),
    discovered: z.boolean().meta({ description: "Whether the cluster serves it; a rule may name what is not served." }),
  })
  .meta({ id: "MatrixColumn" });
/**
 * A row's cells, sparse: column index → eight letters, one a verb in the order of `matrixVerbs`:
 * `-` none, `n` named, `s` some namespaces, `e` everywhere, `?` unknown; upper case (N S E) where the right is dangerous.
 * `spaces` is the number of namespaces behind the cell's `s`.
 */
export const matrixRowSchema = z
  .object({
    index: z.int(),
    subject: subjectSchema,
    dangerous: z.int(),
    incomplete: z.boolean(),
    cells: z.record(z.string(), z.object({ reach: z.string().length(8), spaces: z.int().optional() })),
  })
  .meta({ id: "MatrixRow" });
export type MatrixRow = z.infer<typeof matrixRowSchema>;

export const matrixSchema = z
  .object({
    scanId: scanIdSchema,
    columns: z.array(matrixColumnSchema),
    rows: z.int(),
    subjects: z.int(),
    namespaces: z.int(),
    hiddenDefaults: z.int(),
    secretReaders: z.int(),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
    /** The map at the side: the danger of each of at most 400 equal bands of rows, 0 none to 3 worst, -1 unknown. */
    overview: z.array(z.int()),
  })
  .meta({ id: "Matrix" });
export type Matrix = z.infer<typeof matrixSchema>;

export const matrixWindowSchema = z
  .object({ offset: z.int(), total: z.int(), rows: z.array(matrixRowSchema) })
  .meta({ id: "MatrixWindow" });

const lossSchema = z.object({ emptied: z.int(), reduced: z.int() }).meta({
  description: "In how many other columns of the row nothing is left, and in how many less than before.",
});

/** What to take away so that the cell becomes empty: all steps are needed, and no more. */
export const removalSchema = z
  .object({
    steps: z.array(
      z.object({
        kind: z.enum(["RoleBinding", "ClusterRoleBinding"]),
        name: z.string(),
        namespace: z.string().optional(),
        verbs: z.array(z.string()),
        subjects: z.array(z.object({ index: z.int(), subject: subjectSchema })).meta({
          description: "The entries of the binding's list of subjects that have to go.",
        }),
        others: z.int().meta({ description: "Other subjects of the binding; with none, the binding can go as a whole." }),
        loses: lossSchema,
      }),
    ),
    loses: lossSchema,
    afterwards: z.enum(["notAllowed", "unknown", "allowed"]).meta({
      description: "`allowed` for members of system:masters, whom no binding lets in; `unknown` where not everything was seen.",
    }),
  })
  .meta({ id: "Removal" });

export const matrixCellSchema = z
  .object({
    subject: subjectSchema,
    group: z.string(),
    resource: z.string(),
    verbs: z.array(
      z.object({
        verb: z.string(),
        reach: reachSchema,
        dangerous: z.boolean(),
        namespaces: z.array(z.string()),
        names: z.array(z.string()),
        chains: z.array(chainSchema),
      }),
    ),
    meaning: z.array(z.string()),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
    removal: removalSchema,
    usedBy: z.object({ pods: z.int(), nodes: z.int(), complete: z.boolean() }).optional(),
  })
  .meta({ id: "MatrixCell" });
export type MatrixCell = z.infer<typeof matrixCellSchema>;

export const questionSchema = z.object({
  verb: z.string().min(1).max(100),
  resource: z.string().max(253).optional().meta({ description: "`plural[.group][/NAME]`; a leading `/` makes it a URL." }),
  subresource: z.string().max(100).optional(),
  namespace: z.string().max(253).optional().meta({ description: "Absent: in at least one namespace." }),
});

export const whoCanSchema = z
  .object({
    subjects: z.array(
      z.object({
        kind: subjectKindSchema,
        name: z.string(),
        namespace: z.string().optional(),
        scope: z.union([z.literal("cluster"), z.array(z.string())]),
        chains: z.array(chainSchema),
      }),
    ),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
    understood: z.string(),
  })
  .meta({ id: "WhoCan" });
export type WhoCan = z.infer<typeof whoCanSchema>;

export const nearRuleSchema = z
  .object({
    lacks: z.enum(["role", "place", "name", "subresource", "verb", "group"]),
    sentence: z.string(),
    chain: chainSchema,
  })
  .meta({ id: "NearRule", description: "A rule that the subject holds and that would allow it, but for one thing." });

export const canISchema = z
  .object({
    verdict: z.enum(["allowed", "notAllowed", "unknown"]),
    verbs: z
      .array(z.object({ verb: z.string(), verdict: z.enum(["allowed", "notAllowed", "unknown"]) }))
      .meta({ description: "For each verb that was asked about; any of them will do." }),
    because: z.array(chainSchema),
    nearest: z.array(nearRuleSchema).optional().meta({ description: "For a no: the rules that come nearest." }),
    grant: z.string().optional().meta({ description: "For a no: the smallest role and its binding, as YAML." }),
    gaps: z.array(gapSchema),
    understood: z.string(),
  })
  .meta({ id: "CanI" });
export type CanI = z.infer<typeof canISchema>;
