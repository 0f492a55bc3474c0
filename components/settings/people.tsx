"use client";
import { useQuery } from "@tanstack/react-query";
import { EllipsisVertical } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { User } from "#contracts/people.ts";
import { QueryView } from "../shell/query-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu.tsx";
import { Panel } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { Invitations } from "./invitations.tsx";
import { ScopeWords } from "./scope-words.tsx";

const AddPerson = dynamic(() => import("./person-dialogs.tsx").then((m) => m.AddPerson), { ssr: false });
const EndSessions = dynamic(() => import("./link-dialogs.tsx").then((m) => m.EndSessions), { ssr: false });
const ResetLink = dynamic(() => import("./link-dialogs.tsx").then((m) => m.ResetLink), { ssr: false });
const ChangePerson = dynamic(() => import("./person-dialogs.tsx").then((m) => m.ChangePerson), { ssr: false });
const RemovePerson = dynamic(() => import("./person-dialogs.tsx").then((m) => m.RemovePerson), { ssr: false });

type Asked = { kind: "add" } | { kind: "change" | "reset" | "end" | "remove"; user: User } | undefined;

function PersonRow({ user, self, onAsk }: { user: User; self: boolean; onAsk: (asked: Asked) => void }) {
  return (
    <tr data-row>
      <th scope="row">
        <span className="inline-flex items-center gap-2">
          <b className="font-label">{user.name}</b>
          {self ? <Badge>you</Badge> : null}
        </span>
      </th>
      <td data-label="E-mail" className="max-w-[32ch] truncate text-ink-2" title={user.email}>
        {user.email}
      </td>
      <td data-label="Role">{user.role}</td>
      <td data-label="Scope" className="!whitespace-normal text-ink-2 [overflow-wrap:anywhere]">
        <ScopeWords scope={user.scope} />
      </td>
      <td data-label="Last seen" className="text-ink-3">
        {user.lastSeenAt === undefined ? "never" : <Time at={user.lastSeenAt} format="clock" />}
      </td>
      <td data-label="Sessions" className="num">
        {user.sessions}
      </td>
      <td className="num">
        <Menu>
          <MenuTrigger asChild>
            <IconButton label={`Change ${user.name}`} size="small">
              <EllipsisVertical aria-hidden />
            </IconButton>
          </MenuTrigger>
          <MenuContent align="end">
            <MenuItem onSelect={() => onAsk({ kind: "change", user })}>Change role or scope</MenuItem>
            <MenuItem onSelect={() => onAsk({ kind: "reset", user })}>Link for a new password</MenuItem>
            <MenuItem disabled={user.sessions === 0} onSelect={() => onAsk({ kind: "end", user })}>
              End all sessions
            </MenuItem>
            <MenuSeparator />
            <MenuItem danger disabled={self} onSelect={() => onAsk({ kind: "remove", user })}>
              Remove
            </MenuItem>
          </MenuContent>
        </Menu>
      </td>
    </tr>
  );
}

/** Everybody who can sign in. */
export function People({ self }: { self: string }) {
  const query = useQuery(api.users.list.queryOptions());
  const [asked, setAsked] = useState<Asked>(undefined);
  const close = () => setAsked(undefined);
  return (
    <div className="grid gap-4">
      <Panel
        title="People"
        aside={
          <Button tone="quiet" size="small" onClick={() => setAsked({ kind: "add" })}>
            Add with a password
          </Button>
        }
      >
        <QueryView query={query} skeleton={<SkeletonRows rows={4} columns={6} />}>
          {({ items }) => (
            <Table caption="Everybody who can sign in">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">E-mail</th>
                  <th scope="col">Role</th>
                  <th scope="col">Scope</th>
                  <th scope="col">Last seen</th>
                  <th scope="col" className="num">
                    Sessions
                  </th>
                  <th scope="col">
                    <span className="sr-only">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((user) => (
                  <PersonRow key={user.id} user={user} self={user.id === self} onAsk={setAsked} />
                ))}
              </tbody>
            </Table>
          )}
        </QueryView>
      </Panel>
      <Invitations />
      {asked?.kind === "add" ? <AddPerson onClose={close} /> : null}
      {asked?.kind === "change" ? <ChangePerson user={asked.user} onClose={close} /> : null}
      {asked?.kind === "reset" ? <ResetLink user={asked.user} onClose={close} /> : null}
      {asked?.kind === "end" ? <EndSessions user={asked.user} onClose={close} /> : null}
      {asked?.kind === "remove" ? <RemovePerson user={asked.user} onClose={close} /> : null}
    </div>
  );
}
