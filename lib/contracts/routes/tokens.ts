import { z } from "zod";
import { apiTokenSchema, madeApiTokenSchema, newApiTokenSchema, tokenIdSchema } from "../tokens.ts";
import { needing, none, showingOnce } from "./base.ts";

export const tokensRoutes = {
  list: needing("account:own")
    .route({ method: "GET", path: "/tokens", tags: ["API tokens"], summary: "Your API tokens" })
    .input(none)
    .output(z.object({ items: z.array(apiTokenSchema) })),
  create: showingOnce("account:own")
    .route({
      method: "POST",
      path: "/tokens",
      tags: ["API tokens"],
      summary: "Make an API token that acts as you, and never with more than you have",
      successStatus: 201,
    })
    .input(newApiTokenSchema)
    .output(madeApiTokenSchema),
  revoke: needing("account:own")
    .route({ method: "DELETE", path: "/tokens/{id}", tags: ["API tokens"], summary: "Revoke an API token", successStatus: 204 })
    .input(z.object({ id: tokenIdSchema }))
    .output(z.undefined()),
};
