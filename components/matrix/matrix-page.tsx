"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryState, useQueryStates } from "nuqs";
import { useRef } from "react";
import { problemOf } from "#client/problem.ts";
import { useFilterKey, useShortcuts } from "#client/shortcuts.ts";
import type { Matrix } from "#contracts/access.ts";
import { cellParser, matrixParsers, rowParser } from "../access/access-url.ts";
import { counted } from "../access/subject-words.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { ShareButton } from "../reports/share-button.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton } from "../ui/states.tsx";
import { SavedViews } from "../views/saved-views.tsx";
import type { CellAddress } from "./cell-address.ts";
import { CellPane } from "./cell-pane.tsx";
import { MatrixGrid } from "./matrix-grid.tsx";
import { MatrixLegend } from "./matrix-legend.tsx";
import { matrixFiles, matrixOptions, matrixView } from "./matrix-query.ts";
import { MatrixTable } from "./matrix-table.tsx";
import { MatrixTitle, MatrixUnseen } from "./matrix-title.tsx";
import { MatrixToolbar } from "./matrix-toolbar.tsx";
import { exportWords } from "./matrix-words.ts";
import { SubjectPane } from "./subject-pane.tsx";

/** Who holds what, all of it: subjects down, resources across, the proof at the right. */
export function MatrixPage({ scanId }: { scanId: string }) {
  const [{ view, ...filter }, setFilter] = useQueryStates(matrixParsers);
  const [open, setOpen] = useQueryState("cell", cellParser);
  const [openRow, setOpenRow] = useQueryState("row", rowParser);
  const field = useRef<HTMLInputElement>(null);
  const query = useQuery(matrixOptions(scanId, filter));
  const matrix = query.data;
  useFilterKey(field);
  const close = () => {
    void setOpen(null);
    void setOpenRow(null);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>("[role=grid] [tabindex='0']")?.focus({ preventScroll: true }),
    );
  };
  useShortcuts(open === null ? [] : [{ keys: "Escape", label: "Close the cell", group: "Matrix", run: close }]);
  const show = (address: CellAddress, row?: number) => {
    void setOpen(address);
    if (row !== undefined) void setOpenRow(row);
  };
  if (query.isError && matrix === undefined)
    return (
      <>
        <h1 className="sr-only">Access matrix</h1>
        <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="m-6" />
      </>
    );
  const filtered = filter.q !== "" || filter.kind !== null || filter.namespace !== "" || filter.risky;
  const clear = () => void setFilter({ q: "", kind: null, namespace: "", risky: false });
  return (
    <div className={cn("grid h-full min-h-0 narrow:h-auto", open !== null && "wide:grid-cols-[minmax(0,1fr)_380px]")}>
      <div className={cn("flex min-h-0 min-w-0 flex-col", open !== null && "narrow:hidden")}>
        <header className="flex-none px-6 pt-4 pb-3 narrow:px-4">
          <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
            {matrix === undefined ? (
              <h1 className="h-12 w-80 max-w-full">
                <span className="sr-only">Access matrix</span>
                <Skeleton className="h-full" />
              </h1>
            ) : (
              <MatrixTitle matrix={matrix} hiding={filter.defaults === "hide"} />
            )}
            <span className="flex flex-wrap items-center gap-2">
              <SavedViews page="matrix" />
              {matrix === undefined ? null : <ExportButton files={matrixFiles(scanId, filter)} {...exportWords(matrix)} />}
              <ShareButton view={matrixView(scanId, filter)} title="Who may do what" />
              <Segmented
                label="Show as"
                value={view}
                onChange={(next) => void setFilter({ view: next })}
                options={[
                  { value: "grid", label: "Matrix" },
                  { value: "table", label: "Table" },
                ]}
              />
            </span>
          </div>
          <div className="mt-3">
            <MatrixToolbar
              filter={filter}
              field={field}
              hiddenDefaults={matrix?.hiddenDefaults ?? 0}
              onChange={(change) => void setFilter(change)}
            />
          </div>
          {matrix === undefined || matrix.complete ? null : <MatrixUnseen scanId={scanId} matrix={matrix} />}
        </header>
        {matrix === undefined ? (
          <GridSkeleton />
        ) : matrix.rows === 0 ? (
          <NoRows
            matrix={matrix}
            filtered={filtered}
            onClear={clear}
            onShowDefaults={() => void setFilter({ defaults: "show" })}
          />
        ) : view === "table" ? (
          <MatrixTable scanId={scanId} filter={filter} matrix={matrix} onOpen={show} />
        ) : (
          <>
            <div className="flex min-h-0 flex-1 border-line border-t narrow:h-[76dvh] narrow:flex-none">
              <MatrixGrid
                key={JSON.stringify([scanId, filter])}
                scanId={scanId}
                filter={filter}
                matrix={matrix}
                open={open}
                openRow={openRow}
                onOpen={show}
              />
            </div>
            <MatrixLegend />
          </>
        )}
      </div>
      {open === null || matrix === undefined ? null : (
        <OpenPane scanId={scanId} open={open} matrix={matrix} onOpen={show} onClose={close} />
      )}
    </div>
  );
}

