"use client";
import { useQuery } from "@tanstack/react-query";
import { problemOf } from "#client/problem.ts";
import type { Matrix } from "#contracts/access.ts";
import { EmptyState, ErrorState } from "../ui/states.tsx";
import type { CellAddress } from "./cell-address.ts";
import { GridSkeleton } from "./grid-skeleton.tsx";
import { MatrixGrid } from "./matrix-grid.tsx";
import { CountLegend, MatrixLegend } from "./matrix-legend.tsx";
import type { MatrixFilter, Pivot } from "./matrix-query.ts";
import { MatrixTable } from "./matrix-table.tsx";
import { NamespaceGrid } from "./namespace-grid.tsx";
import { NamespaceLines } from "./pivot-lines.tsx";
import { namespacesOptions, type PlaceAddress, resourceOptions } from "./pivot-query.ts";
import { ResourceTable } from "./pivot-table.tsx";
import { ResourceGrid } from "./resource-grid.tsx";

interface ViewProps {
  readonly scanId: string;
  readonly pivot: Pivot;
  readonly view: "grid" | "table";
  readonly filter: MatrixFilter;
  readonly matrix: Matrix;
  readonly open: CellAddress | null;
  readonly openRow: number | null;
  readonly onOpen: (address: CellAddress, row?: number) => void;
  readonly place: PlaceAddress | null;
  readonly onPlace: (place: PlaceAddress) => void;
}

const frame = "flex min-h-0 flex-1 border-line border-t narrow:h-[76dvh] narrow:flex-none";

/** The matrix from the side that was chosen, as a grid or in words. */
export function PivotView(props: ViewProps) {
  if (props.pivot === "resources") return <Resources {...props} />;
  if (props.pivot === "namespaces") return <Namespaces {...props} />;
  return <Subjects {...props} />;
}

function Subjects({ scanId, view, filter, matrix, open, openRow, onOpen }: ViewProps) {
  if (view === "table") return <MatrixTable scanId={scanId} filter={filter} matrix={matrix} onOpen={onOpen} />;
  return (
    <>
      <div className={frame}>
        <MatrixGrid
          key={JSON.stringify([scanId, filter])}
          scanId={scanId}
          filter={filter}
          matrix={matrix}
          open={open}
          openRow={openRow}
          onOpen={onOpen}
        />
      </div>
      <MatrixLegend />
    </>
  );
}

function Resources({ scanId, view, filter, matrix, open, openRow, onOpen }: ViewProps) {
  const query = useQuery(resourceOptions(scanId, filter, 0));
  if (view === "table") return <ResourceTable scanId={scanId} filter={filter} />;
  if (query.isError) return <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="m-6" />;
  if (query.data === undefined) return <GridSkeleton />;
  if (query.data.total === 0)
    return <EmptyState title="No resource matches these filters">Change the filters to see more.</EmptyState>;
  return (
    <>
      <div className={frame}>
        <ResourceGrid
          key={JSON.stringify([scanId, filter])}
          scanId={scanId}
          filter={filter}
          matrix={matrix}
          total={query.data.total}
          open={open}
          openRow={openRow}
          onOpen={onOpen}
        />
      </div>
      <MatrixLegend />
    </>
  );
}

function Namespaces({ scanId, view, filter, place, onPlace }: ViewProps) {
  const query = useQuery(namespacesOptions(scanId, filter));
  if (query.isError && query.data === undefined)
    return <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="m-6" />;
  if (query.data === undefined) return <GridSkeleton />;
  if (view === "table")
    return (
      <div className="min-h-0 flex-1 overflow-y-auto border-line border-t bg-panel">
        <NamespaceLines matrix={query.data} onOpen={onPlace} />
      </div>
    );
  return (
    <>
      <div className={frame}>
        <NamespaceGrid key={JSON.stringify([scanId, filter])} matrix={query.data} open={place} onOpen={onPlace} />
      </div>
      <CountLegend />
    </>
  );
}
