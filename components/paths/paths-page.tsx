"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryState, useQueryStates } from "nuqs";
import { useRef } from "react";
import { problemOf } from "#client/problem.ts";
import { useFilterKey, useRowKeys } from "#client/shortcuts.ts";
import type { PathRow, Paths } from "#contracts/access/paths.ts";
import { NotInAnswer } from "../access/answer-aside.tsx";
import { SubjectIcon } from "../access/subject.tsx";
import { counted, subjectKey, subjectLabel } from "../access/subject-words.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { ShareButton } from "../reports/share-button.tsx";
import { Button } from "../ui/button.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { EmptyState, ErrorState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { NotFollowed } from "./not-followed.tsx";
import { Pager } from "./pager.tsx";
import { bindingLabel, countsTo, endIds, endLabel, endWords, escalateWords, subjectText } from "./path-words.ts";
import { type PathsFilter, pageSize, pathsFiles, pathsOptions, pathsView } from "./paths-query.ts";
import { PathsToolbar } from "./paths-toolbar.tsx";
import { openSubjectParser, pathsParsers } from "./paths-url.ts";
import { Way } from "./position.tsx";
import { SubjectPathsView } from "./subject-paths-view.tsx";

/** Who can escalate to an end, the worst first; and one subject's paths, hop by hop. */
export function PathsPage({ scanId }: { scanId: string }) {
  const [filter, setFilter] = useQueryStates(pathsParsers);
  const [subject, setSubject] = useQueryState("subject", openSubjectParser);
  return (
    <div className="h-full overflow-y-auto px-8 pt-6 pb-10 narrow:h-auto narrow:px-4 narrow:pt-4">
      {subject === null ? (
        <PathsList
          scanId={scanId}
          filter={filter}
          onChange={(change) => void setFilter({ page: 1, ...change })}
          onOpen={(key) => void setSubject(key)}
        />
      ) : (
        <SubjectPathsView
          scanId={scanId}
          subject={subject}
          to={filter.to}
          onTo={(to) => void setFilter({ to })}
          onClose={() => void setSubject(null)}
        />
      )}
    </div>
  );
}

interface ListProps {
  readonly scanId: string;
  readonly filter: PathsFilter;
  readonly onChange: (change: Partial<PathsFilter>) => void;
  readonly onOpen: (subject: string) => void;
}

function PathsList({ scanId, filter, onChange, onOpen }: ListProps) {
  const query = useQuery(pathsOptions(scanId, filter));
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useFilterKey(field);
  useRowKeys(list);
  const paths = query.data;
  if (query.isError && paths === undefined)
    return (
      <>
        <h1 className="sr-only">Escalation paths</h1>
        <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />
      </>
    );
  return (
    <>
      {paths === undefined ? <TitleSkeleton /> : <Title scanId={scanId} paths={paths} filter={filter} />}
      <PathsToolbar filter={filter} field={field} paths={paths} onChange={onChange} />
      <div className="mt-4 grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_264px]">
        <div ref={list} className="min-w-0">
          <Panel aria-label="Subjects with a path">
            {paths === undefined ? (
              <SkeletonRows rows={10} columns={4} />
            ) : paths.total === 0 ? (
              <NoRows paths={paths} filter={filter} onChange={onChange} />
            ) : (
              <Rows paths={paths} filter={filter} onOpen={onOpen} />
            )}
            {paths === undefined ? null : (
              <Pager
                page={filter.page}
                size={pageSize}
                total={paths.total}
                noun="subject"
                onPage={(page) => onChange({ page })}
              />
            )}
          </Panel>
        </div>
        {paths === undefined ? null : <Aside scanId={scanId} paths={paths} />}
      </div>
    </>
  );
}

function Title({ scanId, paths, filter }: { scanId: string; paths: Paths; filter: PathsFilter }) {
  const counts = countsTo(paths, filter.to);
  const { bestCut } = paths;
  return (
    <Answer
      title={escalateWords(paths, filter.to)}
      actions={
        <>
          <ExportButton
            size="large"
            files={pathsFiles(scanId, filter)}
            inside={`Every subject of this filter that reaches ${endWords(filter.to)}, with its shortest way; those that could not be assessed, and what was not seen.`}
            outside="Not in it: the rules behind each hop. They are on the page of a subject."
          />
          <ShareButton size="large" view={pathsView(scanId, filter)} title={`Escalation paths to ${endLabel(filter.to)}`} />
        </>
      }
    >
      <p>
        {counted(counts.direct, "more has it", "more have it")} without escalating, by a binding.{" "}
        {bestCut === undefined ? null : (
          <>
            Without <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{bindingLabel(bestCut.binding)}</code>{" "}
            {counted(bestCut.ends, "subject reaches", "subjects reach")} it no longer
            {bestCut.proven ? ", more than without any other" : ""}.
          </>
        )}
      </p>
      {counts.notAssessed === 0 ? null : (
        <p className="mt-1 flex items-start gap-2">
          <VerdictGlyph verdict="notAssessed" className="mt-1" />
          <span>For {counted(counts.notAssessed, "subject")} it could not be assessed: what would show it was not seen.</span>
        </p>
      )}
    </Answer>
  );
}

