"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileUp, RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { notify } from "../ui/toast.tsx";
import { count } from "./words.ts";

/** @returns whether a cluster can be looked at again without an upload. */
export function isLive(cluster: Cluster): boolean {
  return cluster.kind === "live" || cluster.kind === "inCluster";
}

/** Starts a scan and goes to it. While one runs, leads to that one. */
export function ScanNow({ cluster, tone = "plain" }: { cluster: Cluster; tone?: "plain" | "primary" }) {
  const mayScan = useMay("scan:run");
  const router = useRouter();
  const cache = useQueryClient();
  const start = useMutation(
    api.scans.start.mutationOptions({
      onSuccess: (scan) => {
        void cache.invalidateQueries({ queryKey: api.fleet.key() });
        void cache.invalidateQueries({ queryKey: api.clusters.key() });
        router.push(`/scans/${scan.id}`);
      },
      onError: (error) => notify(problemOf(error).title, { detail: problemOf(error).remedy, failed: true }),
    }),
  );
  const active = cluster.activeScan;
  if (active !== undefined) {
    return (
      <Button size="large" tone={tone} onClick={() => router.push(`/scans/${active.id}`)}>
        <RefreshCw aria-hidden />
        Follow the scan
      </Button>
    );
  }
  if (!mayScan || !isLive(cluster)) return null;
  return (
    <Button size="large" tone={tone} busy={start.isPending} onClick={() => start.mutate({ id: cluster.id })}>
      <RefreshCw aria-hidden />
      Scan now
    </Button>
  );
}

/** @returns the page that takes another snapshot of a cluster. */
export function anotherUpload(clusterId: string): string {
  return `/clusters/register?way=snapshot&step=connect&cluster=${clusterId}`;
}

/** For a cluster without a connection: another look is another upload. */
export function UploadNewer({ cluster }: { cluster: Cluster }) {
  const may = useMay("cluster:admin");
  if (!may || cluster.kind !== "snapshot") return null;
  return (
    <Button asChild size="large" tone="primary">
      <Link href={anotherUpload(cluster.id)}>
        <FileUp aria-hidden />
        {cluster.lastScan === undefined ? "Upload a snapshot" : "Upload a newer snapshot"}
      </Link>
    </Button>
  );
}

/** Beside a failed upload that left nothing: the way to another. */
export function UploadAgain({ cluster }: { cluster: Cluster }) {
  const may = useMay("cluster:admin");
  if (!may || cluster.kind !== "snapshot" || cluster.lastScan !== undefined || cluster.activeScan !== undefined) return null;
  return (
    <>
      {" "}
      <Link href={anotherUpload(cluster.id)} className="text-accent-text hover:underline">
        Upload again
      </Link>
      {" · "}
      <Link href={`/clusters/${cluster.id}`} className="text-accent-text hover:underline">
        Open to remove it
      </Link>
    </>
  );
}

/** Starts a scan of every cluster that has a connection and no scan running. */
export function ScanAll({ clusters }: { clusters: readonly Cluster[] }) {
  const mayScan = useMay("scan:run");
  const cache = useQueryClient();
  const ready = clusters.filter((cluster) => isLive(cluster) && cluster.activeScan === undefined);
  const start = useMutation({
    mutationFn: () => Promise.allSettled(ready.map((cluster) => api.scans.start.call({ id: cluster.id }))),
    onSuccess: (results) => {
      const started = results.filter((result) => result.status === "fulfilled").length;
      const failed = results.length - started;
      notify(
        `${count(started, "scan")} started.`,
        failed === 0 ? {} : { detail: `${failed} could not be started.`, failed: true },
      );
      return cache.invalidateQueries({ queryKey: api.fleet.key() });
    },
  });
  if (!mayScan || ready.length === 0) return null;
  return (
    <Button size="large" busy={start.isPending} onClick={() => start.mutate()}>
      <RefreshCw aria-hidden />
      {ready.length === 1 ? "Scan now" : `Scan ${ready.length} now`}
    </Button>
  );
}
