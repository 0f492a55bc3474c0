import { cn } from "../ui/cn.ts";
import { Skeleton } from "../ui/states.tsx";

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
