/** A question in words, to one cluster or to all that the reader sees. */
import { z } from "zod";
import { canISchema, chainSchema, subjectKindSchema } from "../access.ts";
import { clusterIdSchema, gapSchema, listOf, scanIdSchema, timeSchema } from "../common.ts";

export const askQuerySchema = z.object({
  question: z.string().min(1).max(600).meta({
    description: "As people type it: `who can read secrets in payments`, `exec`, `can sa:ci/deployer delete nodes`.",
  }),
  cluster: listOf(clusterIdSchema).meta({ description: "Absent: every cluster of your scope." }),
  scan: scanIdSchema.optional().meta({ description: "This scan alone, instead of the newest ones." }),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const askedClusterSchema = z
  .object({
    cluster: z.object({ id: clusterIdSchema, name: z.string() }),
    state: z.enum(["answered", "notAssessed"]),
    reason: z.string().optional().meta({ description: "Why it is not assessed." }),
    scan: z
      .object({ id: scanIdSchema, number: z.int(), at: timeSchema, share: z.number().optional() })
      .optional()
      .meta({ description: "What the answer rests on." }),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
    understood: z.string().optional().meta({ description: "What was understood here, where the resource is known." }),
    subjects: z.int().optional().meta({ description: "How many can." }),
    verdict: canISchema.shape.verdict.optional(),
    verbs: canISchema.shape.verbs.optional(),
    because: canISchema.shape.because.optional(),
    nearest: canISchema.shape.nearest,
    grant: canISchema.shape.grant,
  })
  .meta({ id: "AskedCluster" });
export type AskedCluster = z.infer<typeof askedClusterSchema>;

export const askedHolderSchema = z
  .object({
    kind: subjectKindSchema,
    name: z.string(),
    namespace: z.string().optional(),
    clusters: z.array(
      z.object({
        id: clusterIdSchema,
        scope: z.union([z.literal("cluster"), z.array(z.string())]),
        chains: z.array(chainSchema).meta({ description: "At most twenty." }),
        ways: z.int().meta({ description: "How many chains there are." }),
      }),
    ),
  })
  .meta({ id: "AskedHolder" });
export type AskedHolder = z.infer<typeof askedHolderSchema>;

export const askAnswerSchema = z
  .object({
    question: z.string().meta({ description: "The question as it is written in full; asking it gives the same answer." }),
    kind: z.enum(["whoCan", "can"]),
    understood: z.string(),
    complete: z.boolean().meta({ description: "Every cluster answered, and each saw everything that matters." }),
    clusters: z.array(askedClusterSchema),
    holders: z.array(askedHolderSchema).meta({ description: "Who can, by kind and name; a page of them." }),
    total: z.int(),
    kinds: z.object({ User: z.int(), Group: z.int(), ServiceAccount: z.int() }),
    split: z.object({ cluster: z.int(), namespaces: z.int(), builtIn: z.int() }).meta({
      description: "How they can: by a cluster-wide binding, by bindings in namespaces alone, or before RBAC is asked.",
    }),
  })
  .meta({ id: "AskAnswer" });
export type AskAnswer = z.infer<typeof askAnswerSchema>;

export const askWordsQuerySchema = z.object({
  what: z.enum(["resource", "subject", "namespace"]),
  q: z.string().max(253).default(""),
  cluster: askQuerySchema.shape.cluster,
  scan: askQuerySchema.shape.scan,
});
export const askWordsSchema = z.object({ words: z.array(z.string()) }).meta({
  id: "AskWords",
  description: "At most eight words that a question could go on with; those that begin with `q` first.",
});
