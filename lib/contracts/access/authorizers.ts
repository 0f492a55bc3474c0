/** Who decides beside RBAC, as far as a scan can tell, and how RBAC's answers compare with the API server's own. */
import { z } from "zod";
import { scanIdSchema } from "../common.ts";

export const crossCheckSchema = z
  .discriminatedUnion("state", [
    z.object({
      state: z.literal("asked"),
      asked: z.int(),
      agree: z.int(),
      unknown: z.int().meta({ description: "Questions that RBAC, as far as it was seen, could not answer." }),
      unanswered: z.int().meta({ description: "Questions that the API server did not answer in time." }),
      differ: z.int(),
      differences: z
        .array(
          z.object({
            user: z.string(),
            groups: z.array(z.string()),
            action: z.string(),
            namespace: z.string().optional(),
            rbac: z.enum(["allowed", "notAllowed"]),
            server: z.enum(["allowed", "notAllowed", "denied"]),
            cause: z.string(),
            likely: z.string(),
            reason: z.string().optional().meta({ description: "What the API server said." }),
          }),
        )
        .meta({ description: "At most 50, those in your scope." }),
    }),
    z.object({
      state: z.literal("notAsked"),
      reason: z.enum(["forbidden", "rbacUnseen", "unanswered", "notLive"]),
      grant: z.string().optional().meta({ description: "The role that lets the next scan ask, as YAML." }),
    }),
  ])
  .meta({ id: "CrossCheck" });

export const authorizersSchema = z
  .object({
    scanId: scanIdSchema,
    sentence: z.string(),
    crossCheck: crossCheckSchema,
    modes: z.array(z.string()).optional().meta({ description: "Of the API servers whose static pods were seen." }),
    modesInFile: z.boolean(),
    cloud: z.enum(["EKS", "GKE", "AKS"]).optional(),
    awsAuth: z.boolean().optional().meta({ description: "Whether kube-system has the ConfigMap aws-auth." }),
    identities: z.array(z.string()).meta({ description: "Where users come from, as flags of the API server name it." }),
    outOfView: z
      .array(z.object({ what: z.string(), why: z.string() }))
      .meta({ description: "What no look from inside can see." }),
  })
  .meta({ id: "Authorizers" });
export type Authorizers = z.infer<typeof authorizersSchema>;
