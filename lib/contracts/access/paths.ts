import { z } from "zod";
import { chainSchema, subjectKindSchema, subjectSchema } from "../access.ts";
import { gapSchema, listOf, scanIdSchema } from "../common.ts";

export const sinkIdSchema = z
  .enum(["cluster-admin", "masters", "node-root", "all-secrets", "cloud-identity"])
  .meta({ id: "PathEnd", description: "Where an escalation path ends, the worst first." });
export type SinkId = z.infer<typeof sinkIdSchema>;

export const subjectClassSchema = z.enum(["human", "robot", "node", "system", "unknown"]).meta({ id: "SubjectClass" });

export const sinkReachSchema = z
  .object({
    sink: sinkIdSchema,
    verdict: z.enum(["reached", "none", "notAssessed"]),
    hops: z.int().optional().meta({ description: "Of a shortest path; 0 for who is the end itself." }),
    direct: z.literal(true).optional().meta({ description: "There where a binding gives it, without any escalation." }),
  })
  .meta({ id: "PathReach" });

/** The kind of a subject, or what else one can stand on: rights of a role, a node, an end. */
const positionSchema = z
  .object({ kind: z.string(), name: z.string(), namespace: z.string().optional() })
  .meta({ id: "PathPosition" });
export type Position = z.infer<typeof positionSchema>;

export const hopSchema = z
  .object({
    kind: z.string(),
    from: positionSchema,
    to: positionSchema,
    does: z.string().meta({ description: "What is done, as the end of a sentence about `from`." }),
    chains: z.array(chainSchema).meta({ description: "The rights that it needs, each with who gives it." }),
    facts: z.array(z.string()).meta({ description: "What it rests on beside rights." }),
  })
  .meta({ id: "PathHop" });
export type Hop = z.infer<typeof hopSchema>;

export const bindingNameSchema = z
  .object({ kind: z.enum(["RoleBinding", "ClusterRoleBinding"]), namespace: z.string().optional(), name: z.string() })
  .meta({ id: "BindingName" });
export type BindingName = z.infer<typeof bindingNameSchema>;

export const pathsFilter = {
  sink: sinkIdSchema.default("cluster-admin"),
  q: z.string().max(200).optional(),
  kind: listOf(subjectKindSchema),
  class: listOf(subjectClassSchema),
  verdict: listOf(z.enum(["reached", "notAssessed"])),
  defaults: z
    .enum(["hide", "show"])
    .default("hide")
    .meta({ description: "Whether subjects that Kubernetes itself made are shown; known by content." }),
};

export const pathRowSchema = z
  .object({
    subject: subjectSchema,
    class: subjectClassSchema,
    reaches: z.array(sinkReachSchema),
    /** The positions of the shortest path to the chosen end, without the subject. */
    way: z.array(positionSchema),
  })
  .meta({ id: "PathRow" });
export type PathRow = z.infer<typeof pathRowSchema>;

export const pathsSchema = z
  .object({
    scanId: scanIdSchema,
    rows: z.array(pathRowSchema),
    total: z.int(),
    subjects: z.int(),
    hiddenDefaults: z.int(),
    /** For each end how many subjects reach it, by a binding of their own or by more hops, and how many are not assessed. */
    counts: z.array(z.object({ sink: sinkIdSchema, direct: z.int(), byPath: z.int(), notAssessed: z.int() })),
    bestCut: z
      .object({ binding: bindingNameSchema, ends: z.int(), proven: z.boolean() })
      .optional()
      .meta({ description: "The one binding whose removal ends the paths of most subjects to the chosen end." }),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
    notFollowed: z.array(z.string()).meta({ description: "What no path goes through, whatever was seen." }),
  })
  .meta({ id: "Paths" });
export type Paths = z.infer<typeof pathsSchema>;

export const subjectPathSchema = z
  .object({
    sink: sinkIdSchema,
    verdict: z.enum(["reached", "none", "notAssessed"]),
    path: z.array(hopSchema),
    cut: z
      .object({ bindings: z.array(bindingNameSchema), proven: z.boolean() })
      .optional()
      .meta({
        description:
          "The fewest bindings whose removal ends every path; `proven` where no fewer do. Told where one end is asked for.",
      }),
  })
  .meta({ id: "SubjectPath" });
export type SubjectPath = z.infer<typeof subjectPathSchema>;

export const subjectPathsSchema = z
  .object({
    subject: subjectSchema,
    class: subjectClassSchema,
    known: z.boolean().meta({ description: "Whether a binding or an account of that name was seen." }),
    paths: z.array(subjectPathSchema),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
    notFollowed: z.array(z.string()),
  })
  .meta({ id: "SubjectPaths" });
export type SubjectPaths = z.infer<typeof subjectPathsSchema>;
