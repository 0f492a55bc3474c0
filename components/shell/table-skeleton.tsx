import { Skeleton, SkeletonRows } from "../ui/states.tsx";

interface TableSkeletonProps {
  /** For readers of the screen; left out where somebody else gives the heading. */
  readonly title?: string;
  readonly columns: number;
}

/** A page with a filter above a table before its answer is there. */
export function TableSkeleton({ title, columns }: TableSkeletonProps) {
  return (
    <div aria-busy="true">
      {title === undefined ? null : <h1 className="sr-only">{title}</h1>}
      <Skeleton className="mb-3 h-9 w-3/5" />
      <Skeleton className="mb-6 h-4 w-2/5" />
      <Skeleton className="mb-4 h-8 w-56" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={10} columns={columns} />
      </div>
    </div>
  );
}
