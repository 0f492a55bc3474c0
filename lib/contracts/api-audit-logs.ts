/** Audit logs of API servers that people upload to a cluster: what a scan cannot see of who uses what. */
import { z } from "zod";
import { timeSchema } from "./common.ts";

/** Bytes of an audit log, after unpacking. */
export const apiAuditLogLimit = 4 * 1024 * 1024 * 1024;

export const apiAuditLogSchema = z
  .object({
    from: timeSchema.meta({ description: "Of its first event." }),
    to: timeSchema.meta({ description: "Of its last event." }),
    events: z.int(),
    unreadable: z.int().meta({ description: "Lines that hold no event." }),
    users: z.int().meta({ description: "Different users that it names." }),
    uploadedBy: z.string(),
    uploadedAt: timeSchema,
  })
  .meta({ id: "ApiAuditLog" });
export type ApiAuditLog = z.infer<typeof apiAuditLogSchema>;
