"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useQueryState, useQueryStates } from "nuqs";
import { useRef } from "react";
import { problemOf } from "#client/problem.ts";
import { useFilterKey, useShortcuts } from "#client/shortcuts.ts";
import type { Matrix } from "#contracts/access.ts";
import { cellParser, matrixParsers, placeParser, rowParser } from "../access/access-url.ts";
import { counted } from "../access/subject-words.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { ShareButton } from "../reports/share-button.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton } from "../ui/states.tsx";
import { SavedViews } from "../views/saved-views.tsx";
import type { CellAddress } from "./cell-address.ts";
import { GridSkeleton } from "./grid-skeleton.tsx";
import { matrixFiles, matrixOptions, matrixView, type Pivot } from "./matrix-query.ts";
import { MatrixTitle, MatrixUnseen } from "./matrix-title.tsx";
import { MatrixToolbar } from "./matrix-toolbar.tsx";
import { exportWords } from "./matrix-words.ts";
import { PivotView } from "./pivot-view.tsx";

const CellPane = dynamic(() => import("./cell-pane.tsx").then((m) => m.CellPane), { ssr: false });
const HoldersPane = dynamic(() => import("./holders-pane.tsx").then((m) => m.HoldersPane), { ssr: false });
const SubjectPane = dynamic(() => import("./subject-pane.tsx").then((m) => m.SubjectPane), { ssr: false });

/** Who holds what, all of it: subjects down, resources across, the proof at the right. */
export function MatrixPage({ scanId }: { scanId: string }) {
  const [{ form: view, pivot, ...filter }, setFilter] = useQueryStates(matrixParsers);
  const [open, setOpen] = useQueryState("cell", cellParser);
  const [openRow, setOpenRow] = useQueryState("row", rowParser);
  const [place, setPlace] = useQueryState("place", placeParser);
  const field = useRef<HTMLInputElement>(null);
  const query = useQuery(matrixOptions(scanId, filter));
  const matrix = query.data;
  useFilterKey(field);
  const close = () => {
    if (open === null) void setPlace(null);
    void setOpen(null);
    void setOpenRow(null);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>("[role=grid] [tabindex='0']")?.focus({ preventScroll: true }),
    );
  };
  const isOpen = open !== null || (pivot === "namespaces" && place !== null);
  useShortcuts(!isOpen ? [] : [{ keys: "Escape", label: "Close the cell", group: "Matrix", run: close }]);
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
  const filtered = filter.q !== "" || filter.resource !== "" || filter.kind !== null || filter.namespace !== "" || filter.risky;
  const clear = () => void setFilter({ q: "", resource: "", kind: null, namespace: "", risky: false });
  const turn = (next: Pivot) => {
    void setFilter({ pivot: next, q: "" });
    void setOpen(null);
    void setOpenRow(null);
    void setPlace(null);
  };
  return (
    <div className={cn("grid h-full min-h-0 narrow:h-auto", isOpen && "wide:grid-cols-[minmax(0,1fr)_380px]")}>
      <div className={cn("flex min-h-0 min-w-0 flex-col", isOpen && "narrow:hidden")}>
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
              {matrix === undefined ? null : (
                <ExportButton files={matrixFiles(scanId, pivot, filter)} {...exportWords(matrix, pivot)} />
              )}
              <ShareButton view={matrixView(scanId, pivot, filter)} title="Who may do what" />
              <Segmented
                label="Show as"
                value={view}
                onChange={(next) => void setFilter({ form: next })}
                options={[
                  { value: "grid", label: "Matrix" },
                  { value: "table", label: "Table" },
                ]}
              />
            </span>
          </div>
          <div className="mt-3">
            <MatrixToolbar
              pivot={pivot}
              onTurn={turn}
              filter={filter}
              field={field}
              hiddenDefaults={matrix?.hiddenDefaults ?? 0}
              onChange={({ can, ...change }) => void setFilter({ ...change, ...(can && { can: [...can] }) })}
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
        ) : (
          <PivotView
            key={pivot}
            scanId={scanId}
            pivot={pivot}
            view={view}
            filter={filter}
            matrix={matrix}
            open={open}
            openRow={openRow}
            onOpen={show}
            place={place}
            onPlace={(next) => {
              void setOpen(null);
              void setPlace(next);
            }}
          />
        )}
      </div>
      {!isOpen || matrix === undefined ? null : open === null && place !== null ? (
        <HoldersPane scanId={scanId} filter={filter} place={place} onOpen={show} onClose={close} />
      ) : open === null ? null : (
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
