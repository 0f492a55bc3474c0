import { z } from "zod";
import { userIdSchema } from "../common.ts";
import { newUserSchema, userChangeSchema, userSchema } from "../people.ts";
import { needing, none } from "./base.ts";

export const usersRoutes = {
  list: needing("user:admin")
    .route({ method: "GET", path: "/users", tags: ["People"], summary: "Everybody who can sign in" })
    .input(none)
    .output(z.object({ items: z.array(userSchema) })),
  add: needing("user:admin")
    .route({ method: "POST", path: "/users", tags: ["People"], summary: "Add a person", successStatus: 201 })
    .input(newUserSchema)
    .output(userSchema),
  change: needing("user:admin")
    .route({
      method: "PATCH",
      path: "/users/{id}",
      tags: ["People"],
      summary: "Change a role, a scope or a password; ends that person's sessions",
    })
    .input(userChangeSchema.extend({ id: userIdSchema }))
    .output(userSchema),
  remove: needing("user:admin")
    .route({ method: "DELETE", path: "/users/{id}", tags: ["People"], summary: "Remove a person", successStatus: 204 })
    .input(z.object({ id: userIdSchema }))
    .output(z.undefined()),
};
