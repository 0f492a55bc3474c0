"use client";
import { useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import { useRowKeys } from "#client/shortcuts.ts";
import type { ShareLink } from "#contracts/share-links.ts";
import { PageBody } from "../shell/page-body.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { EmptyState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { faces } from "./faces.ts";
import { counted } from "./report-words.ts";

const RevokeDialog = dynamic(() => import("./revoke-dialog.tsx").then((m) => m.RevokeDialog), { ssr: false });

/** Every link to a report: what it shows, until when, whether it is read, and how to end it. */
export function ReportsPage() {
  const may = useMay("report:share");
  return <PageBody>{may ? <Links /> : <NoRight />}</PageBody>;
}

function NoRight() {
  return (
    <>
      <h1 className="sr-only">Reports</h1>
      <EmptyState icon={<Send aria-hidden />} title="Links to reports are made by operators">
        With your role you read; an operator or an administrator can send you a report.
      </EmptyState>
    </>
  );
}

function Links() {
  const query = useQuery(api.shareLinks.list.queryOptions());
  const [asked, setAsked] = useState<ShareLink | undefined>(undefined);
  return (
    <>
      <QueryView page query={query} skeleton={<LinksSkeleton />}>
        {({ items }) => (items.length === 0 ? <None /> : <List items={items} onRevoke={setAsked} />)}
      </QueryView>
      {asked === undefined ? null : <RevokeDialog link={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function None() {
  return (
    <>
      <h1 className="sr-only">Reports</h1>
      <EmptyState
        icon={<Send aria-hidden />}
        title="Reports that you send stand here"
        action={
          <Button asChild tone="primary">
            <Link href="/findings">Open the findings</Link>
          </Button>
        }
      >
        Findings, a comparison, an access matrix, an answer or a scan: “Share” on its page makes a link to a report that does not
        change any more. Here you see when it was opened last, and end it.
      </EmptyState>
    </>
  );
}

function answerOf(items: readonly ShareLink[]): string {
  const open = items.filter(({ state }) => state === "active");
  if (open.length === 0) return "No link to a report can be opened.";
  return `${counted(open.length, "link")} to ${open.length === 1 ? "a report" : "reports"} can be opened.`;
}

function List({ items, onRevoke }: { items: readonly ShareLink[]; onRevoke: (link: ShareLink) => void }) {
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  const publicly = items.filter(({ state, signedInOnly }) => state === "active" && !signedInOnly).length;
  const others = items.some(({ mine }) => !mine);
  return (
    <>
      <Answer title={answerOf(items)}>
        {publicly === 0 ? "None of them without signing in." : `${publicly.toLocaleString("en-GB")} of them without signing in.`}{" "}
        The address of a link is shown when it is made, and never again.
      </Answer>
      <Panel aria-label="Links">
        <div ref={root}>
          <Table caption="Links to reports">
            <thead>
              <tr>
                <th scope="col">Report</th>
                <th scope="col">State</th>
                <th scope="col">Ends</th>
                <th scope="col">Last opened</th>
                {others ? <th scope="col">By</th> : null}
                <th scope="col">
                  <span className="sr-only">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((link) => (
                <LinkRow key={link.id} link={link} others={others} onRevoke={onRevoke} />
              ))}
            </tbody>
          </Table>
        </div>
      </Panel>
    </>
  );
}

function LinkRow({ link, others, onRevoke }: { link: ShareLink; others: boolean; onRevoke: (link: ShareLink) => void }) {
  const active = link.state === "active";
  return (
    <tr data-row tabIndex={-1}>
      <th scope="row" className="!whitespace-normal min-w-72 py-1.5 narrow:min-w-0">
        <b className="font-label [overflow-wrap:anywhere]">{visibleText(link.title)}</b>
        <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">{aboutOf(link)}</span>
      </th>
      <td data-label="State">
        <State link={link} />
      </td>
      <td data-label="Ends">
        <Time at={link.expiresAt} />
      </td>
      <td data-label="Last opened" className="text-ink-2">
        {link.lastUsedAt === undefined ? <span className="text-ink-3">never</span> : <Time at={link.lastUsedAt} />}
        {link.uses > 1 ? <span className="text-ink-3"> · {link.uses.toLocaleString("en-GB")} times</span> : null}
      </td>
      {others ? <td data-label="By">{link.mine ? "you" : link.createdBy}</td> : null}
      <td className="num narrow:!text-left">
        {active ? (
          <Button tone="danger" size="small" onClick={() => onRevoke(link)} aria-label={`End now: the link to ${link.title}`}>
            End now
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function aboutOf(link: ShareLink): string {
  const clusters =
    link.clusters.length > 2 ? counted(link.clusters.length, "cluster") : link.clusters.map(visibleText).join(", ");
  return [
    Object.entries(faces).find(([kind]) => kind === link.kind)?.[1].name ?? "Report",
    ...(clusters === "" ? [] : [clusters]),
    ...(link.pseudonyms ? ["pseudonyms"] : []),
    ...(link.hideEndpoint ? [] : ["with addresses"]),
    ...(link.signedInOnly ? ["sign-in needed"] : []),
  ].join(" · ");
}

function State({ link }: { link: ShareLink }) {
  if (link.state === "active") return <Badge look="accent">open</Badge>;
  if (link.state === "expired") return <span className="text-ink-3">ended</span>;
  return (
    <span className="text-ink-3" title={link.revokedBy === undefined ? undefined : `by ${link.revokedBy}`}>
      revoked
    </span>
  );
}

function LinksSkeleton() {
  return (
    <>
      <Skeleton className="mb-2 h-9 w-1/2" />
      <Skeleton className="mb-5 h-5 w-1/3" />
      <Panel>
        <SkeletonRows rows={6} columns={5} />
      </Panel>
    </>
  );
}
