"use client";
import { useQueryState } from "nuqs";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton, SkeletonRows } from "../../ui/states.tsx";
import { AcrossClusters } from "./across-clusters.tsx";
import { BetweenScans } from "./between-scans.tsx";
import { viewParser } from "./changes-url.ts";
import { OnADay } from "./on-a-day.tsx";

const names = { scans: "Between two scans", day: "On a day", clusters: "Between clusters" } as const;

/** What changed in who may do what: from scan to scan, on a day of the past, and from cluster to cluster. */
export function ChangesPage({ scanId }: { scanId: string }) {
  const [view, setView] = useQueryState("view", viewParser);
  return (
    <div className="h-full overflow-y-auto px-8 pt-5 pb-10 narrow:h-auto narrow:px-4 narrow:pt-4">
      <div className="mb-5">
        <Segmented
          label="What to compare"
          value={view}
          onChange={(next) => void setView(next)}
          options={(["scans", "day", "clusters"] as const).map((value) => ({ value, label: names[value] }))}
        />
      </div>
      {view === "scans" ? <BetweenScans scanId={scanId} /> : null}
      {view === "day" ? <OnADay scanId={scanId} /> : null}
      {view === "clusters" ? <AcrossClusters /> : null}
    </div>
  );
}

/** The page before its scan is known. */
export function ChangesSkeleton() {
  return (
    <div className="px-8 pt-5 narrow:px-4">
      <Skeleton className="mb-5 h-7 w-80 max-w-full" />
      <ListSkeleton />
    </div>
  );
}

/** An answer and its list, before they are there. */
export function ListSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton className="mb-2 h-9 w-3/5" />
      <Skeleton className="mb-5 h-5 w-2/5" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={8} columns={4} />
      </div>
    </div>
  );
}
