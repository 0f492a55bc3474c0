"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { Matrix, MatrixRow } from "#contracts/access.ts";
import { SubjectIcon } from "../access/subject.tsx";
import { counted } from "../access/subject-words.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { LoadMore, moreOf } from "../ui/load-more.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import type { CellAddress } from "./cell-address.ts";
import { type MatrixFilter, rowsInput } from "./matrix-query.ts";
import { rightGroups } from "./row-summary.ts";

interface TableProps {
  readonly scanId: string;
  readonly filter: MatrixFilter;
  readonly matrix: Matrix;
  readonly onOpen: (address: CellAddress) => void;
}

const step = 60;
/** More resources than these are named in the subject's own pane. */
const named = 12;

function tableOptions(scanId: string, filter: MatrixFilter) {
  return api.access.rows.infiniteOptions({
    input: (offset: number) => ({ ...rowsInput(scanId, filter), offset, limit: step }),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.offset + page.rows.length < page.total ? page.offset + page.rows.length : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The same rights in words, as a table that needs neither bars nor two directions. */
export function MatrixTable({ scanId, filter, matrix, onOpen }: TableProps) {
  const query = useInfiniteQuery(tableOptions(scanId, filter));
  if (query.isError && query.data === undefined)
    return <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} />;
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto border-line border-t bg-panel">
      {query.isPending ? <SkeletonRows rows={12} columns={3} /> : null}
      {rows.length === 0 ? null : (
        <Table
          caption="Subjects and their rights"
          className="[&_tbody_th]:align-top [&_td]:whitespace-normal [&_td]:py-1.5 [&_td]:align-top"
        >
          <thead>
            <tr>
              <th scope="col">Subject</th>
              <th scope="col">Dangerous rights</th>
              <th scope="col">Rights</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={JSON.stringify(row.subject)} row={row} columns={matrix.columns} onOpen={onOpen} />
            ))}
          </tbody>
        </Table>
      )}
      <LoadMore more={moreOf(query)} className="border-line border-t p-3">
        Show {Math.min(step, matrix.rows - rows.length)} more of {matrix.rows.toLocaleString("en")}
      </LoadMore>
    </div>
  );
}

function Line({ row, columns, onOpen }: { row: MatrixRow; columns: Matrix["columns"]; onOpen: TableProps["onOpen"] }) {
  return (
    <tr>
      <th scope="row" className="max-w-80 py-1.5">
        <button
          type="button"
          onClick={() => onOpen({ subject: row.subject })}
          className="flex min-h-6 max-w-full items-center gap-2 hover:underline"
        >
          <SubjectIcon kind={row.subject.kind} />
          <ObjectName namespace={row.subject.namespace} name={row.subject.name} />
        </button>
      </th>
      <td data-label="Dangerous rights">
        {row.incomplete ? (
          <span className="inline-flex items-center gap-1.5">
            <VerdictGlyph verdict="notAssessed" />
            {row.dangerous === 0 ? "not seen in full" : `at least ${row.dangerous}`}
          </span>
        ) : (
          row.dangerous
        )}
      </td>
      <td data-label="Rights" className="all">
        <ul className="grid gap-1">
          {rightGroups(row.cells, columns).map((group) => (
            <li key={group.text} className="text-12 text-ink-2">
              {group.text}:{" "}
              <code className="text-ink [overflow-wrap:anywhere]">
                {group.resources
                  .slice(0, named)
                  .map((resource) => resource.label)
                  .join(", ")}
              </code>
              {group.resources.length > named ? ` and ${counted(group.resources.length - named, "more resource")}` : ""}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
