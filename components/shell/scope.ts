"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { api } from "#client/api.ts";
import type { Cluster } from "#contracts/clusters.ts";

export interface Scope {
  /** The one cluster that the page is about; absent: all, or several. */
  clusterId: string | undefined;
  /** The one scan that the page is about, where the address names it. */
  scanId: string | undefined;
}

/** @returns what an address is about: a cluster, a scan, both, or the fleet. */
export function scopeOf(pathname: string, params: { get(name: string): string | null }): Scope {
  const listed = (params.get("cluster") ?? "").split(",").filter((id) => id !== "");
  return {
    clusterId: /^\/clusters\/(cls_[a-z0-9]+)/.exec(pathname)?.[1] ?? (listed.length === 1 ? listed[0] : undefined),
    scanId: /^\/scans\/(scn_[a-z0-9]+)/.exec(pathname)?.[1] ?? params.get("scan") ?? undefined,
  };
}

/** @returns the options of the fleet, which the shell and the fleet page share; asked more often while a scan runs. */
export function fleetOptions() {
  return api.fleet.get.queryOptions({
    refetchInterval: (query) =>
      query.state.data?.clusters.some((cluster) => cluster.activeScan !== undefined) === true ? 4_000 : 60_000,
  });
}

/** @returns what the page is about, with the cluster itself as soon as it is known. */
export function useScope(): Scope & { cluster: Cluster | undefined } {
  const address = scopeOf(usePathname(), useSearchParams());
  const fleet = useQuery(fleetOptions()).data;
  const scan = useQuery({
    ...api.scans.get.queryOptions({ input: { id: address.scanId ?? "" } }),
    enabled: address.scanId !== undefined && address.clusterId === undefined,
  }).data;
  const clusterId = address.clusterId ?? scan?.clusterId;
  return { ...address, clusterId, cluster: fleet?.clusters.find((cluster) => cluster.id === clusterId) };
}
