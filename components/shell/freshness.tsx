"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import { isActive } from "#client/scan-progress.ts";
import type { Fleet } from "#contracts/clusters.ts";
import type { ScanSummary } from "#contracts/scans.ts";
import { CoverageBar, percent } from "../ui/hatch.tsx";
import { Time } from "../ui/time.tsx";
import { fleetOptions, useScope } from "./scope.ts";

const FreshnessSheet = dynamic(() => import("./freshness-sheet.tsx").then((m) => m.FreshnessSheet), { ssr: false });

interface RestsOn {
  /** The oldest look behind the page. */
  at: string | undefined;
  /** `scan 381`, or `12 scans`. */
  what: string;
  share: number | undefined;
  /** Why it has no results: it is running, failed or was cancelled. */
  without?: string;
}

function ofScan(scan: ScanSummary): RestsOn {
  if (isActive(scan.state)) return { at: undefined, what: `scan ${scan.number}`, share: undefined, without: "is running" };
  if (scan.state === "failed" || scan.state === "cancelled")
    return {
      at: undefined,
      what: `scan ${scan.number}`,
      share: undefined,
      without: scan.state === "failed" ? "failed" : "was cancelled",
    };
  return { at: scan.finishedAt ?? scan.createdAt, what: `scan ${scan.number}`, share: scan.coverage?.share };
}

function ofFleet(fleet: Fleet): RestsOn | undefined {
  const scans = fleet.clusters.flatMap((cluster) => (cluster.lastScan === undefined ? [] : [cluster.lastScan]));
  const [only] = scans;
  if (only === undefined) return undefined;
  if (scans.length === 1 && fleet.clusters.length === 1) return ofScan(only);
  const oldest = scans.map((scan) => scan.finishedAt ?? scan.createdAt).sort()[0];
  return { at: oldest, what: scans.length === 1 ? "1 scan" : `${scans.length} scans`, share: fleet.totals.coverage.share };
}

/** What the page's numbers rest on: `as of 14:02 · scan 381 · 96 % assessed`. Opens what was not seen. */
export function Freshness() {
  const [open, setOpen] = useState(false);
  const { scanId, clusterId, cluster } = useScope();
  const fleet = useQuery(fleetOptions()).data;
  const scan = useQuery({ ...api.scans.get.queryOptions({ input: { id: scanId ?? "" } }), enabled: scanId !== undefined }).data;
  if (fleet === undefined || fleet.clusters.length === 0 || (scanId !== undefined && scan === undefined)) return null;
  const shown =
    scanId === undefined
      ? clusterId === undefined
        ? ofFleet(fleet)
        : cluster?.lastScan && ofScan(cluster.lastScan)
      : scan && ofScan(scan);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="inline-flex h-7 min-w-0 flex-none items-center gap-2 whitespace-nowrap rounded-control border border-line px-2.5 text-ink-2 hover:bg-sunk narrow:border-transparent narrow:px-1 narrow:text-12"
      >
        <CoverageBar share={shown?.share} figure={false} className="narrow:hidden" />
        {shown === undefined ? (
          "no results yet"
        ) : shown.without ? (
          `${shown.what} ${shown.without}`
        ) : (
          <span>
            <span className="max-sm:sr-only">
              as of {shown.at === undefined ? "unknown" : <Time at={shown.at} format="clock" />} ·{" "}
            </span>
            {shown.what} · {shown.share === undefined ? "nothing assessed" : `${percent(shown.share)} assessed`}
          </span>
        )}
        <span className="sr-only">: open what was not seen</span>
      </button>
      {open ? <FreshnessSheet open={open} onOpenChange={setOpen} scanId={scanId ?? cluster?.lastScan?.id} fleet={fleet} /> : null}
    </>
  );
}
