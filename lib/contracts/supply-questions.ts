/** The questions of the supply chain's threat model, each with its answer and what that rests on; and who can change what runs. */
import { z } from "zod";
import { clusterIdSchema, gapSchema, scanIdSchema, timeSchema, verdictKindSchema } from "./common.ts";

const evidenceSchema = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("check"),
      checkId: z.string(),
      title: z.string(),
      verdict: z.enum(["pass", "fail", "notApplicable", "notAssessed", "notRun"]),
      findings: z.int(),
    }),
    z.object({
      kind: z.literal("images"),
      verdict: z.enum(["pass", "fail", "notAssessed"]),
      count: z.int(),
      says: z.string().meta({ description: "What is told of them, as the end of a sentence about images." }),
      names: z.array(z.string()).meta({ description: "The first three." }),
      link: z.string().optional().meta({ description: "The link of the trail that it is about." }),
    }),
  ])
  .meta({ id: "QuestionEvidence" });
export type QuestionEvidence = z.infer<typeof evidenceSchema>;

const questionSchema = z.object({
  id: z.string(),
  question: z.string(),
  verdict: verdictKindSchema.meta({ description: "`pass` is yes, `fail` is no." }),
  because: z.string(),
  evidence: z.array(evidenceSchema),
  remedy: z.string().optional(),
});
export type QuestionView = z.infer<typeof questionSchema>;

export const supplyQuestionsSchema = z
  .object({
    scanId: scanIdSchema,
    clusterId: clusterIdSchema,
    cluster: z.string(),
    number: z.int(),
    takenAt: timeSchema,
    counts: z.object({ pass: z.int(), fail: z.int(), notApplicable: z.int(), notAssessed: z.int() }),
    groups: z.array(z.object({ id: z.string(), title: z.string(), text: z.string(), questions: z.array(questionSchema) })),
  })
  .meta({ id: "SupplyQuestions" });
export type SupplyQuestionsView = z.infer<typeof supplyQuestionsSchema>;

const constraintSchema = z
  .object({
    kind: z.string(),
    name: z.string(),
    asks: z.enum(["allowedNames", "forbiddenNames", "forbiddenTags", "digests", "signatures"]),
    action: z.enum(["enforce", "warn", "audit"]),
    leftOut: z.array(z.string()).meta({ description: "Namespaces in which pods run that it is not about." }),
    doubtful: z.int().meta({ description: "Namespaces of which nobody can tell." }),
    auditedAt: timeSchema.optional().meta({ description: "When Gatekeeper last compared what runs with it, as it says." }),
    violations: z.int().optional().meta({ description: "How much it found then." }),
  })
  .meta({ id: "ImageConstraint" });

export const enforcementSchema = z
  .object({
    scanId: scanIdSchema,
    complete: z.boolean().meta({ description: "Every webhook and policy was seen: an engine that is not listed is not there." }),
    engines: z.array(
      z.object({
        name: z.string(),
        rules: z
          .object({ enforcing: z.int(), reporting: z.int() })
          .optional()
          .meta({ description: "Rules about images; absent where its policies are not read." }),
        mode: z
          .enum(["refuses", "reports"])
          .optional()
          .meta({ description: "Of an engine whose policies are not read; absent where its settings do not say." }),
        constraints: z.array(constraintSchema).optional().meta({ description: "Of Gatekeeper and Ratify." }),
        notEvaluated: z
          .array(z.string())
          .optional()
          .meta({ description: "Of Gatekeeper: kinds of constraints that are not evaluated; they may look at images, too." }),
        ratify: z
          .object({
            verifiers: z.array(z.object({ name: z.string(), type: z.string(), namespace: z.string().optional() })),
            stores: z.int(),
            policies: z.int(),
            served: z.boolean().meta({ description: "Its kinds are there; without them it takes verifiers from a file." }),
            complete: z.boolean(),
          })
          .optional()
          .meta({ description: "What Ratify verifies with: without a verifier it verifies nothing." }),
        answer: z.enum(["must", "needNot", "itself", "notAsked", "unknown"]),
        health: z.enum(["answers", "silent", "unknown", "itself"]),
        skipped: z.array(z.string()).meta({ description: "Namespaces whose pods it is not asked about." }),
        doubtful: z.int().meta({ description: "Namespaces of which nobody can tell." }),
      }),
    ),
    containers: z
      .object({
        verified: z.int(),
        failOpen: z.int(),
        unknown: z.int(),
        older: z.int(),
        reported: z.int(),
        skipped: z.int(),
        unmatched: z.int(),
      })
      .meta({ description: "Containers that run, by what policies that verify signatures did when their pods were made." }),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "ImageEnforcement" });
export type EnforcementView = z.infer<typeof enforcementSchema>;

const subjectsSchema = z.object({
  count: z.int(),
  subjects: z.array(z.string()).meta({ description: "Such as `Group developers`; the first twenty." }),
});

export const deployRightsSchema = z
  .object({
    scanId: scanIdSchema,
    namespaces: z
      .array(
        z.object({
          name: z.string(),
          workloads: z.int(),
          change: subjectsSchema.meta({ description: "Who may make, change or replace workloads." }),
          swap: subjectsSchema.meta({ description: "Who may put other images or containers into pods that run." }),
          enter: subjectsSchema.meta({ description: "Who may run code in pods that run." }),
          open: z.boolean().meta({ description: "Everybody, or everybody who is signed in, is among them." }),
          complete: z.boolean().meta({ description: "Whether the rights and workloads there were all seen." }),
        }),
      )
      .meta({ description: "Namespaces in which something runs, by name." }),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "DeployRights" });
export type DeployRightsView = z.infer<typeof deployRightsSchema>;
