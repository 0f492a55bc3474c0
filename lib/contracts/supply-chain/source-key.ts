/** What names a commit: the repository as trails have it, and the commit's whole id. */
import { z } from "zod";

export const sourceKey = z.object({
  repository: z
    .string()
    .max(1_000)
    .regex(/^https:\/\/[^\s/@]+\/[^\s]+$/, "Write it as trails have it, such as https://github.com/acme/shop."),
  commit: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "Write the commit's whole id."),
});
export type SourceKeyView = z.infer<typeof sourceKey>;
