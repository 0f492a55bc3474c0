"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor } from "#client/problem.ts";
import type { UserRole, UserScope } from "#contracts/common.ts";
import type { HandedLink, Invitation, User } from "#contracts/people.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { Field, Input } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { Time } from "../ui/time.tsx";
import { notify } from "../ui/toast.tsx";
import { RoleField } from "./person-dialogs.tsx";
import { ScopeField } from "./scope-field.tsx";

interface HandOverProps {
  title: string;
  /** What opens with it. */
  what: string;
  link: HandedLink;
  onClose: () => void;
}

/** Shows a link this once, to be handed over. */
function HandOver({ title, what, link, onClose }: HandOverProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={`${what} Hand it over yourself, by a channel that only they read: Drydock sends no mail.`}
      width={640}
      footer={
        <Button tone="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <CodeBlock text={link.url} label="The link" wrap />
      <p className="mt-3 text-ink-2">
        It is shown this once. It works once, until <Time at={link.expiresAt} />.
      </p>
    </Dialog>
  );
}

/** Asks whom to invite, then shows the link. */
export function InvitePerson({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<UserRole>("viewer");
  const [scope, setScope] = useState<UserScope>({ clusters: "all" });
  const invite = useMutation(
    api.invitations.create.mutationOptions({
      gcTime: 0,
      onSuccess: () => cache.invalidateQueries({ queryKey: api.invitations.key() }),
    }),
  );
  if (invite.isSuccess)
    return (
      <HandOver
        title={`The invitation of ${invite.data.invitation.email}`}
        what="With this link they choose a name and a password."
        link={invite.data}
        onClose={onClose}
      />
    );
  return (
    <FormDialog
      title="Invite a person"
      description="You get a link to hand over; with it they choose a name and a password."
      action="Make the link"
      busy={invite.isPending}
      error={invite.error}
      onSubmit={() => invite.mutate({ email: email.trim(), role, scope })}
      onClose={onClose}
    >
      <Field label="E-mail address" hint="They sign in with it." error={issueFor(invite.error, "email")}>
        {(control) => (
          <Input
            {...control}
            type="email"
            required
            maxLength={254}
            autoComplete="off"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <RoleField role={role} onChange={setRole} error={issueFor(invite.error, "role")} />
      <ScopeField scope={scope} onChange={setScope} error={issueFor(invite.error, "scope")} />
    </FormDialog>
  );
}

/** Restates what a reset link is, makes it, and shows it. */
export function ResetLink({ user, onClose }: { user: User; onClose: () => void }) {
  const make = useMutation(api.users.resetLink.mutationOptions({ gcTime: 0 }));
  if (make.isSuccess)
    return (
      <HandOver
        title={`A new password for ${user.name}`}
        what="With this link they choose another password, and all their sessions end."
        link={make.data}
        onClose={onClose}
      />
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Make a link for ${user.name}?`}
      description="With it they choose another password. The present one holds until then; an earlier link ends."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" busy={make.isPending} onClick={() => make.mutate({ id: user.id })}>
            Make the link
          </Button>
        </>
      }
    >
      {make.isError ? <ProblemLine error={make.error} /> : <p className="text-ink-2">It works once, and for a day.</p>}
    </Dialog>
  );
}

/** Restates what ending somebody's sessions means. */
export function EndSessions({ user, onClose }: { user: User; onClose: () => void }) {
  const cache = useQueryClient();
  const end = useMutation(
    api.users.endSessions.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries({ queryKey: api.users.key() });
        notify(`${user.name} is signed out everywhere.`);
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={`End the sessions of ${user.name}?`}
      description={`${user.sessions === 1 ? "One session is" : `${user.sessions} sessions are`} open. They can sign in again with their password; API tokens go on.`}
      keep="Leave them"
      action="End all sessions"
      busy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate({ id: user.id })}
      onClose={onClose}
    >
      <p className="text-ink-2">To lock somebody out for good, remove them.</p>
    </ConfirmDialog>
  );
}

/** Restates what taking an invitation back means. */
export function RevokeInvitation({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const cache = useQueryClient();
  const revoke = useMutation(
    api.invitations.revoke.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries({ queryKey: api.invitations.key() });
        notify(`The invitation of ${invitation.email} is taken back.`);
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title="Take the invitation back?"
      description={`The link of ${invitation.email} opens nothing from now on.`}
      keep="Leave it"
      action="Take it back"
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate({ id: invitation.id })}
      onClose={onClose}
    >
      <p className="text-ink-2">They can be invited again later.</p>
    </ConfirmDialog>
  );
}
