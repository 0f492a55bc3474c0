import { z } from "zod";
import {
  commitSignerIdSchema,
  commitSignerListSchema,
  commitSignerSchema,
  forgeIdSchema,
  forgeListSchema,
  forgeSchema,
  forgeTokenSchema,
  newCommitSignerSchema,
  newForgeSchema,
} from "../supply-chain/forges.ts";
import { needing } from "./base.ts";

const byForge = z.object({ id: forgeIdSchema });
const tags = ["Forges"] as const;

export const forgesRoutes = {
  list: needing("settings:admin")
    .route({ method: "GET", path: "/forges", tags, summary: "The forges that may be asked about commits" })
    .input(z.object({}))
    .output(forgeListSchema),
  create: needing("settings:admin")
    .route({ method: "POST", path: "/forges", tags, summary: "Allow a forge to be asked about commits", successStatus: 201 })
    .input(newForgeSchema)
    .output(forgeSchema),
  putToken: needing("settings:admin")
    .route({ method: "PUT", path: "/forges/{id}/token", tags, summary: "Give a forge's token, in the place of the old one" })
    .input(byForge.extend(forgeTokenSchema.shape))
    .output(forgeSchema),
  eraseToken: needing("settings:admin")
    .route({ method: "DELETE", path: "/forges/{id}/token", tags, summary: "Erase a forge's token", successStatus: 204 })
    .input(byForge)
    .output(z.undefined()),
  remove: needing("settings:admin")
    .route({ method: "DELETE", path: "/forges/{id}", tags, summary: "Ask a forge no more", successStatus: 204 })
    .input(byForge)
    .output(z.undefined()),
};

export const commitSignersRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/commit-signers", tags, summary: "Whose signatures on commits are trusted" })
    .input(z.object({}))
    .output(commitSignerListSchema),
  create: needing("settings:admin")
    .route({
      method: "POST",
      path: "/commit-signers",
      tags,
      summary: "Trust somebody's signature on commits",
      successStatus: 201,
    })
    .input(newCommitSignerSchema)
    .output(commitSignerSchema),
  remove: needing("settings:admin")
    .route({
      method: "DELETE",
      path: "/commit-signers/{id}",
      tags,
      summary: "Trust somebody's signature on commits no more",
      successStatus: 204,
    })
    .input(z.object({ id: commitSignerIdSchema }))
    .output(z.undefined()),
};
