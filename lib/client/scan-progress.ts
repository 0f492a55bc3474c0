"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ScanDetail, ScanProgress } from "#contracts/scans.ts";
import { api } from "./api.ts";

/** @returns whether a scan in this state goes on. */
export function isActive(state: ScanProgress["state"]): boolean {
  return state === "queued" || state === "running";
}

function progressKey(scanId: string): readonly string[] {
  return ["scan-progress", scanId];
}

/**
 * Follows the scan's event stream; the browser reconnects by itself and resumes behind the last event it has. The newest
 * event lies in the query cache, so that every part of the page sees the same. While the stream is down, the scan is polled.
 * @returns the newest progress, and whether the stream is up
 */
export function useScanProgress(scan: ScanDetail): { progress: ScanProgress | undefined; streaming: boolean } {
  const cache = useQueryClient();
  const following = isActive(scan.state);
  const newest = useQuery<ScanProgress | null>({ queryKey: progressKey(scan.id), queryFn: () => null, enabled: false }).data;
  const up = useQuery<boolean>({ queryKey: [...progressKey(scan.id), "up"], queryFn: () => false, enabled: false }).data ?? true;
  useQuery({
    ...api.scans.get.queryOptions({ input: { id: scan.id } }),
    enabled: following,
    refetchInterval: up ? 15_000 : 2_000,
  });
  useEffect(() => {
    if (!following) return;
    const source = new EventSource(`/api/v1/scans/${scan.id}/events`);
    const setUp = (value: boolean) => cache.setQueryData([...progressKey(scan.id), "up"], value);
    const ended = () => {
      source.close();
      void Promise.all(
        [api.scans.key(), api.fleet.key(), api.clusters.key()].map((queryKey) => cache.invalidateQueries({ queryKey })),
      );
    };
    source.onopen = () => setUp(true);
    source.onerror = () => setUp(false);
    source.addEventListener("progress", (event) => {
      const progress: ScanProgress = JSON.parse(event.data);
      cache.setQueryData<ScanProgress>(progressKey(scan.id), (known) => (known && known.seq >= progress.seq ? known : progress));
      if (!isActive(progress.state)) ended();
    });
    source.addEventListener("end", ended);
    return () => source.close();
  }, [scan.id, following, cache]);
  const streamed = newest ?? undefined;
  const polled = scan.progress;
  return { progress: (streamed?.seq ?? -1) >= (polled?.seq ?? -1) ? (streamed ?? polled) : polled, streaming: up };
}
