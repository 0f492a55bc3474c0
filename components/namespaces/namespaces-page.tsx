"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryState, useQueryStates } from "nuqs";
import { useRef } from "react";
import { problemOf } from "#client/problem.ts";
import { useFilterKey, useRowKeys } from "#client/shortcuts.ts";
import type { NamespaceRow, Namespaces } from "#contracts/access/namespaces.ts";
import { NotInAnswer } from "../access/answer-aside.tsx";
import { counted } from "../access/subject-words.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { Pager } from "../paths/pager.tsx";
import { endLabel } from "../paths/path-words.ts";
import { ShareButton } from "../reports/share-button.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/field.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { EmptyState, ErrorState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { NamespaceButton } from "./namespace-button.tsx";
import { NamespaceView } from "./namespace-view.tsx";
import { beyondWords, levelWords, withoutLocalWords } from "./namespace-words.ts";
import { type NamespacesFilter, namespacesFiles, namespacesOptions, namespacesView, pageSize } from "./namespaces-query.ts";
import { namespacesParsers, openNamespaceParser } from "./namespaces-url.ts";

/** Who administers each namespace, from inside and from outside; and one namespace's own view. */
export function NamespacesPage({ scanId }: { scanId: string }) {
  const [filter, setFilter] = useQueryStates(namespacesParsers);
  const [namespace, setNamespace] = useQueryState("namespace", openNamespaceParser);
  return (
    <div className="h-full overflow-y-auto px-8 pt-6 pb-10 narrow:h-auto narrow:px-4 narrow:pt-4">
      {namespace === null ? (
        <NamespacesList
          scanId={scanId}
          filter={filter}
          onChange={(change) => void setFilter({ page: 1, ...change })}
          onOpen={(name) => void setNamespace(name)}
        />
      ) : (
        <NamespaceView key={namespace} scanId={scanId} namespace={namespace} onClose={() => void setNamespace(null)} />
      )}
    </div>
  );
}

interface ListProps {
  readonly scanId: string;
  readonly filter: NamespacesFilter;
  readonly onChange: (change: Partial<NamespacesFilter>) => void;
  readonly onOpen: (namespace: string) => void;
}

