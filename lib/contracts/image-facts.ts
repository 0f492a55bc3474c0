/** What an image says of itself in its configuration: claims of whoever built it, never a value that looks like a credential. */
import { z } from "zod";

const unseenSchema = z.object({
  kind: z.literal("unknown"),
  reason: z.string(),
  remedy: z.string().optional(),
});

const foundSchema = z.object({
  kind: z.literal("found"),
  created: z.string().optional().meta({ description: "Absent where it is not known." }),
  createdUnknown: z.enum(["absent", "fixed", "unreadable"]).optional().meta({
    description: "`fixed`: a date that builders write so that builds repeat; it says nothing of an age.",
  }),
  size: z.number().optional().meta({ description: "Bytes, as they lie in a registry." }),
  layers: z.int(),
  platform: z.string().optional(),
  user: z.enum(["root", "number", "name", "unknown"]),
  userName: z.string().optional(),
  shell: z.boolean().meta({ description: "A trace of one; no trace proves nothing." }),
  packageManagers: z.array(z.string()),
  packages: z
    .object({ count: z.int(), ofSystem: z.boolean(), shells: z.array(z.string()), managers: z.array(z.string()) })
    .optional()
    .meta({
      description:
        "By bills of materials about the image; absent where there is none. `ofSystem`: packages of a distribution are among them, so that the tool looked for those.",
    }),
  minimalBase: z
    .enum(["distroless", "chainguard", "scratch"])
    .optional()
    .meta({ description: "The base by its name, where it is known to bring neither shell nor package manager." }),
  base: z.object({ name: z.string().optional(), digest: z.string().optional(), created: z.string().optional() }),
  secrets: z
    .array(z.object({ where: z.string(), key: z.string(), credential: z.string() }))
    .meta({ description: "Where something looks like a credential, and by what: its name, or the look of its value." }),
  secretsCut: z.boolean(),
});

export const imageFactsSchema = z.discriminatedUnion("kind", [unseenSchema, foundSchema]).meta({ id: "ImageFacts" });
export type ImageFactsView = z.infer<typeof imageFactsSchema>;
