"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { type ExportInput, exportAddress } from "#client/export-address.ts";
import { useFilterKey } from "#client/shortcuts.ts";
import { clustersParser, textParser } from "#client/url-state.ts";
import type { VulnerabilityList } from "#contracts/vulnerabilities.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { QueryView } from "../../shell/query-view.tsx";
import { TableSkeleton } from "../../shell/table-skeleton.tsx";
import { Choice } from "../../ui/choice.tsx";
import { LoadMore, moreOf } from "../../ui/load-more.tsx";
import { Answer, Panel } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { coverageSentence } from "../documents/document-words.ts";
import { DocumentsPanel } from "../documents/documents-panel.tsx";
import { WithoutDocument } from "../documents/without-document.tsx";
import { SupplyFrame } from "../supply-frame.tsx";
import { SeverityFacet, severityNames } from "./severity-facet.tsx";
import { VulnerabilitySheet } from "./vulnerability-sheet.tsx";
import { VulnerabilityTable } from "./vulnerability-table.tsx";
import { headline } from "./vulnerability-words.ts";

const pushed = { history: "push" } as const;
const shows = ["open", "closed", "all"] as const;
const onlyNames = ["any", "exploited", "fixable", "differs"] as const;
const parsers = {
  q: textParser,
  severity: parseAsArrayOf(parseAsStringLiteral(severityNames)).withDefault([]).withOptions(pushed),
  show: parseAsStringLiteral(shows).withDefault("open").withOptions(pushed),
  only: parseAsStringLiteral(onlyNames).withDefault("any").withOptions(pushed),
  cluster: clustersParser,
  vulnerability: parseAsString.withOptions(pushed),
};
const showWords = { open: "Open", closed: "Closed by a statement", all: "Open and closed" };
const onlyWords = { any: "All of them", exploited: "Known to be exploited", fixable: "With a fix", differs: "Scanners differ" };

/** `/supply-chain/vulnerabilities`: what is wrong with what runs, by which witnesses, and what nobody looked at. */
export function VulnerabilitiesPage() {
  const [state, setState] = useQueryStates(parsers);
  const { q, severity, show, only, cluster } = state;
  const input = {
    show,
    ...(q !== "" && { q }),
    ...(severity.length > 0 && { severity }),
    ...(cluster.length > 0 && { cluster }),
    ...(only !== "any" && { [only]: "yes" as const }),
  };
  const query = useInfiniteQuery(
    api.vulnerabilities.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...input, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next,
      placeholderData: (old) => old,
    }),
  );
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  return (
    <SupplyFrame>
      <QueryView query={query} skeleton={<TableSkeleton title="Vulnerabilities" columns={6} />} page>
        {({ pages }) => (
          <>
            <Head list={pages[0]} show={show} input={input} />
            <search className="mb-3 flex flex-wrap items-center gap-2">
              <SearchField
                ref={field}
                className="w-72 narrow:w-full"
                label="Search by id or package"
                placeholder="CVE, GHSA or package"
                value={q}
                onText={(text) => void setState({ q: text })}
              />
              <Choice label="Which standing" value={show} options={showWords} onChange={(to) => void setState({ show: to })} />
              <Choice label="Which of them" value={only} options={onlyWords} onChange={(to) => void setState({ only: to })} />
              <SeverityFacet
                counts={pages[0]?.counts ?? {}}
                chosen={severity}
                onChange={(to) => void setState({ severity: to })}
              />
            </search>
            <Panel aria-label="Vulnerabilities of what runs">
              {pages[0]?.total === 0 ? (
                <EmptyState title="No report names such a vulnerability">
                  That says nothing of images without a report.
                </EmptyState>
              ) : (
                <VulnerabilityTable
                  vulnerabilities={pages.flatMap(({ vulnerabilities }) => vulnerabilities)}
                  onOpen={(id) => void setState({ vulnerability: id })}
                />
              )}
            </Panel>
            <LoadMore more={moreOf(query)} />
            <DocumentsPanel />
          </>
        )}
      </QueryView>
      {state.vulnerability === null ? null : (
        <VulnerabilitySheet id={state.vulnerability} onClose={() => void setState({ vulnerability: null })} />
      )}
    </SupplyFrame>
  );
}

interface HeadProps {
  readonly list: VulnerabilityList | undefined;
  readonly show: (typeof shows)[number];
  readonly input: ExportInput;
}

function Head({ list, show, input }: HeadProps) {
  if (list === undefined) return null;
  return (
    <>
      <Answer
        title={headline(list, show)}
        actions={
          <ExportButton
            size="large"
            files={{
              csv: exportAddress("vulnerabilities", input, "csv"),
              json: exportAddress("vulnerabilities", input, "json"),
            }}
            inside="Every vulnerability that these filters leave, with its witnesses, packages and how much runs with it."
            outside="Not in it: images without a report. How many there are stands at its end."
          />
        }
      >
        {coverageSentence(list.coverage, "report")}.
      </Answer>
      <WithoutDocument coverage={list.coverage} kind="report" />
    </>
  );
}
