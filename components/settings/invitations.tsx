"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { Invitation } from "#contracts/people.ts";
import { QueryView } from "../shell/query-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Panel } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { ScopeWords } from "./scope-words.tsx";

const InvitePerson = dynamic(() => import("./link-dialogs.tsx").then((m) => m.InvitePerson), { ssr: false });
const RevokeInvitation = dynamic(() => import("./link-dialogs.tsx").then((m) => m.RevokeInvitation), { ssr: false });

const stateWords = { open: "open", accepted: "accepted", expired: "expired", revoked: "taken back" } as const;

function InvitationRow({ invitation, onRevoke }: { invitation: Invitation; onRevoke: () => void }) {
  const open = invitation.state === "open";
  return (
    <tr data-row className={cn(!open && "text-ink-3")}>
      <th scope="row" className="max-w-[32ch] truncate" title={invitation.email}>
        <span className={cn(open ? "font-label" : "font-normal")}>{invitation.email}</span>
      </th>
      <td data-label="State">
        <Badge look={open ? "accent" : "plain"}>{stateWords[invitation.state]}</Badge>
      </td>
      <td data-label="Role">{invitation.role}</td>
      <td data-label="Scope" className="!whitespace-normal [overflow-wrap:anywhere]">
        <ScopeWords scope={invitation.scope} />
      </td>
      <td data-label="Invited">
        <Time at={invitation.createdAt} format="day" /> by {invitation.createdBy}
      </td>
      <td data-label={open ? "Ends" : "Ended"}>
        <Time at={invitation.acceptedAt ?? invitation.revokedAt ?? invitation.expiresAt} format="clock" />
      </td>
      <td className="num">
        {open ? (
          <Button size="small" onClick={onRevoke} aria-label={`Take back the invitation of ${invitation.email}`}>
            Take back
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function InvitationTable({ items, onRevoke }: { items: readonly Invitation[]; onRevoke: (invitation: Invitation) => void }) {
  if (items.length === 0)
    return (
      <p className="px-4 py-6 text-ink-2">
        Nobody was invited yet. An invitation is a link that you hand over; it works once and for seven days.
      </p>
    );
  return (
    <Table caption="Who was invited, and what came of it">
      <thead>
        <tr>
          <th scope="col">E-mail</th>
          <th scope="col">State</th>
          <th scope="col">Role</th>
          <th scope="col">Scope</th>
          <th scope="col">Invited</th>
          <th scope="col">Ends</th>
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} onRevoke={() => onRevoke(invitation)} />
        ))}
      </tbody>
    </Table>
  );
}

/** Who was asked in. */
export function Invitations() {
  const query = useQuery(api.invitations.list.queryOptions());
  const [inviting, setInviting] = useState(false);
  const [revoked, setRevoked] = useState<Invitation | undefined>(undefined);
  return (
    <Panel
      title="Invitations"
      aside={
        <Button tone="primary" size="small" onClick={() => setInviting(true)}>
          <Plus aria-hidden />
          Invite a person
        </Button>
      }
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={2} columns={6} />}>
        {({ items }) => <InvitationTable items={items} onRevoke={setRevoked} />}
      </QueryView>
      {inviting ? <InvitePerson onClose={() => setInviting(false)} /> : null}
      {revoked === undefined ? null : <RevokeInvitation invitation={revoked} onClose={() => setRevoked(undefined)} />}
    </Panel>
  );
}
