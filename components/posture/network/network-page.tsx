"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryState, useQueryStates } from "nuqs";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import { problemOf } from "#client/problem.ts";
import { useFilterKey } from "#client/shortcuts.ts";
import type { NetworkView } from "#contracts/network.ts";
import { NotInAnswer } from "../../access/answer-aside.tsx";
import { ExportButton } from "../../exports/export-button.tsx";
import { Pager } from "../../paths/pager.tsx";
import { ShareButton } from "../../reports/share-button.tsx";
import { TableSkeleton } from "../../shell/table-skeleton.tsx";
import { Button } from "../../ui/button.tsx";
import { Answer, Panel, PanelFooter } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Connection } from "./connection.tsx";
import { ExposureTable } from "./exposure-table.tsx";
import { NetworkNamespaceView } from "./network-namespace.tsx";
import { NetworkNamespaces } from "./network-namespaces.tsx";
import { connectionParsers, type NetworkViewName, networkParsers, openNamespaceParser } from "./network-url.ts";
import { answerOf, meshSentence, nothingOpenTitle, pluginSentence } from "./network-words.ts";
import { ReachGrid } from "./reach-grid.tsx";

const views = [
  { value: "reach", label: "Reachability" },
  { value: "namespaces", label: "Namespaces" },
  { value: "exposure", label: "Exposure" },
] as const satisfies readonly { value: NetworkViewName; label: string }[];
const pageSize = 50;

/** Who reaches whom as a picture and as a table, one connection with its reasons, and what is open to the outside. */
export function NetworkPage({ scanId }: { scanId: string }) {
  const [namespace, setNamespace] = useQueryState("namespace", openNamespaceParser);
  const query = useQuery(api.network.overview.queryOptions({ input: { id: scanId } }));
  if (namespace !== null)
    return <NetworkNamespaceView key={namespace} scanId={scanId} namespace={namespace} onClose={() => void setNamespace(null)} />;
  if (query.isError && query.data === undefined)
    return <ErrorState level={1} error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />;
  if (query.data === undefined) return <TableSkeleton title="Network" columns={10} />;
  return <Found scanId={scanId} found={query.data} onOpen={(name) => void setNamespace(name)} />;
}

interface FoundProps {
  readonly scanId: string;
  readonly found: NetworkView;
  readonly onOpen: (namespace: string) => void;
}

function Found({ scanId, found, onOpen }: FoundProps) {
  const [filter, setFilter] = useQueryStates(networkParsers);
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  const mesh = meshSentence(found);
  return (
    <>
      <Answer
        title={answerOf(found)}
        actions={
          <span className="flex flex-wrap gap-2">
            <Segmented
              label="What to look at"
              value={filter.view}
              options={views}
              onChange={(view) => void setFilter({ view, page: 1, across: 1 })}
            />
            <ShareButton view={{ kind: "network", scan: scanId }} title="Network" />
            <ExportButton
              files={{
                csv: exportAddress("network", { scan: scanId }, "csv"),
                json: exportAddress("network", { scan: scanId }, "json"),
              }}
              inside="Every namespace with what its policies leave open, every pair of namespaces, and what is open to the outside."
              outside="Not in it: single workloads and the reasons of a connection."
            />
          </span>
        }
      >
        <p>
          {pluginSentence(found)}
          {mesh === undefined ? "" : ` ${mesh}`}
        </p>
      </Answer>
      <div className="mb-4 grid gap-4 empty:hidden">
        {found.gaps.length === 0 ? null : <NotInAnswer scanId={scanId} gaps={found.gaps} />}
      </div>
      <div className="mb-4 flex">
        <SearchField
          className="w-56 narrow:w-full"
          ref={field}
          label="Filter by namespace"
          placeholder="Filter namespaces"
          value={filter.q}
          onText={(q) => void setFilter({ q, page: 1, across: 1 })}
        />
      </div>
      <View scanId={scanId} found={found} onOpen={onOpen} />
    </>
  );
}

function View({ scanId, found, onOpen }: FoundProps) {
  const [filter, setFilter] = useQueryStates(networkParsers);
  const [, setConnection] = useQueryStates(connectionParsers);
  const text = filter.q.toLowerCase();
  const start = (filter.page - 1) * pageSize;
  const clear = <Button onClick={() => void setFilter({ q: "" })}>Clear the filter</Button>;
  const matches = (name: string) => name.includes(text);
  const rows = found.namespaces.filter(({ name }) => matches(name));
  const used = found.namespaces.flatMap(({ name, workloads }, place) => (matches(name) && workloads > 0 ? [place] : []));
  const onPage = (page: number) => void setFilter({ page });
  if (filter.view === "exposure") {
    const doors = found.exposures.filter(({ namespace }) => matches(namespace));
    return (
      <Panel aria-label="Exposure">
        {doors.length === 0 ? (
          <EmptyState title={nothingOpenTitle(found)} {...(found.exposures.length > 0 && { action: clear })}>
            {found.gaps.length === 0 ? "No" : "Among what was seen is no"} NodePort, LoadBalancer, externalIPs, Ingress or
            Gateway.
          </EmptyState>
        ) : (
          <ExposureTable rows={doors.slice(start, start + pageSize)} />
        )}
        <Pager page={filter.page} size={pageSize} total={doors.length} noun="door" onPage={onPage} />
      </Panel>
    );
  }
  if (rows.length === 0 || (filter.view === "reach" && used.length === 0))
    return (
      <Panel aria-label="Namespaces">
        <EmptyState
          title={text === "" ? "Nothing runs that policies are about" : "No namespace matches this filter"}
          {...(text !== "" && { action: clear })}
        >
          Namespaces stand here as soon as something runs in them that was seen.
        </EmptyState>
      </Panel>
    );
  if (filter.view === "namespaces")
    return (
      <Panel aria-label="Namespaces">
        <NetworkNamespaces rows={rows.slice(start, start + pageSize)} onOpen={onOpen} />
        <Pager page={filter.page} size={pageSize} total={rows.length} noun="namespace" onPage={onPage} />
        <PanelFooter>Pods on the host network are under no policy and are not counted.</PanelFooter>
      </Panel>
    );
  return (
    <div className="grid gap-4">
      <Panel title="Which namespaces reach which">
        <ReachGrid
          found={found}
          places={used}
          page={filter.page}
          across={filter.across}
          onPage={(change) => void setFilter(change)}
          onCell={(from, to) => void setConnection({ from, to, source: "", target: "" })}
        />
      </Panel>
      <Connection scanId={scanId} names={found.namespaces.map(({ name }) => name)} />
    </div>
  );
}
