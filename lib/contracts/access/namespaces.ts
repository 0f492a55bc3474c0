import { z } from "zod";
import { subjectSchema } from "../access.ts";
import { gapSchema, scanIdSchema } from "../common.ts";
import { bindingNameSchema, hopSchema, sinkIdSchema, sinkReachSchema } from "./paths.ts";

export const enforcedSchema = z.enum(["none", "privileged", "baseline", "restricted"]).meta({ id: "EnforcedLevel" });
export const administrationSchema = z
  .enum(["everything", "administers", "runs"])
  .meta({ id: "AdministrationLevel", description: "Every right; runs workloads and gives rights away; runs workloads." });

export const namespacesFilter = {
  q: z.string().max(200).optional(),
  open: z.stringbool().optional().meta({ description: "Only those whose administrators reach something beyond." }),
};

export const namespaceRowSchema = z
  .object({
    namespace: z.string(),
    enforced: enforcedSchema.optional().meta({ description: "Absent where the namespace was not seen." }),
    local: z.object({ everything: z.int(), administers: z.int(), runs: z.int() }),
    outside: z.int(),
    beyond: z.array(sinkReachSchema),
  })
  .meta({ id: "NamespaceAdministrationRow" });
export type NamespaceRow = z.infer<typeof namespaceRowSchema>;

export const namespacesSchema = z
  .object({
    scanId: scanIdSchema,
    rows: z.array(namespaceRowSchema),
    total: z.int(),
    namespaces: z.int(),
    /** Of all namespaces: how many have nobody local, and from how many an administrator reaches something beyond. */
    withoutLocal: z.int(),
    open: z.int(),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "NamespaceAdministration" });
export type Namespaces = z.infer<typeof namespacesSchema>;

export const namespaceDetailSchema = z
  .object({
    namespace: z.string(),
    enforced: enforcedSchema.optional(),
    local: z.array(z.object({ subject: subjectSchema, level: administrationSchema, bindings: z.array(bindingNameSchema) })),
    outside: z.object({
      total: z.int(),
      ofKubernetes: z.int(),
      /** Those that Kubernetes did not make itself, the shortest way first; at most a hundred. */
      subjects: z.array(z.object({ subject: subjectSchema, path: z.array(hopSchema) })),
    }),
    beyond: z.array(sinkReachSchema.extend({ path: z.array(hopSchema) })),
    mightyAccounts: z.array(z.object({ subject: subjectSchema, ends: z.array(sinkIdSchema) })),
    sharedNodes: z.int(),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "NamespaceDetail" });
export type NamespaceDetail = z.infer<typeof namespaceDetailSchema>;

/** A subject as one text: `User:jane`, `Group:devs`, `ServiceAccount:ns/name`. */
export const subjectTextSchema = z
  .string()
  .max(600)
  .regex(/^(User|Group):.+$|^ServiceAccount:[^/]+\/.+$/s);

export const delegationQuery = {
  namespace: z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/),
  subject: subjectTextSchema,
  level: z.enum(["baseline", "restricted"]).default("restricted"),
  quota: z.stringbool().default(true),
  network: z.stringbool().default(true),
};
export const delegationSchema = z.object({ yaml: z.string() }).meta({ id: "Delegation" });
