"use client";
import { CircleArrowUp, ScanLine } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { problemOf } from "#client/problem.ts";
import { useAccessScan } from "../access/access-scan.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState, ErrorState } from "../ui/states.tsx";
import { UpgradeTabs } from "./upgrade-tabs.tsx";

/** The tabs of Upgrades, and under them a page about one scan, or what to do where there is none yet. */
export function UpgradeFrame({ skeleton, children }: { skeleton: ReactNode; children: (scanId: string) => ReactNode }) {
  const scan = useAccessScan();
  return (
    <>
      <UpgradeTabs />
      {scan.state === "ready" ? null : <h1 className="sr-only">Upgrades</h1>}
      <div className="min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4 print:px-0">{body(scan, skeleton, children)}</div>
    </>
  );
}

function body(scan: ReturnType<typeof useAccessScan>, skeleton: ReactNode, children: (scanId: string) => ReactNode) {
  switch (scan.state) {
    case "ready":
      return children(scan.scanId);
    case "loading":
      return <div aria-busy="true">{skeleton}</div>;
    case "failed":
      return <ErrorState error={problemOf(scan.error)} retry={scan.retry} />;
    case "noCluster":
      return (
        <EmptyState
          icon={<CircleArrowUp aria-hidden />}
          title="What breaks at the next upgrade, with proof"
          action={
            <Button asChild tone="primary">
              <Link href="/clusters/register">Register a cluster</Link>
            </Button>
          }
        >
          Register a cluster or upload a snapshot. Then see until when its minor is supported, and what is between it and the
          next.
        </EmptyState>
      );
    case "noScan":
      return (
        <EmptyState
          icon={<ScanLine aria-hidden />}
          title="This cluster has no scan with results yet"
          action={
            <Button asChild tone="primary">
              <Link href={`/clusters/${scan.cluster.id}`}>
                Open <code className="[unicode-bidi:isolate]">{scan.cluster.name}</code>
              </Link>
            </Button>
          }
        >
          Nothing is known about its version or its nodes. Scan it, and the timeline stands here.
        </EmptyState>
      );
  }
}
