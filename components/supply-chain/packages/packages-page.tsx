"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { type ExportInput, exportAddress } from "#client/export-address.ts";
import { useFilterKey } from "#client/shortcuts.ts";
import { clustersParser, textParser } from "#client/url-state.ts";
import type { PackageList, RunningPackage } from "#contracts/vulnerabilities.ts";
import { counted } from "../../access/subject-words.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { QueryView } from "../../shell/query-view.tsx";
import { TableSkeleton } from "../../shell/table-skeleton.tsx";
import { LoadMore, moreOf } from "../../ui/load-more.tsx";
import { Answer, Panel } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Table } from "../../ui/table.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { coverageSentence } from "../documents/document-words.ts";
import { DocumentsPanel } from "../documents/documents-panel.tsx";
import { WithoutDocument } from "../documents/without-document.tsx";
import { SupplyFrame } from "../supply-frame.tsx";
import { PackageSheet } from "./package-sheet.tsx";

const parsers = {
  q: textParser,
  version: textParser,
  cluster: clustersParser,
  package: parseAsString.withOptions({ history: "push" }),
};

/** `/supply-chain/packages`: which packages run where, by the bills of materials, and which images have none. */
export function PackagesPage() {
  const [state, setState] = useQueryStates(parsers);
  const { q, version, cluster } = state;
  const input = {
    ...(q !== "" && { q }),
    ...(version !== "" && { version }),
    ...(cluster.length > 0 && { cluster }),
  };
  const query = useInfiniteQuery(
    api.packages.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...input, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next,
      placeholderData: (old) => old,
    }),
  );
  return (
    <SupplyFrame>
      <QueryView query={query} skeleton={<TableSkeleton title="Packages" columns={5} />} page>
        {({ pages }) => (
          <>
            <Head list={pages[0]} input={input} />
            <Filters q={q} version={version} onChange={(change) => void setState(change)} />
            <Panel aria-label="Packages that run">
              <PackageTable
                packages={pages.flatMap(({ packages }) => packages)}
                onOpen={(key) => void setState({ package: key })}
              />
            </Panel>
            <LoadMore more={moreOf(query)} />
            <DocumentsPanel />
          </>
        )}
      </QueryView>
      {state.package === null ? null : (
        <PackageSheet packageKey={state.package} onClose={() => void setState({ package: null })} />
      )}
    </SupplyFrame>
  );
}

function Head({ list, input }: { list: PackageList | undefined; input: ExportInput }) {
  if (list === undefined) return null;
  return (
    <>
      <Answer
        title={coverageSentence(list.coverage, "bill of materials")}
        actions={
          <ExportButton
            size="large"
            files={{ csv: exportAddress("packages", input, "csv"), json: exportAddress("packages", input, "json") }}
            inside="Every package that these filters leave, with how many images and containers hold it."
            outside="Not in it: images without a bill of materials. How many there are stands at its end."
          />
        }
      >
        A package is found where a bill of materials lists it. An image without one may hold anything.
      </Answer>
      <WithoutDocument coverage={list.coverage} kind="bill of materials" />
    </>
  );
}

interface FiltersProps {
  readonly q: string;
  readonly version: string;
  readonly onChange: (change: { q?: string; version?: string }) => void;
}

function Filters({ q, version, onChange }: FiltersProps) {
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  return (
    <search className="mb-3 flex flex-wrap gap-2">
      <SearchField
        ref={field}
        className="w-72 narrow:w-full"
        label="Search for a package"
        placeholder="Package, such as log4j"
        value={q}
        onText={(text) => onChange({ q: text })}
      />
      <SearchField
        className="w-44 narrow:w-full"
        label="Beginning of the version"
        placeholder="Version, such as 2.14"
        value={version}
        onText={(text) => onChange({ version: text })}
      />
    </search>
  );
}

function PackageTable({ packages, onOpen }: { packages: readonly RunningPackage[]; onOpen: (key: string) => void }) {
  if (packages.length === 0)
    return (
      <EmptyState title="No bill of materials lists such a package">
        That says nothing of images without a bill of materials.
      </EmptyState>
    );
  return (
    <Table caption="Packages that run">
      <thead>
        <tr>
          <th scope="col">Package</th>
          <th scope="col">Version</th>
          <th scope="col">Type</th>
          <th scope="col">Images</th>
          <th scope="col">Runs in</th>
        </tr>
      </thead>
      <tbody>
        {packages.map(({ key, name, version, type, images, proved, containers, clusters }) => (
          <tr key={key} data-row>
            <th scope="row" className="max-w-[420px] !whitespace-normal">
              <button type="button" className="min-h-6 text-left hover:underline" onClick={() => onOpen(key)}>
                <code className="text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(name)}</code>
              </button>
            </th>
            <td data-label="Version">
              <code>{visibleText(version ?? "")}</code>
            </td>
            <td data-label="Type">{visibleText(type ?? "")}</td>
            <td data-label="Images">
              {images.toLocaleString("en")}
              <span className="ml-1.5 text-12 text-ink-3">
                {proved === 0 ? "by claims" : proved === images ? "verified" : `${proved.toLocaleString("en")} verified`}
              </span>
            </td>
            <td data-label="Runs in">
              {counted(containers, "container")}, {counted(clusters, "cluster")}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
