/** The least role that an audit log asks for, and what of the granted rights it shows unused. */
import { z } from "zod";
import { gapSchema } from "../common.ts";
import { subjectQuery } from "./subjects.ts";

/** Bytes of an uploaded audit log, after unpacking; the command has no limit. */
export const auditLogLimit = 256 * 1024 * 1024;

export const generateQuery = {
  ...subjectQuery,
  names: z.stringbool().optional().meta({ description: "Limits rules to the names that the log shows." }),
};

const requestSchema = z.object({
  verb: z.string(),
  target: z.string().meta({ description: '`pods/exec "web"` or the URL.' }),
  namespace: z.string().optional(),
});
const countedSchema = requestSchema.extend({ count: z.int() });
const rightSchema = z.object({
  verbs: z.array(z.string()),
  target: z.string(),
  namespace: z.string().optional().meta({ description: "Absent: everywhere." }),
});

export const generatedRoleSchema = z
  .object({
    yaml: z.string().meta({ description: "Roles and bindings for kubectl apply; empty where nothing was allowed." }),
    period: z.object({ from: z.string(), to: z.string() }).optional().meta({ description: "Of the log; RFC 3339." }),
    lines: z.int(),
    events: z.int().meta({ description: "Of the subject." }),
    unreadable: z.int(),
    dropped: z.int(),
    requests: z.int().meta({ description: "Different requests that were allowed." }),
    denied: z.array(countedSchema).max(200),
    deniedTotal: z.int(),
    unused: z.array(rightSchema).max(1_000).meta({ description: "Granted, and not used in the period." }),
    unusedTotal: z.int(),
    wider: z.array(rightSchema.extend({ usedAs: z.array(z.string()) })).max(200),
    notGranted: z.array(requestSchema).max(200).meta({ description: "Allowed then, and not by RBAC as it was seen." }),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "GeneratedRole" });
export type GeneratedRole = z.infer<typeof generatedRoleSchema>;
