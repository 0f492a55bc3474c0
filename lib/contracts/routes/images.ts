import { z } from "zod";
import { imageFactsSchema } from "../image-facts.ts";
import {
  evidenceSchema,
  imageChangesQuerySchema,
  imageChangesSchema,
  imageIdSchema,
  imageListSchema,
  imageQuerySchema,
  signerListSchema,
  trailQuerySchema,
  trailSchema,
} from "../supply-chain.ts";
import { needing, none } from "./base.ts";

const byImage = z.object({ id: imageIdSchema });

export const imagesRoutes = {
  list: needing("report:read")
    .route({
      method: "GET",
      path: "/images",
      tags: ["Supply chain"],
      summary: "The images that run, each once, and how far each is proved",
    })
    .input(imageQuerySchema)
    .output(imageListSchema),
  get: needing("report:read")
    .route({ method: "GET", path: "/images/{id}", tags: ["Supply chain"], summary: "The trail of an image back to its source" })
    .input(byImage)
    .output(trailSchema),
  facts: needing("report:read")
    .route({
      method: "GET",
      path: "/images/{id}/facts",
      tags: ["Supply chain"],
      summary: "What an image says of itself: age, base, user, contents, and where something looks like a credential",
    })
    .input(byImage)
    .output(imageFactsSchema),
  trail: needing("report:read")
    .route({
      method: "GET",
      path: "/trail",
      tags: ["Supply chain"],
      summary: "The trail of a workload's container back to its source",
    })
    .input(trailQuerySchema)
    .output(trailSchema),
  evidence: needing("report:read")
    .route({
      method: "GET",
      path: "/images/{id}/evidence/{digest}",
      tags: ["Supply chain"],
      summary: "The evidence that an artefact is, as it is kept; nothing of it is to be trusted",
    })
    .input(byImage.extend({ digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) }))
    .output(evidenceSchema),
  signers: needing("report:read")
    .route({ method: "GET", path: "/signers", tags: ["Supply chain"], summary: "Who signed what runs, and where it runs" })
    .input(none)
    .output(signerListSchema),
  changes: needing("report:read")
    .route({
      method: "GET",
      path: "/image-changes",
      tags: ["Supply chain"],
      summary: "Images and signers that are new, and links of trails that stand otherwise than before",
    })
    .input(imageChangesQuerySchema)
    .output(imageChangesSchema),
  look: needing("scan:run")
    .route({
      method: "POST",
      path: "/images/{id}/look",
      tags: ["Supply chain"],
      summary: "Look at the image's registry again, soon, and at the commit that it names",
    })
    .input(byImage)
    .output(z.object({ due: z.literal(true) })),
};
