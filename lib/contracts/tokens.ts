import { z } from "zod";
import { roleSchema, timeSchema, userScopeSchema } from "./common.ts";

/** Days after which a token ends at the latest. */
export const longestTokenDays = 365;
/** Tokens that a person may have at one time. */
export const mostTokens = 50;

export const tokenIdSchema = z.string().regex(/^tok_[a-z0-9]{10,40}$/);

export const apiTokenSchema = z
  .object({
    id: tokenIdSchema,
    name: z.string(),
    prefix: z.string().meta({ description: "The first characters, to tell tokens apart." }),
    role: roleSchema.meta({ description: "The highest role that it acts with; the person's own role caps it." }),
    scope: userScopeSchema.optional().meta({ description: "Absent: all that the person sees." }),
    createdAt: timeSchema,
    expiresAt: timeSchema,
    lastUsedAt: timeSchema.optional().meta({ description: "To the minute." }),
    state: z.enum(["active", "expired"]),
  })
  .meta({ id: "ApiToken" });
export type ApiToken = z.infer<typeof apiTokenSchema>;

export const newApiTokenSchema = z
  .object({
    name: z.string().trim().min(1).max(100),
    role: roleSchema,
    scope: userScopeSchema.optional(),
    days: z.int().min(1).max(longestTokenDays).meta({ description: "Days until it ends." }),
  })
  .meta({ id: "NewApiToken" });
export type NewApiToken = z.infer<typeof newApiTokenSchema>;

export const madeApiTokenSchema = z
  .object({ token: apiTokenSchema, secret: z.string().meta({ description: "Shown this once; only its hash is kept." }) })
  .meta({ id: "MadeApiToken" });
export type MadeApiToken = z.infer<typeof madeApiTokenSchema>;
