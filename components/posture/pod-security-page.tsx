"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryState, useQueryStates } from "nuqs";
import { type ReactNode, useRef } from "react";
import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import { problemOf } from "#client/problem.ts";
import { useFilterKey, useRowKeys } from "#client/shortcuts.ts";
import type { PodSecurityView } from "#contracts/pod-security.ts";
import { NotInAnswer } from "../access/answer-aside.tsx";
import { ExportButton } from "../exports/export-button.tsx";
import { Pager } from "../paths/pager.tsx";
import { ShareButton } from "../reports/share-button.tsx";
import { TableSkeleton } from "../shell/table-skeleton.tsx";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Checkbox } from "../ui/field.tsx";
import { Answer, Panel, PanelFooter } from "../ui/panel.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState, ErrorState } from "../ui/states.tsx";
import { LegacyPolicies } from "./legacy-policies.tsx";
import { NamespaceTable } from "./namespace-table.tsx";
import { openNamespaceParser, trialParsers } from "./pod-security-url.ts";
import { admissionSentence, answerOf, trialSentence, versionOptions } from "./pod-security-words.ts";
import { RefusedWorkloadsView } from "./refused-workloads.tsx";

const levels = [
  { value: "baseline", label: "baseline" },
  { value: "restricted", label: "restricted" },
] as const;
const pageSize = 50;

/** Namespaces by the level that they meet and enforce, what another would refuse, and one namespace with its patches. */
export function PodSecurityPage({ scanId }: { scanId: string }) {
  const [filter, setFilter] = useQueryStates(trialParsers);
  const [namespace, setNamespace] = useQueryState("namespace", openNamespaceParser);
  const { level, version } = filter;
  const query = useQuery(
    api.podSecurity.overview.queryOptions({ input: { id: scanId, level, version }, placeholderData: (old) => old }),
  );
  const narrow = (change: Partial<typeof filter>) => void setFilter({ page: 1, ...change });
  const choice = (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented label="Level to try" value={level} options={levels} onChange={(value) => narrow({ level: value })} />
      {query.data === undefined ? null : (
        <Choice
          label="Version of the policy"
          value={version}
          options={versionOptions(query.data)}
          onChange={(value) => narrow({ version: value })}
        />
      )}
    </div>
  );
  if (namespace !== null)
    return (
      <RefusedWorkloadsView
        key={namespace}
        input={{ id: scanId, namespace, level, version }}
        choice={choice}
        onClose={() => void setNamespace(null)}
      />
    );
  if (query.isError && query.data === undefined)
    return <ErrorState level={1} error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />;
  if (query.data === undefined) return <TableSkeleton title="Pod Security" columns={6} />;
  return (
    <Found found={query.data} filter={filter} choice={choice} narrow={narrow} onOpen={(name) => void setNamespace(name)}>
      {query.data.gaps.length === 0 ? null : <NotInAnswer scanId={scanId} gaps={query.data.gaps} />}
    </Found>
  );
}

interface Filter {
  readonly q: string;
  readonly refused: boolean;
  readonly page: number;
}

interface FoundProps {
  readonly found: PodSecurityView;
  readonly filter: Filter;
  readonly choice: ReactNode;
  readonly narrow: (change: Partial<Filter>) => void;
  readonly onOpen: (namespace: string) => void;
  /** What was not seen. */
  readonly children: ReactNode;
}

function Found({ found, filter, choice, narrow, onOpen, children }: FoundProps) {
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useFilterKey(field);
  useRowKeys(list);
  const asked = {
    scan: found.scanId,
    level: found.trial.level === "baseline" ? "baseline" : "restricted",
    version: found.trial.version,
  } as const;
  const text = filter.q.toLowerCase();
  const rows = found.namespaces.filter((row) => row.name.includes(text) && (!filter.refused || row.refused > 0));
  const start = (filter.page - 1) * pageSize;
  return (
    <>
      <Answer
        title={answerOf(found)}
        actions={
          <span className="flex flex-wrap gap-2">
            {choice}
            <ShareButton view={{ kind: "pod-security", ...asked }} title={`Pod Security, ${asked.level}`} />
            <ExportButton
              files={{ csv: exportAddress("pod-security", asked, "csv"), json: exportAddress("pod-security", asked, "json") }}
              inside="Every namespace with what it enforces and meets, and each workload that the level would refuse; patches in JSON."
              outside="Not in it: workloads that the level lets in."
            />
          </span>
        }
      >
        <p>
          {trialSentence(found)} A Deployment and its pods count once. Templates are refused when pods are made of them, and not
          before.
        </p>
      </Answer>
      <div className="mb-4 grid gap-4 empty:hidden">{children}</div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SearchField
          className="w-56 narrow:w-full"
          ref={field}
          label="Filter namespaces by name"
          placeholder="Filter namespaces"
          value={filter.q}
          onText={(q) => narrow({ q })}
        />
        <Checkbox checked={filter.refused} onCheckedChange={(checked) => narrow({ refused: checked === true })}>
          Only those with workloads that would be refused
        </Checkbox>
      </div>
      <div ref={list} className="mt-4">
        <Panel aria-label="Namespaces">
          {rows.length === 0 ? (
            <NoRows found={found} onClear={() => narrow({ q: "", refused: false })} />
          ) : (
            <NamespaceTable found={found} rows={rows.slice(start, start + pageSize)} onOpen={onOpen} />
          )}
          <Pager page={filter.page} size={pageSize} total={rows.length} noun="namespace" onPage={(page) => narrow({ page })} />
          <PanelFooter>{admissionSentence(found)}</PanelFooter>
        </Panel>
        <LegacyPolicies policies={found.legacyPolicies} />
      </div>
    </>
  );
}

function NoRows({ found, onClear }: { found: PodSecurityView; onClear: () => void }) {
  if (found.namespaces.length > 0)
    return (
      <EmptyState title="No namespace matches these filters" action={<Button onClick={onClear}>Clear the filters</Button>}>
        Other namespaces are there.
      </EmptyState>
    );
  return (
    <EmptyState title="No namespace was seen">
      Neither namespaces nor anything that runs in them could be read. Scan with a reader that may list them, and they stand here.
    </EmptyState>
  );
}
