import { type KeyboardEvent, useRef, useState } from "react";
import type { NetworkView } from "#contracts/network.ts";
import { Pager } from "../../paths/pager.tsx";
import { cn } from "../../ui/cn.ts";
import { Hatch } from "../../ui/hatch.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { cellMeaning, cellWords } from "./network-words.ts";

export const gridSize = 30;

interface GridProps {
  readonly found: NetworkView;
  /** Places of the namespaces that a filter left, in their order. */
  readonly places: readonly number[];
  readonly page: number;
  readonly across: number;
  readonly onPage: (change: { readonly page?: number; readonly across?: number }) => void;
  readonly onCell: (from: string, to: string) => void;
}

/** Namespaces against namespaces: who reaches whom. A grid for the keyboard; each cell says itself in words. */
export function ReachGrid({ found, places, page, across, onPage, onCell }: GridProps) {
  const [focus, setFocus] = useState<readonly [number, number]>([0, 0]);
  const body = useRef<HTMLTableSectionElement>(null);
  const rows = places.slice((page - 1) * gridSize, page * gridSize);
  const columns = places.slice((across - 1) * gridSize, across * gridSize);
  const nameAt = (place: number | undefined) => found.namespaces[place ?? -1]?.name ?? "";
  const move = (event: KeyboardEvent, row: number, column: number) => {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = [clamp(row + step[0], rows.length), clamp(column + step[1], columns.length)] as const;
    setFocus(next);
    body.current?.querySelector<HTMLButtonElement>(`[data-cell="${next[0]} ${next[1]}"]`)?.focus();
  };
  return (
    <>
      <div className="overflow-x-auto px-4 py-3">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are moved through is a grid */}
        <table role="grid" aria-label="Which namespaces reach which" className="border-separate border-spacing-0.5 text-12">
          <thead>
            <tr>
              <th scope="col" className="sticky left-0 bg-panel pr-2 text-left align-bottom font-normal text-ink-3">
                from ↓ to →
              </th>
              {columns.map((place) => (
                <th key={place} scope="col" className="h-28 align-bottom font-normal">
                  <code className="inline-block max-h-28 rotate-180 truncate [writing-mode:vertical-rl]">
                    {visibleText(nameAt(place))}
                  </code>
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((from, row) => (
              <tr key={from}>
                <th scope="row" className="sticky left-0 max-w-48 truncate bg-panel pr-2 text-left font-normal">
                  <code title={visibleText(nameAt(from))}>{visibleText(nameAt(from))}</code>
                </th>
                {columns.map((to, column) => {
                  const cell = found.matrix[from]?.[to] ?? "u";
                  return (
                    <td key={to} className="p-0">
                      <button
                        type="button"
                        data-cell={`${row} ${column}`}
                        tabIndex={focus[0] === row && focus[1] === column ? 0 : -1}
                        aria-label={cellWords(cell, visibleText(nameAt(from)), visibleText(nameAt(to)))}
                        title={cellWords(cell, visibleText(nameAt(from)), visibleText(nameAt(to)))}
                        onFocus={() => setFocus([row, column])}
                        onKeyDown={(event) => move(event, row, column)}
                        onClick={() => onCell(nameAt(from), nameAt(to))}
                        className="grid size-6 place-items-center rounded-[2px] border border-line hover:border-line-strong"
                      >
                        <CellMark cell={cell} />
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Legend />
      <Pager page={page} size={gridSize} total={places.length} noun="row" onPage={(next) => onPage({ page: next })} />
      <Pager page={across} size={gridSize} total={places.length} noun="column" onPage={(next) => onPage({ across: next })} />
    </>
  );
}

function clamp(place: number, size: number): number {
  return Math.min(Math.max(place, 0), Math.max(size - 1, 0));
}

/** Full, half, empty by the area that is filled; what is not known is hatched, beside what is or in place of it. */
function CellMark({ cell }: { cell: string }) {
  const kind = cell.toLowerCase();
  if (kind === "u") return <Hatch className="size-5" />;
  if (kind === "e") return null;
  const doubtful = cell !== kind;
  return (
    <span className="relative block size-4 border border-ink-3">
      <span className={cn("absolute inset-x-0 bottom-0 bg-ink", kind === "a" ? "h-full" : kind === "s" ? "h-1/2" : "h-0")} />
      {doubtful ? <Hatch className="absolute top-0 right-0 size-2" /> : null}
    </span>
  );
}

const shown = ["a", "s", "n", "u", "S", "e"] as const;

function Legend() {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 border-line border-t px-4 py-2 text-12 text-ink-2">
      {shown.map((cell) => (
        <li key={cell} className="inline-flex items-center gap-1.5">
          <span aria-hidden className="grid size-6 place-items-center rounded-[2px] border border-line">
            <CellMark cell={cell} />
          </span>
          {cellMeaning(cell)}
        </li>
      ))}
    </ul>
  );
}