interface OpenPaneProps {
  readonly scanId: string;
  readonly open: CellAddress;
  readonly matrix: Matrix;
  readonly onOpen: (address: CellAddress) => void;
  readonly onClose: () => void;
}

function OpenPane({ scanId, open, matrix, onOpen, onClose }: OpenPaneProps) {
  const { subject, column } = open;
  if (column === undefined)
    return <SubjectPane scanId={scanId} subject={subject} columns={matrix.columns} onOpen={onOpen} onClose={onClose} />;
  const namespaced = matrix.columns.find((one) => one.group === column.group && one.resource === column.resource)?.namespaced;
  return (
    <CellPane
      scanId={scanId}
      address={{ subject, column }}
      namespaces={namespaced === true ? matrix.namespaces : undefined}
      onClose={onClose}
    />
  );
}

interface NoRowsProps {
  readonly matrix: Matrix;
  readonly filtered: boolean;
  readonly onClear: () => void;
  readonly onShowDefaults: () => void;
}

function NoRows({ matrix, filtered, onClear, onShowDefaults }: NoRowsProps) {
  if (filtered) {
    return (
      <EmptyState title="No subject matches these filters" action={<Button onClick={onClear}>Clear the filters</Button>}>
        {counted(matrix.subjects, "subject")} {matrix.subjects === 1 ? "is" : "are"} known in this scan.
      </EmptyState>
    );
  }
  if (!matrix.complete && matrix.subjects === 0) {
    return (
      <EmptyState title="Nothing could be seen of who can do what">
        Neither roles nor bindings could be read, so nobody’s rights are known. That is not the same as nobody having any.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nobody but Kubernetes’ own subjects holds a right here"
      action={<Button onClick={onShowDefaults}>Show Kubernetes’ own</Button>}
    >
      Each binding of this cluster is one that Kubernetes itself creates, and has its original content.
    </EmptyState>
  );
}

/** The layout of the grid before anything is known of it. */
export function GridSkeleton() {
  return (
    <div aria-busy="true" className="min-h-0 flex-1 overflow-hidden border-line border-t bg-panel">
      <span role="status" className="sr-only">
        Loading
      </span>
      <div aria-hidden className="flex h-[193px] items-end gap-9 border-line-strong border-b pb-6 pl-[320px] narrow:pl-[180px]">
        {[64, 88, 40, 56, 96, 72, 80, 48, 64, 88, 40, 56].map((height, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the columns stand for nothing yet
          <svg key={index} aria-hidden width="12" height={height} className="flex-none animate-pulse-slow">
            <rect width="12" height={height} rx="2" fill="var(--raise)" />
          </svg>
        ))}
      </div>
      {Array.from({ length: 24 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows stand for nothing yet
        <div key={index} className="flex h-6 items-center border-line border-b px-6">
          <Skeleton className={cn("h-2.5", index % 3 === 0 ? "w-52" : index % 3 === 1 ? "w-36" : "w-44")} />
        </div>
      ))}
    </div>
  );
}
