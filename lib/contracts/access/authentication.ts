import { z } from "zod";
import { subjectSchema } from "../access.ts";
import { gapSchema } from "../common.ts";

export const authenticationSchema = z
  .object({
    methods: z.array(
      z.object({
        id: z.string(),
        state: z
          .enum(["on", "off", "notSeen"])
          .meta({ description: "`notSeen`: the cluster does not show it; never a way to say off." }),
        evidence: z.array(z.object({ object: z.string(), says: z.string() })),
        found: z.int().meta({ description: "How much evidence there is; at most 20 pieces are told." }),
        gaps: z.array(gapSchema),
      }),
    ),
    classes: z
      .array(
        z.object({
          class: z.enum(["human", "robot", "node", "system", "unknown"]),
          subjects: z.int(),
          reasons: z.array(z.object({ reason: z.string(), subjects: z.int(), examples: z.array(subjectSchema) })),
        }),
      )
      .meta({ description: "The subjects that bindings name, by what they are: their names tell, and nobody guesses." }),
    tokens: z
      .object({
        items: z.array(
          z.object({
            namespace: z.string(),
            name: z.string(),
            account: z.string().optional(),
            lastUsed: z.string().optional().meta({ description: "A day; absent where no label tells." }),
            invalidSince: z.string().optional(),
          }),
        ),
        total: z.int(),
        gaps: z.array(gapSchema),
      })
      .meta({ description: "Secrets with a service account's token, which never ends; at most 200 are told." }),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "Authentication" });
export type Authentication = z.infer<typeof authenticationSchema>;
