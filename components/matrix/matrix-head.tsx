import { memo } from "react";
import { columnsOf, listOf } from "./column-blocks.ts";
import styles from "./matrix.module.css";
import type { Layout } from "./matrix-row.tsx";

interface HeadProps {
  readonly layout: Layout;
  /** Numbers of the blocks to draw, joined by commas. */
  readonly blocks: string;
  readonly caption: string;
  /** What the numbers in the headers of the rows count. */
  readonly counts: string;
}

/** The two header rows: API groups, and resources with the letters of the verbs. They stay while the rows scroll. */
export const GridHead = memo(function GridHead({ layout, blocks, caption, counts }: HeadProps) {
  const { columns, headings, letters, columnWidth, headerWidth, width } = layout;
  const drawn = columnsOf(listOf(blocks));
  const from = drawn[0] ?? 0;
  const to = drawn.at(-1) ?? -1;
  const groups = headings.filter((group) => group.to >= from && group.from <= to);
  return (
    <thead className={styles.top} style={{ width }}>
      <tr aria-rowindex={1} className={styles.groups}>
        <td className={styles.corner} style={{ width: headerWidth }} />
        {groups.map((group) => (
          <th
            key={group.from}
            scope="colgroup"
            aria-colindex={group.from + 2}
            colSpan={group.to - group.from + 1}
            title={group.label}
            className={styles.group}
            style={{ left: headerWidth + group.from * columnWidth, width: (group.to - group.from + 1) * columnWidth }}
          >
            <span style={{ left: headerWidth + 4 }}>{group.label}</span>
          </th>
        ))}
      </tr>
      <tr aria-rowindex={2} className={styles.resources}>
        <th scope="col" aria-colindex={1} className={styles.corner} style={{ width: headerWidth }}>
          <span>{caption}</span>
          <span aria-hidden className="ml-auto">
            {counts}
          </span>
        </th>
        {drawn.map((index) => {
          const column = columns[index];
          if (column === undefined) return null;
          return (
            <th
              key={index}
              scope="col"
              aria-colindex={index + 2}
              title={column.title ?? column.label}
              data-unserved={column.unserved ? "" : undefined}
              data-first={column.first ? "" : undefined}
              className={styles.resource}
              style={{ left: headerWidth + index * columnWidth, width: columnWidth }}
            >
              <span className="sr-only">{column.label}</span>
              <span aria-hidden className={styles.label}>
                {column.short}
              </span>
              <i aria-hidden>{letters}</i>
            </th>
          );
        })}
      </tr>
    </thead>
  );
});