function NamespacesList({ scanId, filter, onChange, onOpen }: ListProps) {
  const query = useQuery(namespacesOptions(scanId, filter));
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useFilterKey(field);
  useRowKeys(list);
  const found = query.data;
  if (query.isError && found === undefined)
    return (
      <>
        <h1 className="sr-only">Namespace administration</h1>
        <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />
      </>
    );
  return (
    <>
      {found === undefined ? <TitleSkeleton /> : <Title scanId={scanId} found={found} filter={filter} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SearchField
          className="w-56 narrow:w-full"
          ref={field}
          label="Filter namespaces by name"
          placeholder="Filter namespaces"
          value={filter.q}
          onText={(text) => onChange({ q: text })}
        />
        <Checkbox checked={filter.open} onCheckedChange={(checked) => onChange({ open: checked === true })}>
          Only those that lead beyond themselves
        </Checkbox>
      </div>
      <div ref={list} className="mt-4 grid gap-4">
        <Panel aria-label="Namespaces">
          {found === undefined ? (
            <SkeletonRows rows={10} columns={5} />
          ) : found.total === 0 ? (
            <NoRows found={found} filter={filter} onChange={onChange} />
          ) : (
            <Rows found={found} onOpen={onOpen} />
          )}
          {found === undefined ? null : (
            <Pager
              page={filter.page}
              size={pageSize}
              total={found.total}
              noun="namespace"
              onPage={(page) => onChange({ page })}
            />
          )}
        </Panel>
        {found === undefined || found.gaps.length === 0 ? null : <NotInAnswer scanId={scanId} gaps={found.gaps} />}
      </div>
    </>
  );
}

function Title({ scanId, found, filter }: { scanId: string; found: Namespaces; filter: NamespacesFilter }) {
  return (
    <Answer
      title={beyondWords(found)}
      actions={
        <>
          <ExportButton
            size="large"
            files={namespacesFiles(scanId, filter)}
            inside={`${counted(found.total, "namespace")} with the number of administrators from inside and from outside, and what they reach beyond it; what was not seen.`}
            outside="Not in it: who they are. That is on the page of a namespace."
          />
          <ShareButton size="large" view={namespacesView(scanId, filter)} title="Who administers the namespaces" />
        </>
      }
    >
      <p>{withoutLocalWords(found)} What bindings give counts, not what roles are called.</p>
    </Answer>
  );
}

function TitleSkeleton() {
  return (
    <div aria-busy="true" className="mb-5">
      <h1 className="sr-only">Namespace administration</h1>
      <Skeleton className="h-9 w-3/5" />
      <Skeleton className="mt-2 h-4 w-2/5" />
    </div>
  );
}

function Rows({ found, onOpen }: { found: Namespaces; onOpen: (namespace: string) => void }) {
  return (
    <Table caption="Namespaces and who administers them">
      <thead>
        <tr>
          <th scope="col">Namespace</th>
          <th scope="col">Pod Security</th>
          <th scope="col" className="text-right">
            Every right
          </th>
          <th scope="col" className="text-right">
            Administer
          </th>
          <th scope="col" className="text-right">
            Run workloads
          </th>
          <th scope="col" className="text-right">
            From outside
          </th>
          <th scope="col">Its administrators reach</th>
        </tr>
      </thead>
      <tbody>
        {found.rows.map((row) => (
          <Row key={row.namespace} row={row} onOpen={onOpen} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ row, onOpen }: { row: NamespaceRow; onOpen: (namespace: string) => void }) {
  const reached = row.beyond.filter(({ verdict }) => verdict === "reached");
  const unsure = row.beyond.some(({ verdict }) => verdict === "notAssessed");
  return (
    <tr>
      <td data-label="Namespace">
        <NamespaceButton name={row.namespace} onOpen={onOpen} />
      </td>
      <td data-label="Pod Security">
        <Level enforced={row.enforced} />
      </td>
      <td data-label="Every right" className="text-right tabular-nums narrow:text-left">
        {row.local.everything}
      </td>
      <td data-label="Administer" className="text-right tabular-nums narrow:text-left">
        {row.local.administers}
      </td>
      <td data-label="Run workloads" className="text-right tabular-nums narrow:text-left">
        {row.local.runs}
      </td>
      <td data-label="From outside" className="text-right tabular-nums narrow:text-left">
        {row.outside}
      </td>
      <td data-label="Its administrators reach">
        <span className="flex flex-wrap items-center gap-1">
          {reached.map(({ sink }) => (
            <Badge key={sink} look={sink === "cluster-admin" ? "critical" : "plain"}>
              {endLabel(sink)}
            </Badge>
          ))}
          {reached.length === 0 && !unsure ? <span className="text-ink-3">nothing beyond it</span> : null}
          {reached.length === 0 && unsure ? <Badge look="unseen">not assessed</Badge> : null}
        </span>
      </td>
    </tr>
  );
}

/** The enforced level; what was not seen is hatched, as everywhere. */
export function Level({ enforced }: { enforced: NamespaceRow["enforced"] }) {
  if (enforced === undefined)
    return (
      <span className="inline-flex items-center gap-1.5 text-unseen">
        <VerdictGlyph verdict="notAssessed" />
        {levelWords(enforced)}
      </span>
    );
  return (
    <span className={enforced === "none" || enforced === "privileged" ? "text-critical" : "text-ink-2"}>
      {levelWords(enforced)}
    </span>
  );
}

interface NoRowsProps {
  readonly found: Namespaces;
  readonly filter: NamespacesFilter;
  readonly onChange: (change: Partial<NamespacesFilter>) => void;
}

function NoRows({ found, filter, onChange }: NoRowsProps) {
  if (filter.q !== "" || filter.open)
    return (
      <EmptyState
        title="No namespace matches these filters"
        action={<Button onClick={() => onChange({ q: "", open: false })}>Clear the filters</Button>}
      >
        {counted(found.namespaces, "namespace")} {found.namespaces === 1 ? "is" : "are"} known in this scan.
      </EmptyState>
    );
  return (
    <EmptyState title="No namespace was seen">
      Neither namespaces nor anything in them could be read. Scan with a reader that may list them, and they stand here.
    </EmptyState>
  );
}

/** The page before its scan is known. */
export function NamespacesSkeleton() {
  return (
    <div className="px-8 pt-6 narrow:px-4">
      <TitleSkeleton />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={10} columns={5} />
      </div>
    </div>
  );
}
