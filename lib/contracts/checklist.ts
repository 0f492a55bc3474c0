/** The security checklist of a cluster: every item with its evidence, the score with its rules, and how it went. */
import { z } from "zod";
import { longestStatement, mostStatementDays } from "./checklist-terms.ts";
import { clusterIdSchema, scanIdSchema, timeSchema, verdictKindSchema } from "./common.ts";

export const itemStateSchema = z.enum(["failed", "open", "attested", "met", "notApplicable"]).meta({
  id: "ChecklistItemState",
  description: "`met`: proven by checks. `attested`: a person answers for it, and nothing that was seen speaks against it.",
});
export const layerSchema = z.enum(["cloud", "cluster", "container", "code"]).meta({ id: "Layer" });
const responsibleSchema = z.enum(["platform", "application", "provider"]);

export const scoreSchema = z
  .object({
    counts: z.object({ failed: z.int(), open: z.int(), attested: z.int(), met: z.int(), notApplicable: z.int() }),
    of: z.int(),
    share: z.number().min(0).max(1).optional().meta({ description: "Absent where nothing was assessed." }),
    coverage: z.number().min(0).max(1).meta({ description: "Assessed items of all." }),
  })
  .meta({ id: "ChecklistScore" });
export type ChecklistScoreView = z.infer<typeof scoreSchema>;

const statementSchema = z.object({
  is: z.enum(["holds", "expired", "textChanged"]),
  statement: z.string().optional().meta({ description: "Left out of reports in which subjects have other names." }),
  evidence: z.string().optional().meta({ description: "An http or https address." }),
  owner: z.string().optional(),
  expiresAt: timeSchema,
  by: z.string(),
  at: timeSchema,
});

const itemSchema = z.object({
  id: z.string(),
  text: z.string(),
  state: itemStateSchema,
  reason: z.string(),
  layer: layerSchema,
  responsible: responsibleSchema,
  rest: z.string().optional().meta({ description: "What of it no check sees." }),
  coverage: z.object({ assessed: z.int(), of: z.int() }),
  checks: z.array(
    z.object({
      checkId: z.string(),
      title: z.string(),
      verdict: verdictKindSchema.optional().meta({ description: "Absent: this scan did not run it." }),
      findings: z.int(),
      grounds: z.string().optional().meta({ description: "What the verdict rests on, and what was not seen." }),
    }),
  ),
  statement: statementSchema.optional(),
  answers: z.array(z.string()).meta({ description: "Ids of other lists: cis, nsa, pss." }),
  refs: z.array(z.object({ title: z.string(), href: z.string() })),
});
export type ChecklistItemView = z.infer<typeof itemSchema>;

export const checklistSchema = z
  .object({
    scanId: scanIdSchema,
    clusterId: clusterIdSchema,
    cluster: z.string(),
    number: z.int(),
    takenAt: timeSchema,
    source: z.string(),
    score: scoreSchema,
    rules: z.array(z.string()).meta({ description: "How the score is made." }),
    sections: z.array(z.object({ id: z.string(), title: z.string(), items: z.array(itemSchema) })),
  })
  .meta({ id: "Checklist" });
export type ChecklistView = z.infer<typeof checklistSchema>;

export const checklistHistorySchema = z
  .object({
    scans: z
      .array(z.object({ scanId: scanIdSchema, number: z.int(), at: timeSchema, score: scoreSchema }))
      .meta({ description: "Oldest first, by the list and the checks of today, with what was stated then." }),
  })
  .meta({ id: "ChecklistHistory" });
export type ChecklistHistory = z.infer<typeof checklistHistorySchema>;

export const checklistFleetSchema = z
  .object({
    clusters: z.array(
      z.object({
        id: clusterIdSchema,
        name: z.string(),
        scanId: scanIdSchema.optional(),
        score: scoreSchema.optional().meta({ description: "Absent where no scan has results." }),
      }),
    ),
    score: scoreSchema.meta({ description: "Of every item in every cluster that has a scan." }),
    rules: z.array(z.string()).meta({ description: "How the score is made." }),
    source: z.string(),
    items: z
      .array(
        z.object({
          id: z.string(),
          section: z.string().meta({ description: "Title of its section." }),
          text: z.string(),
          states: z.array(z.object({ cluster: clusterIdSchema, state: itemStateSchema })),
        }),
      )
      .meta({ description: "Every item, with its state in each cluster that has one." }),
    hidden: z.int().meta({ description: "Clusters of which the reader sees some namespaces only." }),
  })
  .meta({ id: "ChecklistFleet" });
export type ChecklistFleet = z.infer<typeof checklistFleetSchema>;

export const checklistFleetHistorySchema = z
  .object({
    moments: z
      .array(
        z.object({
          at: timeSchema,
          clusters: z.int().meta({ description: "Clusters that had a scan with results by then." }),
          score: scoreSchema,
        }),
      )
      .meta({
        description: "One a week, oldest first: by the newest scan that each cluster had then, with what was stated then.",
      }),
  })
  .meta({ id: "ChecklistFleetHistory" });
export type ChecklistFleetHistory = z.infer<typeof checklistFleetHistorySchema>;

export const itemIdSchema = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/);
export const statementBody = z.object({
  statement: z.string().trim().min(1).max(longestStatement).meta({ description: "What is so, and how one knows." }),
  evidence: z
    .url({ protocol: /^https?$/, error: "Give an address that begins with https:// or http://." })
    .max(2000)
    .optional()
    .meta({ description: "Where the proof is." }),
  owner: z.string().trim().min(1).max(120).meta({ description: "Who answers for it." }),
  expiresOn: z.iso.date().meta({ description: `The last day on which it holds, ${mostStatementDays} days from now at most.` }),
});
