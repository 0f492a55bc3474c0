"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Download, ScrollText } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useRowKeys } from "#client/shortcuts.ts";
import type { AuditEntry } from "#contracts/audit.ts";
import { fleetOptions } from "../shell/scope.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { AuditFilterBar } from "./audit-filters.tsx";
import { type AuditSearch, exportAddress, searchOf, useAuditFilters } from "./audit-url.ts";
import { summaryOf, withNames } from "./entry-words.ts";

const EntrySheet = dynamic(() => import("./entry-sheet.tsx").then((m) => m.EntrySheet), { ssr: false });

function useEntries(search: AuditSearch) {
  return useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: 50, ...search, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next,
    }),
  );
}

function EntryRow({ entry, onOpen }: { entry: AuditEntry; onOpen: () => void }) {
  const clusters = useQuery(fleetOptions()).data?.clusters ?? [];
  const summary = withNames(summaryOf(entry), clusters);
  return (
    <tr data-row>
      <td data-label="When" className="text-ink-3">
        <Time at={entry.at} format="clock" />
      </td>
      <th scope="row" className="max-w-[72ch] !whitespace-normal">
        <button type="button" onClick={onOpen} className="min-h-6 text-left font-normal hover:underline [overflow-wrap:anywhere]">
          <b className="font-label">{entry.actor.name}</b> {entry.says}{" "}
          {entry.subject === undefined ? null : <code>{entry.subject}</code>}
        </button>
      </th>
      <td data-label="Cluster" className={cn("text-ink-2", entry.cluster === undefined && "narrow:!hidden")}>
        {entry.cluster === undefined ? "" : <code>{entry.cluster.name ?? "removed"}</code>}
      </td>
      <td
        data-label="Change"
        className={cn(
          "all max-w-[48ch] truncate text-ink-2 narrow:max-w-none narrow:!whitespace-normal [overflow-wrap:anywhere]",
          summary === "" && "narrow:!hidden",
        )}
        title={summary}
      >
        {summary}
      </td>
    </tr>
  );
}

function EntryTable({ entries }: { entries: readonly AuditEntry[] }) {
  const [open, setOpen] = useState<AuditEntry | undefined>(undefined);
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  return (
    <div ref={root}>
      <Table caption="Who did what, newest first">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who did what</th>
            <th scope="col">Cluster</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} onOpen={() => setOpen(entry)} />
          ))}
        </tbody>
      </Table>
      {open === undefined ? null : <EntrySheet entry={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

function Exports({ search }: { search: AuditSearch }) {
  return (["csv", "json"] as const).map((format) => (
    <Button key={format} asChild size="small">
      <a href={exportAddress(search, format)} download>
        <Download aria-hidden />
        {format.toUpperCase()}
      </a>
    </Button>
  ));
}

function Content({ search, filtered }: { search: AuditSearch; filtered: boolean }) {
  const query = useEntries(search);
  if (query.data === undefined)
    return query.isError ? (
      <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} busy={query.isFetching} />
    ) : (
      <SkeletonRows rows={12} columns={4} />
    );
  const entries = query.data.pages.flatMap((page) => page.items);
  if (entries.length === 0)
    return (
      <EmptyState icon={<ScrollText aria-hidden />} title={filtered ? "No entry matches" : "No entry yet"}>
        {filtered
          ? "Widen the filters to see more."
          : "Every change that somebody makes appears here, with what was before and after."}
      </EmptyState>
    );
  return (
    <>
      <EntryTable entries={entries} />
      <PanelFooter className="flex flex-wrap items-center gap-3">
        <span>
          {entries.length} {entries.length === 1 ? "entry" : "entries"}
          {query.hasNextPage ? ", and older ones" : ", which is all"}
        </span>
        {query.hasNextPage ? (
          <Button size="small" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Load older entries
          </Button>
        ) : null}
      </PanelFooter>
    </>
  );
}

/** Who did what to what, before and after; entries can be read and taken away as a file, and never changed. */
export function AuditLog() {
  const [filters] = useAuditFilters();
  const search = searchOf(filters);
  return (
    <>
      <AuditFilterBar />
      <Panel title="Audit log" aside={<Exports search={search} />}>
        <Content search={search} filtered={Object.keys(search).length > 0} />
      </Panel>
    </>
  );
}
