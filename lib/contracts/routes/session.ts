import { z } from "zod";
import { sessionSchema, setupSchema } from "../people.ts";
import { needing, none } from "./base.ts";

export const sessionRoutes = {
  get: needing("signedIn")
    .route({ method: "GET", path: "/session", tags: ["Session"], summary: "Who is signed in, and what they may do" })
    .input(none)
    .output(sessionSchema),
  setup: needing("public")
    .route({
      method: "POST",
      path: "/setup",
      tags: ["Session"],
      summary: "Make the first administrator with the single-use set-up token",
    })
    .input(setupSchema)
    .output(z.object({ email: z.string() })),
};
