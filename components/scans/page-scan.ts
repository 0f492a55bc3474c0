"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useEffect } from "react";
import { api } from "#client/api.ts";
import { clustersParser, scanParser } from "#client/url-state.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { fleetOptions } from "../shell/scope.ts";

/** Which scan a page rests on, or why there is none. */
type PageScan =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly error: Error; readonly retry: () => void }
  | { readonly state: "noCluster" }
  | { readonly state: "noScan"; readonly cluster: Cluster }
  | { readonly state: "ready"; readonly scanId: string };

/**
 * The scan that the address names; else the newest with results of the cluster that it names; else of the cluster that
 * stands worst. The choice is written into the address, so that a link means the same for whoever opens it.
 */
export function usePageScan(): PageScan {
  const [{ scan, cluster }, setUrl] = useQueryStates({ scan: scanParser, cluster: clustersParser });
  const fleet = useQuery({ ...fleetOptions(), enabled: scan === null });
  const clusters = fleet.data?.clusters;
  const worst = clusters?.find((one) => one.lastScan !== undefined) ?? clusters?.[0];
  const chosen = cluster.length === 0 ? worst : clusters?.find((one) => one.id === cluster[0]);
  const missing = scan === null && cluster.length === 0 ? worst?.id : undefined;
  useEffect(() => {
    if (missing !== undefined) void setUrl({ cluster: [missing] }, { history: "replace" });
  }, [missing, setUrl]);
  if (scan !== null) return { state: "ready", scanId: scan };
  if (clusters === undefined) {
    return fleet.isError ? { state: "failed", error: fleet.error, retry: () => void fleet.refetch() } : { state: "loading" };
  }
  if (chosen === undefined) return { state: "noCluster" };
  return chosen.lastScan === undefined ? { state: "noScan", cluster: chosen } : { state: "ready", scanId: chosen.lastScan.id };
}

/** @returns the scan with what it saw; a scan that has ended never changes, one that runs is asked again by its own page. */
export function scanOptions(scanId: string) {
  return api.scans.get.queryOptions({ input: { id: scanId } });
}
