/** A commit that images name as their source: what was verified of it, what its forge says, and reports about its code. */
import { z } from "zod";
import { timeSchema } from "../common.ts";
import { linkStateSchema } from "../supply-chain.ts";
import { sourceKey } from "./source-key.ts";

export const sourceReportIdSchema = z.string().regex(/^srp_[a-z0-9]{10,40}$/);

const linkSchema = z.object({
  state: linkStateSchema,
  reason: z.string(),
  remedy: z.string().optional(),
  signer: z.string().optional(),
  reported: z
    .array(z.object({ by: z.string(), says: z.string() }))
    .meta({ description: "What the forge says, and nobody verified." }),
});

const levelCounts = z.object({ error: z.int(), warning: z.int(), note: z.int(), none: z.int(), suppressed: z.int() });
const analysisKindSchema = z.enum(["static", "dependency", "dynamic"]);
const scoredCounts = z
  .object({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int() })
  .meta({ description: "Of the open results those whose rule has a `security-severity`, by it." });
const analysisSchema = z.object({
  id: sourceReportIdSchema,
  origin: z.enum(["upload", "forge"]),
  tool: z.string(),
  version: z.string().optional(),
  looksAt: analysisKindSchema.optional().meta({ description: "What a tool of this name is known to look at." }),
  namesCommit: z.boolean().meta({ description: "Whether the file itself names this commit; else whoever uploaded it does." }),
  rules: z.int(),
  counts: levelCounts,
  scored: scoredCounts,
  uncounted: z.int().meta({ description: "Results beyond those that are kept, the least grave ones: no count has them." }),
  results: z
    .array(
      z.object({
        rule: z.string(),
        level: z.enum(["error", "warning", "note", "none"]),
        score: z.number().optional(),
        message: z.string(),
        path: z.string().optional(),
        line: z.int().optional(),
        suppressed: z.boolean(),
      }),
    )
    .meta({ description: "The first 200, the worst first." }),
  omitted: z.int().meta({ description: "Results that are not among these." }),
  ended: z
    .enum(["well", "badly", "notTold"])
    .meta({ description: "An analysis that ended badly says nothing of what it did not find." }),
  problems: z.array(z.string()),
  uploadedBy: z.string().optional(),
  at: timeSchema,
});
export type CodeAnalysisView = z.infer<typeof analysisSchema>;

const scorecardSchema = z.object({
  id: sourceReportIdSchema.optional().meta({ description: "Absent where its service gave it." }),
  commit: z.string(),
  sameCommit: z.boolean().meta({ description: "Whether it is about this very commit." }),
  date: z.string(),
  version: z.string().optional(),
  score: z.number().optional().meta({ description: "0 to 10; absent where Scorecard could not tell." }),
  checks: z.array(z.object({ name: z.string(), score: z.number().optional(), reason: z.string() })),
  uploadedBy: z.string().optional(),
});

export const sourceSchema = z
  .object({
    ...sourceKey.shape,
    commitLink: linkSchema,
    pullRequestLink: linkSchema,
    requests: z.array(
      z.object({ number: z.int(), title: z.string(), href: z.string(), state: z.enum(["open", "closed", "merged"]) }),
    ),
    analyses: z.array(analysisSchema).meta({ description: "None: nobody gave a report. That is not the same as no results." }),
    forgeAnalyses: z
      .object({ answer: z.enum(["found", "absent", "unknown"]), reason: z.string(), remedy: z.string().optional() })
      .meta({ description: "What the forge answered when it was asked for analyses of this commit." }),
    missingKinds: z
      .array(analysisKindSchema)
      .meta({ description: "Of which no report is about this commit, by the tools' names." }),
    otherCommits: z
      .array(z.object({ commit: z.string(), tools: z.array(z.string()), at: timeSchema }))
      .meta({ description: "Other commits of the repository that have reports. They say nothing of this one." }),
    scorecards: z.array(scorecardSchema),
    scorecardLook: z
      .object({ reason: z.string(), remedy: z.string().optional() })
      .optional()
      .meta({ description: "Why its service gave none." }),
    lookedAt: timeSchema.optional(),
    failure: z.string().optional().meta({ description: "Why the last look showed less than all." }),
  })
  .meta({ id: "Source" });
export type SourceView = z.infer<typeof sourceSchema>;

export const newSourceReportSchema = sourceKey.extend({
  report: z.unknown().meta({ description: "SARIF 2.1.0, or the JSON of OpenSSF Scorecard." }),
});
export type NewSourceReport = z.infer<typeof newSourceReportSchema>;
