/** The file of assertions that is kept in Git, and what the API says of it. Its format is documented in docs/assertions.md. */
import { z } from "zod";
import { reviewLineSchema } from "./access/review-line.ts";
import { chainSchema, subjectSchema } from "./access.ts";
import { clusterIdSchema, gapSchema, scanIdSchema, timeSchema } from "./common.ts";
import { scheduleTargetSchema } from "./schedules.ts";

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .refine((value) => value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value), "Use one line of plain text.");

const action = line(600).meta({ description: "What is done, as people type it: `read secrets in payments`." });
const about = {
  name: line(100).meta({ description: "Unique in the file; a finding is known by it." }),
  why: z.string().trim().min(1).max(2_000).optional(),
};

export const onlyAssertionSchema = z.strictObject({ ...about, only: z.array(line(300)).max(200), can: action });
export const canAssertionSchema = z.strictObject({ ...about, subject: line(600), can: action });
export const cannotAssertionSchema = z.strictObject({ ...about, subject: line(600), cannot: action });
export const reviewAssertionSchema = z.strictObject({
  ...about,
  review: reviewLineSchema,
  expect: z.enum(["allowed", "notAllowed"]),
});

export const mostAssertions = 500;
export const assertionFileSchema = z.strictObject({
  apiVersion: z.literal("drydock/v1", "The apiVersion must be drydock/v1."),
  kind: z.literal("AssertionList", "The kind must be AssertionList."),
  items: z.array(z.unknown()).max(mostAssertions),
});

export const assertionSetIdSchema = z.string().regex(/^ast_[a-z0-9]{10,40}$/);

export const newAssertionSetSchema = z.object({
  name: line(80),
  target: scheduleTargetSchema,
  yaml: z.string().min(1).max(1_048_576).meta({ description: "A file as docs/assertions.md describes it." }),
});

export const assertionSetSchema = z
  .object({
    id: assertionSetIdSchema,
    name: z.string(),
    target: scheduleTargetSchema.or(z.object({ clusters: z.array(clusterIdSchema).max(0) })),
    clusters: z
      .array(z.object({ id: clusterIdSchema, name: z.string() }))
      .meta({ description: "The clusters that it is for and that you see whole." }),
    mayChange: z.boolean().meta({ description: "Everything that it is for lies in your scope." }),
    yaml: z.string(),
    assertions: z.int(),
    unreadable: z.string().optional().meta({ description: "Why this release cannot read the file, where it cannot." }),
    createdBy: z.string(),
    updatedBy: z.string(),
    updatedAt: timeSchema,
  })
  .meta({ id: "AssertionSet" });
export type AssertionSetView = z.infer<typeof assertionSetSchema>;

const breachSchema = z.object({
  subject: subjectSchema,
  chains: z.array(chainSchema).meta({ description: "How they may what they must not; at most five." }),
  nearest: z.string().optional().meta({ description: "What comes nearest to what they must be allowed." }),
});

export const assertionVerdictSchema = z
  .object({
    cluster: z.object({ id: clusterIdSchema, name: z.string() }),
    scan: z.object({ id: scanIdSchema, number: z.int(), at: timeSchema, share: z.number().optional() }).optional(),
    verdict: z.enum(["holds", "broken", "unknown"]),
    reason: z.string().optional().meta({ description: "Why it is unknown, where no scan has results." }),
    breaches: z.array(breachSchema).meta({ description: "Who breaks it; at most fifty." }),
    breaking: z.int().meta({ description: "How many break it." }),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "AssertionVerdict" });
export type AssertionVerdict = z.infer<typeof assertionVerdictSchema>;

export const checkedAssertionSchema = z
  .object({
    set: z.object({ id: assertionSetIdSchema, name: z.string() }),
    name: z.string(),
    why: z.string().optional(),
    sentence: z.string(),
    clusters: z.array(assertionVerdictSchema),
  })
  .meta({ id: "CheckedAssertion", description: "An assertion with its verdict in the newest scan of each cluster." });
export type CheckedAssertion = z.infer<typeof checkedAssertionSchema>;
