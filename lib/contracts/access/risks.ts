import { z } from "zod";
import { chainSchema, subjectSchema } from "../access.ts";
import { gapSchema, severityCountsSchema, severitySchema, timeSchema } from "../common.ts";
import { objectRefSchema } from "../findings.ts";

const verdictSchema = z.enum(["pass", "fail", "notApplicable", "notAssessed"]);

const riskCheckSchema = z.object({
  checkId: z.string(),
  title: z.string(),
  verdict: verdictSchema,
  findings: z.int().meta({ description: "Open findings: those that no waiver holds." }),
  gaps: z.array(gapSchema),
});

export const riskHolderSchema = z
  .object({
    subject: subjectSchema,
    findings: z.int(),
    severity: severitySchema,
    /** The worst of its findings: what it says, where it is, and since when it is seen. */
    title: z.string(),
    fingerprint: z.string(),
    at: objectRefSchema,
    firstSeenAt: timeSchema,
    chain: chainSchema
      .optional()
      .meta({ description: "The binding, role and rule behind it; absent where the finding is no right." }),
  })
  .meta({ id: "RiskHolder" });
export type RiskHolder = z.infer<typeof riskHolderSchema>;

export const riskGroupSchema = z
  .object({
    id: z.string(),
    allows: z.string(),
    sentence: z.string(),
    counts: severityCountsSchema,
    findings: z.int(),
    subjects: z.object({ User: z.int(), Group: z.int(), ServiceAccount: z.int() }),
    serious: z.int().meta({ description: "Of the subjects: those that a critical or a high finding names." }),
    namespaces: z.int().meta({ description: "In how many namespaces the findings are that are in one." }),
    clusterWide: z.int().meta({ description: "How many findings are in no namespace: what they tell holds everywhere." }),
    onNode: z.int().meta({ description: "Of the findings about pods: where nothing keeps those from their node." }),
    worst: z.array(riskHolderSchema),
    checks: z.array(riskCheckSchema),
  })
  .meta({ id: "RiskGroup" });
export type RiskGroupView = z.infer<typeof riskGroupSchema>;

export const risksSchema = z
  .object({
    groups: z.array(riskGroupSchema).meta({ description: "Those with findings first, the worst first." }),
    rows: z.array(
      z.object({
        row: z.int(),
        right: z.string(),
        consequence: z.string(),
        verdict: verdictSchema,
        findings: z.int(),
        checks: z.array(z.string()),
      }),
    ),
    findings: z.int(),
    waived: z.int(),
    podSecurity: z
      .object({
        privileged: z.int(),
        unlabelled: z.int().meta({ description: "Of the privileged: without a label that says so." }),
        baseline: z.int(),
        restricted: z.int(),
        misspelt: z.int().meta({ description: "Namespaces with a label whose value is none." }),
        complete: z.boolean(),
        defaults: z.enum(["kubernetes", "configured", "off", "unseen"]).meta({
          description:
            "What counts where no label is. `configured`: a file of the API server's says it, which no API shows. `unseen`: nobody can tell whether there is one. `off`: labels mean nothing.",
        }),
      })
      .optional()
      .meta({ description: "Absent for readers of some namespaces." }),
  })
  .meta({ id: "Risks" });
export type Risks = z.infer<typeof risksSchema>;
