"use client";
import { useMemo } from "react";
import type { NamespaceMatrix, NamespaceRow } from "#contracts/access/pivots.ts";
import { counted } from "../access/subject-words.ts";
import { useNarrow } from "../ui/use-narrow.ts";
import type { Count } from "./count-cell.ts";
import { GridFieldView } from "./grid-field.tsx";
import { headerWidths } from "./matrix-grid.tsx";
import type { Layout, Line } from "./matrix-row.tsx";
import type { PlaceAddress } from "./pivot-query.ts";
import { useGridField } from "./use-grid-field.ts";

interface GridProps {
  readonly matrix: NamespaceMatrix;
  readonly open: PlaceAddress | null;
  readonly onOpen: (place: PlaceAddress) => void;
}

const columnWidth = 60;

function useLayout({ capabilities }: NamespaceMatrix): Layout {
  const headerWidth = useNarrow() ? headerWidths.narrow : headerWidths.wide;
  return useMemo(() => {
    const chosen = capabilities.findIndex(({ dangerous }) => dangerous);
    const headings = [
      ...(chosen > 0 ? [{ label: "asked for", from: 0, to: chosen - 1 }] : []),
      ...(chosen < 0 ? [] : [{ label: "dangerous rights", from: chosen, to: capabilities.length - 1 }]),
    ];
    const columns = capabilities.map(({ id, may }, number) => ({
      label: `may ${may}`,
      short: id,
      title: `May ${may}`,
      number,
      unserved: false,
      first: headings.some(({ from }) => from === number),
    }));
    const width = headerWidth + columns.length * columnWidth + 24;
    return { columns, headings, letters: "", columnWidth, headerWidth, width };
  }, [capabilities, headerWidth]);
}

/** @returns the line of a row: a count for each capability. */
function lineOf(row: NamespaceRow, { capabilities }: NamespaceMatrix): Line {
  const everywhere = row.namespace === undefined;
  const cells = row.cells.map(
    (cell, number): Count => ({
      full: cell?.full ?? 0,
      named: cell?.named ?? 0,
      grave: everywhere && (capabilities[number]?.dangerous ?? false),
      incomplete: cell !== null && !row.complete,
      impossible: cell === null,
    }),
  );
  return { title: { kind: "namespace", row }, cells: { ...cells }, sparse: false };
}

/** @returns the danger of each row for the map at the side, by how many hold something there. */
function bandsOf(rows: readonly NamespaceRow[]): number[] {
  return rows.map(({ subjects, complete }) => (subjects === 0 ? (complete ? 0 : -1) : subjects >= 9 ? 3 : subjects >= 4 ? 2 : 1));
}

/** For each namespace, how many subjects hold what in it; the first row is what holds everywhere. */
export function NamespaceGrid({ matrix, open, onOpen }: GridProps) {
  const layout = useLayout(matrix);
  const rows = useMemo(() => [matrix.everywhere, ...matrix.rows], [matrix]);
  const lines = useMemo(() => rows.map((row) => lineOf(row, matrix)), [rows, matrix]);
  const openRow = open === null ? 0 : rows.findIndex(({ namespace }) => namespace === open.namespace);
  const openColumn = open === null ? 1 : 1 + matrix.capabilities.findIndex(({ id }) => id === open.capability);
  const field = useGridField(layout, rows.length, { row: Math.max(0, openRow), column: Math.max(1, openColumn) });
  return (
    <GridFieldView
      field={field}
      label={`${counted(matrix.rows.length, "namespace")} by what may be done in them`}
      caption={counted(matrix.rows.length, "namespace")}
      counts="subjects"
      bands={bandsOf(rows)}
      lineAt={(index) => lines[index]}
      openIn={({ title }) =>
        open !== null && title.kind === "namespace" && title.row.namespace === open.namespace ? openColumn : undefined
      }
      onOpen={({ row, column }) => {
        const at = rows[row];
        const capability = matrix.capabilities[Math.max(0, column - 1)];
        if (at && capability && at.cells[Math.max(0, column - 1)] !== null)
          onOpen({ capability: capability.id, namespace: at.namespace });
      }}
      failed={undefined}
    />
  );
}
