"use client";
import type { ComponentProps } from "react";
import { WithScan } from "../scans/with-scan.tsx";
import { SectionTabs } from "../shell/section-tabs.tsx";
import { cn } from "../ui/cn.ts";
import { Skeleton, SkeletonRows } from "../ui/states.tsx";
import { postureTabs } from "./posture-tabs.ts";

/** A page of Posture: the tabs, then what the chosen scan shows. */
export function PostureFrame({ className, ...scan }: ComponentProps<typeof WithScan> & { className?: string }) {
  return (
    <>
      <SectionTabs name="Posture" tabs={postureTabs} kept={["cluster", "scan"]} />
      <div className={cn("min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4", className)}>
        <WithScan {...scan} />
      </div>
    </>
  );
}

/** A page with a filter above a table before its scan, or its answer, is there; under a heading of who shows it. */
export function TableSkeleton({ columns }: { columns: number }) {
  return (
    <div aria-busy="true">
      <Skeleton className="mb-3 h-9 w-3/5" />
      <Skeleton className="mb-6 h-4 w-2/5" />
      <Skeleton className="mb-4 h-8 w-56" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={10} columns={columns} />
      </div>
    </div>
  );
}
