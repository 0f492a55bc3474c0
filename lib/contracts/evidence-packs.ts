/** Evidence packs: what people upload about an image, to be judged beside what its registry has. */
import { z } from "zod";
import { timeSchema } from "./common.ts";
import { imageIdSchema } from "./supply-chain.ts";

export const packIdSchema = z.string().regex(/^pck_[a-z0-9]{10,40}$/);

export const packQuery = { fileName: z.string().min(1).max(200).default("evidence") };

const packSchema = z
  .object({
    id: packIdSchema,
    name: z.string(),
    format: z.string().meta({ description: "`layout`: an archive of an OCI layout; `bundles`: bundles, one a line." }),
    sha256: z.string(),
    size: z.int().meta({ description: "Bytes, as it was uploaded." }),
    artifacts: z.int().meta({ description: "About the image; how each stands says the trail." }),
    others: z.int().meta({ description: "Artefacts in it that name another image; nothing of them is kept." }),
    uploadedBy: z.string(),
    uploadedAt: timeSchema,
  })
  .meta({ id: "EvidencePack" });
export type EvidencePackView = z.infer<typeof packSchema>;

export const packListSchema = z.object({ packs: z.array(packSchema) }).meta({ id: "EvidencePackList" });
export type EvidencePackList = z.infer<typeof packListSchema>;

export const uploadedPackSchema = z
  .object({ id: packIdSchema, artifacts: z.int(), others: z.int(), holdsImage: z.boolean() })
  .meta({ id: "UploadedPack" });
export type UploadedPack = z.infer<typeof uploadedPackSchema>;

export const packUploadSchema = z.object({ id: imageIdSchema }).extend(packQuery);
