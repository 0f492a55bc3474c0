import { auditActorsSchema, auditPageSchema, auditQuerySchema } from "../audit.ts";
import { needing, none } from "./base.ts";

export const auditRoutes = {
  list: needing("audit:read")
    .route({
      method: "GET",
      path: "/audit",
      tags: ["Audit log"],
      summary: "Who did what, newest first",
      description:
        "An administrator of all clusters reads everything; everybody else reads what is about clusters that they see whole.",
    })
    .input(auditQuerySchema)
    .output(auditPageSchema),
  actors: needing("audit:read")
    .route({ method: "GET", path: "/audit/actors", tags: ["Audit log"], summary: "Everybody who appears in the audit log" })
    .input(none)
    .output(auditActorsSchema),
};
