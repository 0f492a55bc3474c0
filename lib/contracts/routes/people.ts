import { z } from "zod";
import { userIdSchema } from "../common.ts";
import {
  acceptedInvitationSchema,
  handedLinkSchema,
  invitationSchema,
  newInvitationSchema,
  newUserSchema,
  openedLinkSchema,
  openSessionSchema,
  usedResetSchema,
  userChangeSchema,
  userSchema,
} from "../people.ts";
import { needing, none, showingOnce } from "./base.ts";

const byUser = z.object({ id: userIdSchema });
const byId = z.object({ id: z.string().min(1).max(64) });

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
    .input(byUser)
    .output(z.undefined()),
  endSessions: needing("user:admin")
    .route({ method: "DELETE", path: "/users/{id}/sessions", tags: ["People"], summary: "End all sessions of a person" })
    .input(byUser)
    .output(z.object({ ended: z.int() })),
  resetLink: showingOnce("user:admin")
    .route({
      method: "POST",
      path: "/users/{id}/reset-link",
      tags: ["People"],
      summary: "Make a link with which a person chooses a new password; it works once and for a day",
      successStatus: 201,
    })
    .input(byUser)
    .output(handedLinkSchema),
};

export const invitationsRoutes = {
  list: needing("user:admin")
    .route({ method: "GET", path: "/invitations", tags: ["People"], summary: "Who was invited, and what came of it" })
    .input(none)
    .output(z.object({ items: z.array(invitationSchema) })),
  create: showingOnce("user:admin")
    .route({
      method: "POST",
      path: "/invitations",
      tags: ["People"],
      summary: "Invite somebody by a link to hand over; it works once and for seven days",
      successStatus: 201,
    })
    .input(newInvitationSchema)
    .output(handedLinkSchema.extend({ invitation: invitationSchema })),
  revoke: needing("user:admin")
    .route({
      method: "DELETE",
      path: "/invitations/{id}",
      tags: ["People"],
      summary: "Take an open invitation back",
      successStatus: 204,
    })
    .input(byId)
    .output(z.undefined()),
  open: needing("public")
    .route({ method: "POST", path: "/invitations/open", tags: ["People"], summary: "Whom an invitation is for, by its token" })
    .input(openedLinkSchema)
    .output(z.object({ email: z.string() })),
  accept: needing("public")
    .route({
      method: "POST",
      path: "/invitations/accept",
      tags: ["People"],
      summary: "Accept an invitation with a name and a password",
    })
    .input(acceptedInvitationSchema)
    .output(z.object({ email: z.string() })),
};

export const passwordResetsRoutes = {
  open: needing("public")
    .route({
      method: "POST",
      path: "/password-resets/open",
      tags: ["People"],
      summary: "Whose password a link resets, by its token",
    })
    .input(openedLinkSchema)
    .output(z.object({ email: z.string() })),
  use: needing("public")
    .route({
      method: "POST",
      path: "/password-resets/use",
      tags: ["People"],
      summary: "Choose a new password; all sessions of the person end",
    })
    .input(usedResetSchema)
    .output(z.object({ email: z.string() })),
};

export const sessionsRoutes = {
  list: needing("account:own")
    .route({ method: "GET", path: "/sessions", tags: ["Session"], summary: "Where you are signed in" })
    .input(none)
    .output(z.object({ items: z.array(openSessionSchema) })),
  end: needing("account:own")
    .route({
      method: "DELETE",
      path: "/sessions/{id}",
      tags: ["Session"],
      summary: "End one of your sessions",
      successStatus: 204,
    })
    .input(byId)
    .output(z.undefined()),
  endOthers: needing("account:own")
    .route({ method: "DELETE", path: "/sessions", tags: ["Session"], summary: "End all of your sessions but this one" })
    .input(none)
    .output(z.object({ ended: z.int() })),
};