function TitleSkeleton() {
  return (
    <div aria-busy="true" className="mb-5">
      <h1 className="sr-only">Escalation paths</h1>
      <Skeleton className="h-9 w-3/5" />
      <Skeleton className="mt-2 h-4 w-2/5" />
    </div>
  );
}

function Rows({ paths, filter, onOpen }: { paths: Paths; filter: PathsFilter; onOpen: (subject: string) => void }) {
  return (
    <Table caption={`Subjects and how they come to ${endWords(filter.to)}`}>
      <thead>
        <tr>
          <th scope="col">Subject</th>
          <th scope="col">Is</th>
          <th scope="col" className="text-right">
            Hops
          </th>
          <th scope="col">Way</th>
          <th scope="col">Also reaches</th>
        </tr>
      </thead>
      <tbody>
        {paths.rows.map((row) => (
          <Row key={subjectKey(row.subject)} row={row} filter={filter} onOpen={onOpen} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ row, filter, onOpen }: { row: PathRow; filter: PathsFilter; onOpen: (subject: string) => void }) {
  const { subject, reaches, way } = row;
  const own = reaches.find(({ sink }) => sink === filter.to);
  const others = reaches.filter(({ sink, verdict }) => sink !== filter.to && verdict === "reached");
  return (
    <tr>
      <td data-label="Subject">
        <button
          type="button"
          data-row
          onClick={() => onOpen(subjectText(subject))}
          className="inline-flex min-h-6 max-w-full items-center gap-2 text-left hover:underline"
        >
          <SubjectIcon kind={subject.kind} />
          <code className="min-w-0 font-label text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">
            {subjectLabel(subject)}
          </code>
        </button>
      </td>
      <td data-label="Is" className="text-ink-2">
        {row.class === "unknown" ? "unknown" : row.class}
      </td>
      <td data-label="Hops" className="text-right tabular-nums narrow:text-left">
        {own?.verdict === "reached" ? own.direct ? "by itself" : own.hops : <VerdictGlyph verdict="notAssessed" labelled />}
      </td>
      <td data-label="Way">
        <Way way={way} className="gap-y-0.5" />
      </td>
      <td data-label="Also reaches">
        <span className="text-12 text-ink-2">{others.map(({ sink }) => endLabel(sink)).join(", ")}</span>
      </td>
    </tr>
  );
}

function Aside({ scanId, paths }: { scanId: string; paths: Paths }) {
  return (
    <div className="grid gap-4">
      <Panel title="All ends">
        <table className="w-full text-12 leading-5">
          <caption className="sr-only">How many subjects reach each end</caption>
          <thead>
            <tr className="text-ink-3 [&>th]:pt-2 [&>th]:font-normal">
              <th scope="col" className="pl-4 text-left">
                End
              </th>
              <th scope="col" className="pl-3 text-right">
                By a path
              </th>
              <th scope="col" className="pr-4 pl-3 text-right">
                Direct
              </th>
            </tr>
          </thead>
          <tbody className="[&>tr:last-child>*]:pb-3">
            {endIds.map((sink) => {
              const { byPath, direct } = countsTo(paths, sink);
              return (
                <tr key={sink}>
                  <th scope="row" className="pl-4 text-left font-normal text-ink-2">
                    {endLabel(sink)}
                  </th>
                  <td className="pl-3 text-right tabular-nums">{byPath.toLocaleString("en")}</td>
                  <td className="pr-4 pl-3 text-right text-ink-2 tabular-nums">{direct.toLocaleString("en")}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Panel>
      {paths.gaps.length === 0 ? null : <NotInAnswer scanId={scanId} gaps={paths.gaps} />}
      <NotFollowed list={paths.notFollowed} />
    </div>
  );
}

function NoRows({
  paths,
  filter,
  onChange,
}: {
  paths: Paths;
  filter: PathsFilter;
  onChange: (change: Partial<PathsFilter>) => void;
}) {
  if (filter.q !== "" || filter.kind !== null || filter.class !== null)
    return (
      <EmptyState
        title="No subject matches these filters"
        action={<Button onClick={() => onChange({ q: "", kind: null, class: null })}>Clear the filters</Button>}
      >
        {counted(paths.subjects, "subject")} {paths.subjects === 1 ? "is" : "are"} known in this scan.
      </EmptyState>
    );
  return (
    <EmptyState
      title={paths.complete ? `Nobody reaches ${endWords(filter.to)}` : `Nobody that was seen reaches ${endWords(filter.to)}`}
    >
      {paths.complete
        ? "Every binding, role, account and pod that a path could go through was seen."
        : "Not everything was seen that a path could go through."}
    </EmptyState>
  );
}

/** The page before its scan is known. */
export function PathsSkeleton() {
  return (
    <div className="px-8 pt-6 narrow:px-4">
      <TitleSkeleton />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={10} columns={4} />
      </div>
    </div>
  );
}
