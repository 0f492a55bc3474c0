/** The file of assertions that is kept in Git, and what the API says of it. Its format is documented in docs/assertions.md. */
import { z } from "zod";
import { reviewLineSchema } from "./access/review-line.ts";

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
