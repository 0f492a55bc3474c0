/** A change to roles and bindings, and what it would do. Nothing of it is stored. */
import { z } from "zod";
import { subjectSchema } from "../access.ts";
import { gapSchema, scanIdSchema, severitySchema, timeSchema } from "../common.ts";
import { objectRefSchema } from "../findings.ts";
import { changeCountsSchema, subjectChangesSchema } from "./changes.ts";

export const simulationBody = {
  text: z
    .string()
    .max(1_048_576)
    .default("")
    .meta({ description: "Roles, ClusterRoles and bindings: YAML with several documents, Lists, or JSON." }),
  deletions: z.array(z.string().max(600)).max(500).default([]).meta({ description: "`KIND NAMESPACE/NAME` or `KIND NAME`." }),
  cursor: z.string().max(512).optional(),
  limit: z.int().min(1).max(200).default(50),
};

const riskSchema = z.object({
  checkId: z.string(),
  title: z.string(),
  severity: severitySchema,
  at: objectRefSchema,
  fingerprint: z.string(),
});

export const simulationSchema = z
  .object({
    scan: z.object({ scanId: scanIdSchema, number: z.int(), at: timeSchema, share: z.number().optional() }),
    objects: z.array(
      z.object({
        kind: z.string(),
        namespace: z.string().optional(),
        name: z.string(),
        place: z.string(),
        fate: z.enum(["added", "changed", "unchanged", "deleted", "replaced", "absent", "refused", "unseen"]),
        matters: z.boolean().meta({ description: "Whether anybody gains or loses anything by it." }),
      }),
    ),
    others: z.record(z.string(), z.int()).meta({ description: "Objects of other kinds, which give and take no right." }),
    counts: changeCountsSchema,
    items: z.array(subjectChangesSchema),
    next: z.string().optional(),
    /** Which cells of the matrix change, of the subjects of this page. */
    cells: z.array(
      z.object({
        subject: subjectSchema,
        rows: z.array(
          z.object({
            group: z.string(),
            resource: z.string(),
            before: z.string().length(8).meta({ description: "A letter for each verb, as in the matrix." }),
            after: z.string().length(8),
          }),
        ),
        moreRows: z.int(),
      }),
    ),
    risks: z.object({ new: z.array(riskSchema), gone: z.array(riskSchema), unsure: z.array(riskSchema) }),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "Simulation" });
export type SimulationView = z.infer<typeof simulationSchema>;
