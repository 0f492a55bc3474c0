import { z } from "zod";
import { type AuditAction, auditActions } from "./audit-actions.ts";
import { clusterIdSchema, listOf, pageOf, pageQuery, timeSchema, userIdSchema } from "./common.ts";

const names = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];
export const auditActionSchema = z.enum(names).meta({ id: "AuditAction" });

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const values = z.record(z.string(), value);

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: timeSchema,
    actor: z.object({
      id: userIdSchema.optional().meta({ description: "Absent for somebody who is no user: a stranger, the clock." }),
      name: z.string(),
      token: z.string().optional().meta({ description: "The first characters of the API token that acted." }),
    }),
    action: z.string().meta({ description: "One of AuditAction, or what an older version wrote." }),
    says: z.string().meta({ description: "What was done, as the middle of a sentence." }),
    cluster: z.object({ id: clusterIdSchema, name: z.string().optional() }).optional(),
    subject: z.string().optional().meta({ description: "What it was done to: a name or an id." }),
    facts: values,
    before: values.optional(),
    after: values.optional(),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export const auditPageSchema = pageOf(auditEntrySchema).meta({ id: "AuditPage" });
export type AuditPage = z.infer<typeof auditPageSchema>;

export const auditFilter = {
  q: z.string().trim().max(200).optional().meta({ description: "Text anywhere in an entry." }),
  actor: userIdSchema.optional(),
  action: listOf(auditActionSchema),
  cluster: clusterIdSchema.optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional().meta({ description: "Before this time." }),
};
export const auditQuerySchema = z.object({ ...auditFilter, ...pageQuery });
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditFormats = ["csv", "json"] as const;
export const auditExportQuerySchema = z.object({ ...auditFilter, format: z.enum(auditFormats) });
export type AuditExportQuery = z.infer<typeof auditExportQuerySchema>;

export const auditActorsSchema = z.object({ items: z.array(z.object({ id: userIdSchema, name: z.string() })) });
