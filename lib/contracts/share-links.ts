import { z } from "zod";
import { timeSchema } from "./common.ts";
import { viewSchema } from "./views.ts";

export const shareLinkIdSchema = z.string().regex(/^shr_[a-z0-9]{10,40}$/);
/** Days until a link ends where its maker says nothing. */
export const defaultShareDays = 7;

const draft = {
  view: viewSchema,
  title: z.string().trim().min(1).max(120),
  days: z.int().min(1).max(3650).default(defaultShareDays),
  hideEndpoint: z.boolean().default(true),
  pseudonyms: z.boolean().default(false),
  signedInOnly: z.boolean().default(false),
};
export const shareDraftSchema = z.object(draft);

/** What a preview was made with, so that the link shows the same pseudonyms. */
export const seedSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const newShareLinkSchema = shareDraftSchema.extend({ seed: seedSchema.optional() });
export type NewShareLinkInput = z.infer<typeof newShareLinkSchema>;

export const shareLinkSchema = z
  .object({
    id: shareLinkIdSchema,
    title: z.string(),
    kind: z.string().meta({
      description:
        "What is shown: answer, checklist, comparison, finding, findings, matrix, review, run-book, scan, trail and others of access.",
    }),
    clusters: z.array(z.string()),
    scans: z.int(),
    state: z.enum(["active", "expired", "revoked"]),
    hideEndpoint: z.boolean(),
    pseudonyms: z.boolean(),
    signedInOnly: z.boolean(),
    createdBy: z.string(),
    mine: z.boolean(),
    createdAt: timeSchema,
    expiresAt: timeSchema,
    revokedAt: timeSchema.optional(),
    revokedBy: z.string().optional(),
    lastUsedAt: timeSchema.optional(),
    uses: z.int().meta({ description: "Minutes in which it was opened." }),
  })
  .meta({ id: "ShareLink" });
export type ShareLink = z.infer<typeof shareLinkSchema>;

export const shareRulesSchema = z
  .object({ publicSharing: z.boolean(), defaultDays: z.int(), maxDays: z.int() })
  .meta({ id: "ShareRules" });
export type ShareRules = z.infer<typeof shareRulesSchema>;
