"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { useFilterKey } from "#client/shortcuts.ts";
import type { DeployRightsView } from "#contracts/supply-questions.ts";
import { NotInAnswer } from "../../access/answer-aside.tsx";
import { Pager } from "../../paths/pager.tsx";
import { QueryView } from "../../shell/query-view.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { Link } from "../../ui/link.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { EmptyState, SkeletonRows } from "../../ui/states.tsx";
import { Table } from "../../ui/table.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { rightsParsers } from "./questions-url.ts";
import { holderWords } from "./questions-words.ts";

const pageSize = 25;

/** Who can change what runs, namespace by namespace. */
export function DeployRights({ scanId, clusterId }: { scanId: string; clusterId?: string | undefined }) {
  const query = useQuery(api.supplyQuestions.rights.queryOptions({ input: { id: scanId } }));
  return (
    <QueryView query={query} skeleton={<RightsSkeleton />}>
      {(found) => <Found found={found} clusterId={clusterId} />}
    </QueryView>
  );
}

function RightsSkeleton() {
  return (
    <div className="rounded-panel border border-line bg-panel">
      <SkeletonRows rows={6} columns={4} />
    </div>
  );
}

function Found({ found, clusterId }: { found: DeployRightsView; clusterId: string | undefined }) {
  const [filter, setFilter] = useQueryStates(rightsParsers);
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  const narrow = (change: Partial<typeof filter>) => void setFilter({ page: 1, ...change });
  const text = filter.q.toLowerCase();
  const rows = found.namespaces.filter(({ name, open }) => name.includes(text) && (!filter.open || open));
  const start = (filter.page - 1) * pageSize;
  return (
    <div className="grid gap-4">
      {found.gaps.length === 0 ? null : <NotInAnswer scanId={found.scanId} gaps={found.gaps} />}
      <Panel title="Who can change what runs, by namespace">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 print:hidden">
          <SearchField
            className="w-56 narrow:w-full"
            ref={field}
            label="Filter namespaces by name"
            placeholder="Filter namespaces"
            value={filter.q}
            onText={(q) => narrow({ q })}
          />
          <Checkbox checked={filter.open} onCheckedChange={(checked) => narrow({ open: checked === true })}>
            Only those that everybody can change
          </Checkbox>
        </div>
        {rows.length === 0 ? (
          <NoRows found={found} onClear={() => narrow({ q: "", open: false })} />
        ) : (
          <RightsTable rows={rows.slice(start, start + pageSize)} clusterId={clusterId} />
        )}
        <Pager page={filter.page} size={pageSize} total={rows.length} noun="namespace" onPage={(page) => narrow({ page })} />
        <PanelFooter>
          Subjects by what bindings give them; a group counts as one, and Kubernetes' own components are left out. What another
          authorizer than RBAC allows is not in it.
        </PanelFooter>
      </Panel>
    </div>
  );
}

function NoRows({ found, onClear }: { found: DeployRightsView; onClear: () => void }) {
  if (found.namespaces.length > 0)
    return (
      <EmptyState title="No namespace matches these filters" action={<Button onClick={onClear}>Clear the filters</Button>}>
        Other namespaces are there.
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing was seen that runs">Scan with a reader that may list workloads, and they stand here.</EmptyState>
  );
}

type Row = DeployRightsView["namespaces"][number];

function RightsTable({ rows, clusterId }: { rows: readonly Row[]; clusterId: string | undefined }) {
  return (
    <Table caption="Namespaces with who can change, swap and enter what runs">
      <thead>
        <tr>
          <th scope="col">Namespace</th>
          <th scope="col">Change workloads</th>
          <th scope="col">Swap images of pods</th>
          <th scope="col">Run code in pods</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <td data-label="Namespace" className="py-1.5">
              <span className="flex flex-wrap items-center gap-2">
                <Name name={row.name} clusterId={clusterId} />
                {row.open ? <Badge look="critical">everybody</Badge> : null}
                {row.complete ? null : <Badge look="unseen">not all seen</Badge>}
              </span>
            </td>
            <Holders label="Change workloads" held={row.change} complete={row.complete} />
            <Holders label="Swap images" held={row.swap} complete={row.complete} />
            <Holders label="Run code" held={row.enter} complete={row.complete} />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Name({ name, clusterId }: { name: string; clusterId: string | undefined }) {
  const text = <code className="[unicode-bidi:isolate]">{visibleText(name)}</code>;
  if (clusterId === undefined) return text;
  return (
    <Link
      href={`/access/namespaces?cluster=${clusterId}&namespace=${encodeURIComponent(name)}`}
      className="inline-flex min-h-6 items-center text-accent-text hover:underline"
    >
      {text}
    </Link>
  );
}

function Holders({ label, held, complete }: { label: string; held: Row["change"]; complete: boolean }) {
  return (
    <td data-label={label} className="py-1.5 align-top">
      <span className="tabular-nums">{held.count}</span>
      <span className="block max-w-[40ch] whitespace-normal text-12 text-ink-3 [overflow-wrap:anywhere]">
        {held.count === 0 && !complete ? (
          <span className="text-unseen">nobody that was seen</span>
        ) : (
          visibleText(holderWords(held))
        )}
      </span>
    </td>
  );
}
