import { z } from "zod";
import { roleSchema, timeSchema, userIdSchema, userScopeSchema } from "./common.ts";
import { needs } from "./needs.ts";

export const sessionSchema = z
  .object({
    user: z.object({ id: userIdSchema, email: z.string(), name: z.string(), role: roleSchema, scope: userScopeSchema }),
    holds: z.array(z.enum(needs)),
    installation: z.object({ version: z.string(), url: z.string(), inCluster: z.boolean(), sampleLoaded: z.boolean() }),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof sessionSchema>;

export const userSchema = z
  .object({
    id: userIdSchema,
    email: z.string(),
    name: z.string(),
    role: roleSchema,
    scope: userScopeSchema,
    createdAt: timeSchema,
    lastSeenAt: timeSchema.optional(),
    sessions: z.int().meta({ description: "How many sessions are open." }),
  })
  .meta({ id: "User" });
export type User = z.infer<typeof userSchema>;

/** One's own session: where it is, and since when. Its secret is in its cookie and nowhere else. */
export const openSessionSchema = z
  .object({
    id: z.string(),
    createdAt: timeSchema,
    lastUsedAt: timeSchema,
    expiresAt: timeSchema,
    address: z.string().optional(),
    userAgent: z.string().optional(),
    current: z.boolean().meta({ description: "The session that asks." }),
  })
  .meta({ id: "OpenSession" });
export type OpenSession = z.infer<typeof openSessionSchema>;

export const invitationSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    role: roleSchema,
    scope: userScopeSchema,
    state: z.enum(["open", "accepted", "expired", "revoked"]),
    createdBy: z.string(),
    createdAt: timeSchema,
    expiresAt: timeSchema,
    acceptedAt: timeSchema.optional(),
    revokedAt: timeSchema.optional(),
  })
  .meta({ id: "Invitation" });
export type Invitation = z.infer<typeof invitationSchema>;

/** A link to hand over. It works once, is shown this once, and is stored as its hash. */
export const handedLinkSchema = z.object({ url: z.string(), expiresAt: timeSchema }).meta({ id: "HandedLink" });
export type HandedLink = z.infer<typeof handedLinkSchema>;

const email = z.email().max(254);
const name = z.string().trim().min(1).max(100);
/** NIST SP 800-63B: length counts, composition rules do not. */
export const passwordSchema = z.string().min(12, "Use at least 12 characters.").max(128);
export const newUserSchema = z.object({ email, name, password: passwordSchema, role: roleSchema, scope: userScopeSchema });
export const userChangeSchema = z.object({
  name: name.optional(),
  role: roleSchema.optional(),
  scope: userScopeSchema.optional(),
  password: passwordSchema.optional().meta({ description: "A new password, for somebody who forgot theirs." }),
});
export const newInvitationSchema = z.object({ email, role: roleSchema, scope: userScopeSchema });
const linkToken = z.string().min(1).max(200);
export const openedLinkSchema = z.object({ token: linkToken });
export const acceptedInvitationSchema = z.object({ token: linkToken, name, password: passwordSchema });
export const usedResetSchema = z.object({ token: linkToken, password: passwordSchema });
export const setupSchema = z.object({ token: z.string().min(1).max(200), email, name, password: passwordSchema });

export const settingsSchema = z
  .object({
    version: z.string(),
    url: z.string(),
    data: z.object({
      embedded: z.boolean(),
      database: z.string().meta({ description: "Server version, never an address or a password." }),
    }),
    catalogues: z.array(z.object({ name: z.string(), asOf: z.string(), reaches: z.string() })),
    keys: z.object({ current: z.string(), inUse: z.int() }),
    readerManifest: z.string(),
    retention: z.object({ scansPerCluster: z.int() }),
    network: z.object({
      privateRanges: z.boolean(),
      loopback: z.boolean(),
      egressProxy: z
        .string()
        .optional()
        .meta({ description: "Through which clusters are reached; without user name and password." }),
      noProxy: z.array(z.string()),
      authorities: z.array(z.object({ subject: z.string(), validTo: timeSchema })),
    }),
    phonesHome: z.literal(false),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof settingsSchema>;

export const searchResultSchema = z
  .object({
    items: z.array(
      z.object({
        kind: z.enum(["cluster", "scan", "check", "finding", "subject", "package", "vulnerability"]),
        label: z.string(),
        detail: z.string().optional(),
        href: z.string(),
      }),
    ),
  })
  .meta({ id: "SearchResult" });
