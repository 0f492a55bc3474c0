"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { OpenSession } from "#contracts/people.ts";
import { QueryView } from "../shell/query-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Panel } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { notify } from "../ui/toast.tsx";
import { deviceWords } from "./device-words.ts";

interface SessionRowProps {
  session: OpenSession;
  busy: boolean;
  onEnd: () => void;
}

function SessionRow({ session, busy, onEnd }: SessionRowProps) {
  const device = deviceWords(session.userAgent);
  return (
    <tr data-row>
      <th scope="row">
        <span className="inline-flex items-center gap-2" title={session.userAgent}>
          <b className="font-label">{device}</b>
          {session.current ? <Badge look="accent">this one</Badge> : null}
        </span>
      </th>
      <td data-label="Address">
        {session.address === undefined ? <span className="text-ink-3">unknown</span> : <code>{session.address}</code>}
      </td>
      <td data-label="Signed in" className="text-ink-2">
        <Time at={session.createdAt} format="clock" />
      </td>
      <td data-label="Last used" className="text-ink-2">
        <Time at={session.lastUsedAt} format="clock" />
      </td>
      <td data-label="Ends" className="text-ink-2">
        <Time at={session.expiresAt} format="day" />
      </td>
      <td className="num">
        {session.current ? null : (
          <Button size="small" busy={busy} onClick={onEnd} aria-label={`End the session in ${device}`}>
            End
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Where one is signed in, and how to end it there. */
export function Sessions() {
  const cache = useQueryClient();
  const query = useQuery(api.sessions.list.queryOptions());
  const after = (said: string) => async () => {
    await cache.invalidateQueries({ queryKey: api.sessions.key() });
    notify(said);
  };
  const onError = (error: Error) => notify(problemOf(error).title, { failed: true });
  const end = useMutation(api.sessions.end.mutationOptions({ onSuccess: after("The session is ended."), onError }));
  const others = useMutation(
    api.sessions.endOthers.mutationOptions({ onSuccess: after("Your other sessions are ended."), onError }),
  );
  return (
    <Panel
      title="Where you are signed in"
      aside={
        (query.data?.items.length ?? 0) > 1 ? (
          <Button size="small" busy={others.isPending} onClick={() => others.mutate(undefined)}>
            End all others
          </Button>
        ) : undefined
      }
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={2} columns={5} />}>
        {({ items }) => (
          <Table caption="Where you are signed in">
            <thead>
              <tr>
                <th scope="col">Program</th>
                <th scope="col">Address</th>
                <th scope="col">Signed in</th>
                <th scope="col">Last used</th>
                <th scope="col">Ends</th>
                <th scope="col">
                  <span className="sr-only">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((session) => (
                <SessionRow
                  key={session.id}
                  session={session}
                  busy={end.isPending && end.variables.id === session.id}
                  onEnd={() => end.mutate({ id: session.id })}
                />
              ))}
            </tbody>
          </Table>
        )}
      </QueryView>
    </Panel>
  );
}
