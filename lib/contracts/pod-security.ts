/** How namespaces stand under Pod Security, and what another level or version would refuse of them, with what mends it. */
import { z } from "zod";
import { gapSchema, scanIdSchema } from "./common.ts";

const levelSchema = z.enum(["privileged", "baseline", "restricted"]).meta({ id: "PodSecurityLevel" });
const minorText = z.string().regex(/^1\.\d{1,3}$/, "Write it as 1.37.");

export const trialQuery = {
  level: z.enum(["baseline", "restricted"]).default("restricted").meta({ description: "The level to try." }),
  version: z
    .string()
    .regex(/^(latest|v1\.\d{1,2})$/, "Write it as v1.37 or latest.")
    .default("latest")
    .meta({ description: "Of the policy; `latest` is the cluster's own minor." }),
};

const trialSchema = z.object({
  level: levelSchema,
  version: z.string(),
  minor: minorText.meta({ description: "The minor whose controls counted." }),
});

const modeSchema = z.object({
  level: levelSchema,
  version: z.string(),
  from: z.enum(["label", "default"]).meta({ description: "`default`: the labels say nothing, and the API server decides." }),
});

const namespaceSchema = z.object({
  name: z.string(),
  labels: z
    .object({ enforce: modeSchema, audit: modeSchema, warn: modeSchema, invalid: z.array(z.string()) })
    .optional()
    .meta({ description: "What its labels mean; absent where the namespace itself was not seen." }),
  meets: levelSchema
    .optional()
    .meta({ description: "The strictest level that lets all its workloads in; absent where nothing runs." }),
  workloads: z.int(),
  complete: z.boolean().meta({ description: "Whether all that runs in it was seen." }),
  refused: z.int().meta({ description: "Workloads that the tried level refuses." }),
  controls: z.array(z.string()).meta({ description: "Upstream's ids of the controls that refuse them." }),
  coming: z
    .array(z.object({ minor: minorText, refused: z.int(), allowed: z.int() }))
    .meta({ description: "Minors at which what the namespace enforces today refuses, or lets in, other workloads than before." }),
});

export const podSecuritySchema = z
  .object({
    scanId: scanIdSchema,
    trial: trialSchema,
    minor: minorText.optional().meta({ description: "Of the cluster, where it is known." }),
    newest: minorText.meta({ description: "The newest minor whose controls are known." }),
    admission: z.enum(["kubernetes", "configured", "off", "unseen"]).meta({
      description:
        "What counts where no label is. `configured`: a file of the API server's says it, which no API shows, with who is exempt. `unseen`: nobody can tell whether there is one. `off`: labels mean nothing.",
    }),
    namespaces: z.array(namespaceSchema).meta({ description: "By name." }),
    legacyPolicies: z
      .array(
        z.object({
          name: z.string(),
          level: levelSchema.optional().meta({ description: "Absent where the scan did not keep what it allows." }),
          excess: z
            .array(z.object({ beyond: z.enum(["baseline", "restricted"]), field: z.string(), allows: z.string() }))
            .meta({ description: "Why it amounts to no stricter level." }),
        }),
      )
      .meta({ description: "PodSecurityPolicies of a cluster before 1.25, with the level that each amounts to." }),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "PodSecurityPosture" });
export type PodSecurityView = z.infer<typeof podSecuritySchema>;

export const refusedWorkloadSchema = z.object({
  kind: z.string(),
  name: z.string(),
  meets: levelSchema,
  violations: z.array(z.object({ check: z.string(), reason: z.string(), detail: z.string() })),
  changes: z.array(
    z.object({
      field: z.string(),
      value: z.string().meta({ description: "As JSON; null takes the field away." }),
      decide: z.string().optional().meta({ description: "What only a person can know of it." }),
    }),
  ),
  byHand: z.array(z.object({ check: z.string(), what: z.string() })),
  bare: z.boolean().meta({ description: "A pod that nothing makes again: its own manifest has to change." }),
  patch: z.string().optional().meta({ description: "For kubectl patch --patch-file, as YAML." }),
  command: z.string().optional(),
});

export const refusedWorkloadsSchema = z
  .object({
    namespace: z.string(),
    trial: trialSchema,
    complete: z.boolean().meta({ description: "Whether all that runs in it was seen." }),
    total: z.int(),
    workloads: z.array(refusedWorkloadSchema).meta({ description: "By kind and name; the first 200." }),
  })
  .meta({ id: "RefusedWorkloads" });
export type RefusedWorkloads = z.infer<typeof refusedWorkloadsSchema>;
export type RefusedWorkload = z.infer<typeof refusedWorkloadSchema>;
