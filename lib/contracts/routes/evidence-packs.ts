import { z } from "zod";
import { packIdSchema, packListSchema, packQuery, uploadedPackSchema } from "../evidence-packs.ts";
import { imageIdSchema } from "../supply-chain.ts";
import { needing } from "./base.ts";

const tags = ["Supply chain"];
const byImage = z.object({ id: imageIdSchema });

export const evidencePacksRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/images/{id}/packs", tags, summary: "The evidence packs about an image, the newest first" })
    .input(byImage)
    .output(packListSchema),
  upload: needing("scan:run")
    .route({
      method: "POST",
      path: "/images/{id}/packs",
      tags,
      summary: "Upload evidence about an image: an archive of an OCI layout, or bundles one a line",
      description:
        "The body is the file, plain or compressed by gzip or zstd, up to 256 MB: a tar of an OCI layout as `skopeo copy … oci-archive:FILE`, `docker save` or `cosign save` write it, or JSON lines of Sigstore bundles as `gh attestation download` writes them. What is in it is verified as what a registry has. Artefacts that name another image are counted and not kept; a file with nothing about the image is refused. The same file again takes its own place.",
      inputStructure: "detailed",
    })
    .input(z.object({ params: byImage, query: z.object(packQuery), body: z.file() }))
    .output(uploadedPackSchema),
  remove: needing("scan:run")
    .route({ method: "DELETE", path: "/evidence-packs/{id}", tags, summary: "Remove an evidence pack", successStatus: 204 })
    .input(z.object({ id: packIdSchema }))
    .output(z.undefined()),
};
