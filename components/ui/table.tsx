import { ArrowDown, ArrowUp } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

interface TableProps extends ComponentProps<"table"> {
  /** Says what the rows are, for those who do not see the page. */
  caption: string;
  /** Below 900 px each row becomes a card; cells name themselves by `data-label`. */
  stack?: boolean;
}

/** Hairlines and 32 px rows; scrolls sideways by itself when it is wider than its place. */
export function Table({ caption, stack = true, className, children, ...rest }: TableProps) {
  return (
    <div className="overflow-x-auto">
      <table className={cn("tbl", stack && "stack", className)} {...rest}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

interface SortableHeaderProps extends Omit<ComponentProps<"th">, "onClick"> {
  /** Absent: not sorted by this column. */
  sorted: "ascending" | "descending" | undefined;
  onSort: () => void;
  children: ReactNode;
}

/** A header that sorts: a button inside, and the state for readers. */
export function SortableHeader({ sorted, onSort, children, className, ...rest }: SortableHeaderProps) {
  return (
    <th scope="col" aria-sort={sorted} className={className} {...rest}>
      <button
        type="button"
        onClick={onSort}
        className={cn("inline-flex min-h-6 items-center gap-1 hover:text-ink", sorted && "text-ink")}
      >
        {children}
        {sorted === "ascending" ? <ArrowUp aria-hidden className="size-3" /> : null}
        {sorted === "descending" ? <ArrowDown aria-hidden className="size-3" /> : null}
      </button>
    </th>
  );
}
