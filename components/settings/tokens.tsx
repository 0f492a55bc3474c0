"use client";
import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { UserRole } from "#contracts/common.ts";
import type { ApiToken } from "#contracts/tokens.ts";
import { QueryView } from "../shell/query-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { EmptyState, SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { ScopeWords } from "./scope-words.tsx";

const CreateToken = dynamic(() => import("./token-dialogs.tsx").then((m) => m.CreateToken), { ssr: false });
const RevokeToken = dynamic(() => import("./token-dialogs.tsx").then((m) => m.RevokeToken), { ssr: false });

function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  return (
    <tr data-row>
      <th scope="row">
        <span className="inline-flex items-center gap-2">
          <b className="font-label [overflow-wrap:anywhere]">{token.name}</b>
          {token.state === "expired" ? <Badge>ended</Badge> : null}
        </span>
      </th>
      <td data-label="Begins with">
        <code className="text-ink-2">{token.prefix}…</code>
      </td>
      <td data-label="Role">{token.role}</td>
      <td data-label="Scope" className="!whitespace-normal text-ink-2 [overflow-wrap:anywhere]">
        {token.scope === undefined ? "all that you see" : <ScopeWords scope={token.scope} />}
      </td>
      <td data-label="Last used" className="text-ink-2">
        {token.lastUsedAt === undefined ? "never" : <Time at={token.lastUsedAt} format="clock" />}
      </td>
      <td data-label="Ends" className="text-ink-2">
        <Time at={token.expiresAt} format="day" />
      </td>
      <td className="num">
        <Button size="small" onClick={onRevoke} aria-label={`Revoke ${token.name}`}>
          Revoke
        </Button>
      </td>
    </tr>
  );
}

function TokenTable({ tokens, onRevoke }: { tokens: readonly ApiToken[]; onRevoke: (token: ApiToken) => void }) {
  return (
    <Table caption="Your API tokens">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Begins with</th>
          <th scope="col">Role</th>
          <th scope="col">Scope</th>
          <th scope="col">Last used</th>
          <th scope="col">Ends</th>
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => onRevoke(token)} />
        ))}
      </tbody>
    </Table>
  );
}

/** One's own keys to the API. */
export function Tokens({ role }: { role: UserRole }) {
  const query = useQuery(api.tokens.list.queryOptions());
  const [asked, setAsked] = useState<"create" | ApiToken | undefined>(undefined);
  const close = () => setAsked(undefined);
  const create = (
    <Button size="small" onClick={() => setAsked("create")}>
      <Plus aria-hidden />
      New token
    </Button>
  );
  return (
    <>
      <Panel title="API tokens" aside={create}>
        <QueryView query={query} skeleton={<SkeletonRows rows={2} columns={6} />}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={<KeyRound aria-hidden />} title="No API token yet" className="!py-8">
                A token lets a script or a pipeline use the API in your name, with a role and a scope that you choose, until it
                ends.
              </EmptyState>
            ) : (
              <TokenTable tokens={items} onRevoke={setAsked} />
            )
          }
        </QueryView>
        <PanelFooter>
          <Link href="/docs/api" className="text-accent-text hover:underline">
            Read how the API is used
          </Link>
        </PanelFooter>
      </Panel>
      {asked === "create" ? <CreateToken role={role} onClose={close} /> : null}
      {asked === undefined || asked === "create" ? null : <RevokeToken token={asked} onClose={close} />}
    </>
  );
}
