"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import { useFilterKey, useRowKeys } from "#client/shortcuts.ts";
import type { AccessChanges } from "#contracts/access/changes.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { ShareButton } from "../../reports/share-button.tsx";
import { GapList } from "../../scans/gap-list.tsx";
import { scanOptions } from "../../scans/page-scan.ts";
import { Checkbox, Select } from "../../ui/field.tsx";
import { Link } from "../../ui/link.tsx";
import { LoadMore, moreOf } from "../../ui/load-more.tsx";
import { Answer } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState, PartialBanner } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { formatMoment } from "../../ui/time-format.ts";
import { KindChoice } from "../rights-filters.tsx";
import { counted } from "../subject-words.ts";
import { ChangeList } from "./change-list.tsx";
import { changesTitle } from "./change-words.ts";
import { type ChangesFilter, changesInput, changesView } from "./changes-files.ts";
import { scansParsers } from "./changes-url.ts";
import { NotYet } from "./not-yet.tsx";

/** Who gained or lost what since an earlier scan of the cluster, worst first. */
export function BetweenScans({ scanId }: { scanId: string }) {
  const [filter, setFilter] = useQueryStates(scansParsers);
  const query = useInfiniteQuery({
    ...api.accessChanges.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...{ id: scanId, limit: 50, ...changesInput(filter) },
        ...(filter.with === null ? {} : { with: filter.with }),
        ...(filter.risky ? { risky: "true" } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page: AccessChanges) => page.next,
    }),
    placeholderData: keepPreviousData,
  });
  const first = query.data?.pages[0];
  if (first === undefined) return <NotYet name="Changes of access" query={query} />;
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Answer title={changesTitle(first)} actions={<Files changes={first} filter={filter} />}>
        <Standing changes={first} />
      </Answer>
      {first.comparable && !first.complete ? <NotSeen changes={first} /> : null}
      <Toolbar scanId={scanId} changes={first} filter={filter} onChange={(change) => void setFilter(change)} />
      <Items items={items} changes={first} />
      <LoadMore more={moreOf(query)} />
    </>
  );
}

function Items({ items, changes }: { items: AccessChanges["items"]; changes: AccessChanges }) {
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  if (!changes.comparable)
    return (
      <EmptyState title="There is no difference to show" className="rounded-panel border border-line bg-panel">
        {changes.reason} A difference needs two scans of one cluster that are kept.
      </EmptyState>
    );
  if (items.length === 0)
    return (
      <EmptyState title="No change to show" className="rounded-panel border border-line bg-panel">
        {changes.complete
          ? "Whatever roles and bindings were replaced: nobody whom the filter keeps may do more or less than before."
          : "Nothing that was seen on both sides changed for whom the filter keeps. What was not seen is not comparable."}
      </EmptyState>
    );
  return (
    <div ref={root}>
      <ChangeList items={items} label="Subjects that gained or lost permissions" />
    </div>
  );
}

function Standing({ changes: { before, after, counts, comparable } }: { changes: AccessChanges }) {
  if (!comparable || before === undefined) return null;
  return (
    <>
      {counts.dangerous > 0 ? `${counted(counts.dangerous, "subject")} gained a dangerous right. ` : ""}
      From{" "}
      <Link href={`/scans/${before.scanId}`} className="text-ink underline">
        scan {before.number}
      </Link>
      , <Time at={before.at} />, to{" "}
      <Link href={`/scans/${after.scanId}`} className="text-ink underline">
        scan {after.number}
      </Link>
      , <Time at={after.at} />. In effective permissions: roles that were replaced by others that grant the same are no change.
    </>
  );
}

function NotSeen({ changes: { gaps } }: { changes: AccessChanges }) {
  const all = [...gaps.before, ...gaps.after];
  return (
    <PartialBanner title="Not everything can be compared" className="mb-4">
      <p className="mb-2">
        {gaps.before.length > 0 && gaps.after.length > 0
          ? "Neither scan"
          : gaps.before.length > 0
            ? "The earlier scan"
            : "The later scan"}{" "}
        {gaps.before.length > 0 && gaps.after.length > 0 ? "saw" : "did not see"} all roles and bindings. Who is not listed is not
        proven unchanged.
      </p>
      <GapList gaps={all} most={6} />
    </PartialBanner>
  );
}

interface ToolbarProps {
  readonly scanId: string;
  readonly changes: AccessChanges;
  readonly filter: ChangesFilter;
  readonly onChange: (change: Partial<ChangesFilter> & { with?: string | null }) => void;
}

function Toolbar({ scanId, changes, filter, onChange }: ToolbarProps) {
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <EarlierScan scanId={scanId} changes={changes} onChange={(id) => onChange({ with: id })} />
      <SearchField
        className="w-56 narrow:w-full"
        ref={field}
        label="Filter subjects by name"
        placeholder="Filter subjects"
        value={filter.q}
        onText={(text) => onChange({ q: text })}
      />
      <KindChoice kind={filter.kind} onKind={(kind) => onChange({ kind })} />
      <Segmented
        label="Direction"
        value={filter.direction}
        onChange={(direction) => onChange({ direction })}
        options={[
          { value: "all", label: "All" },
          { value: "gained", label: "Gained" },
          { value: "lost", label: "Lost" },
        ]}
      />
      <Checkbox checked={filter.risky} onCheckedChange={(checked) => onChange({ risky: checked === true })}>
        Only dangerous rights
      </Checkbox>
    </div>
  );
}

const ended = new Set(["completed", "partial"]);

function EarlierScan({ scanId, changes, onChange }: { scanId: string; changes: AccessChanges; onChange: (id: string) => void }) {
  const cluster = useQuery(scanOptions(scanId)).data?.clusterId;
  const scans = useQuery({
    ...api.scans.list.queryOptions({ input: { cluster: cluster ?? "", limit: 100 } }),
    enabled: cluster !== undefined,
  }).data?.items;
  const others = scans?.filter((scan) => ended.has(scan.state) && scan.id !== scanId) ?? [];
  const chosen = changes.before?.scanId === scanId ? changes.after.scanId : (changes.before?.scanId ?? "");
  const known = chosen === "" || others.some(({ id }) => id === chosen);
  return (
    <Select
      size="large"
      aria-label="Compare with"
      value={chosen}
      disabled={others.length === 0}
      onChange={(event) => onChange(event.target.value)}
    >
      {chosen === "" ? <option value="">No other scan</option> : null}
      {known ? null : <option value={chosen}>Scan {changes.before?.number}</option>}
      {others.map((scan) => (
        <option key={scan.id} value={scan.id}>
          Compare with scan {scan.number}, {formatMoment(scan.finishedAt ?? scan.createdAt, "UTC")} UTC
        </option>
      ))}
    </Select>
  );
}

function Files({ changes: { before, after, comparable }, filter }: { changes: AccessChanges; filter: ChangesFilter }) {
  if (before === undefined || !comparable) return null;
  const input = { before: before.scanId, after: after.scanId };
  return (
    <>
      <ExportButton
        size="large"
        files={{ csv: exportAddress("access-changes", input, "csv"), json: exportAddress("access-changes", input, "json") }}
        inside="Every subject that gained or lost something between the two scans, with the rights, where, and through which objects; what was not seen."
        outside="Not in it: the filter of this page."
      />
      <ShareButton size="large" view={changesView(input, filter)} title="Who gained or lost permissions" />
    </>
  );
}
