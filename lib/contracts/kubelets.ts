/** What kubelets say of themselves, which people upload to a cluster: no list of the API shows it. */
import { z } from "zod";
import { timeSchema } from "./common.ts";

/** Bytes, after unpacking. */
export const kubeletsLimit = 256 * 1024 * 1024;

const kubeletSchema = z
  .object({
    node: z.string(),
    seenAt: timeSchema.meta({ description: "When it was gathered: as the file says, else when it was uploaded." }),
    version: z.string().optional(),
    metrics: z.boolean().meta({ description: "Whether all that is asked of its metrics was there." }),
    configuration: z.boolean().meta({ description: "Whether its configuration was there." }),
    commandLine: z.boolean().meta({ description: "Whether its command line was there." }),
  })
  .meta({ id: "Kubelet" });
export type Kubelet = z.infer<typeof kubeletSchema>;

export const kubeletsSchema = z
  .object({
    nodes: z.array(kubeletSchema).meta({ description: "By name." }),
    unread: z.int().meta({ description: "Lines that could not be read, or that belong to no node." }),
    uploadedBy: z.string(),
    uploadedAt: timeSchema,
  })
  .meta({ id: "Kubelets" });
export type Kubelets = z.infer<typeof kubeletsSchema>;
