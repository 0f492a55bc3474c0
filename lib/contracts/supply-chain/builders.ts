/** Which builders are trusted, and how far. */
import { z } from "zod";
import { timeSchema } from "../common.ts";
import { allowedSignerSchema, textMatcherSchema } from "./policies.ts";
import { lineOfText } from "./text.ts";

export const trustedBuilderIdSchema = z.string().regex(/^tbl_[a-z0-9]{10,40}$/);

const terms = {
  name: lineOfText(100),
  signers: z
    .array(allowedSignerSchema)
    .max(100)
    .meta({ description: "Any of them may speak for the builders; without one the entry grants nothing." }),
  builders: z.array(textMatcherSchema).min(1).max(100).meta({
    description:
      "`builder.id` as a provenance names it. A pattern counts for the builder that the signer's certificate itself names; a text that is equal counts by your word.",
  }),
  hosted: z
    .boolean()
    .meta({ description: "The certificate has to say that a machine of the platform's own built, not somebody's own." }),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]).meta({ description: "The highest build level of SLSA." }),
};

export const newTrustedBuilderSchema = z.object({ ...terms, hosted: terms.hosted.default(true) });
export type NewTrustedBuilder = z.infer<typeof newTrustedBuilderSchema>;

export const trustedBuilderChangeSchema = z.object({
  id: trustedBuilderIdSchema,
  name: terms.name.optional(),
  signers: terms.signers.optional(),
  builders: terms.builders.optional(),
  hosted: terms.hosted.optional(),
  level: terms.level.optional(),
  enabled: z.boolean().optional(),
});
export type TrustedBuilderChange = z.infer<typeof trustedBuilderChangeSchema>;

export const trustedBuilderSchema = z
  .object({
    id: trustedBuilderIdSchema,
    name: z.string(),
    signers: z.array(allowedSignerSchema),
    builders: z.array(textMatcherSchema),
    hosted: z.boolean(),
    level: terms.level,
    enabled: z.boolean(),
    shipped: z.enum(["unchanged", "changed"]).optional().meta({ description: "Of an entry that the release brings." }),
    note: z.string().optional().meta({ description: "Whose word the level of a shipped entry is." }),
    reference: z.string().optional(),
    problem: z.string().optional().meta({ description: "Why it grants nothing, where it is on and does not." }),
    updatedBy: z.string().optional(),
    updatedAt: timeSchema.optional(),
  })
  .meta({ id: "TrustedBuilder" });
export type TrustedBuilderView = z.infer<typeof trustedBuilderSchema>;
