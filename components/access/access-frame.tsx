"use client";
import { KeyRound, ScanLine } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { problemOf } from "#client/problem.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState, ErrorState } from "../ui/states.tsx";
import { useAccessScan } from "./access-scan.ts";
import { AccessTabs } from "./access-tabs.tsx";

/** The tabs of Access, and under them a page about one scan, or what to do where there is none yet. */
export function AccessFrame({ skeleton, children }: { skeleton: ReactNode; children: (scanId: string) => ReactNode }) {
  const scan = useAccessScan();
  return (
    <div className="flex h-full min-h-0 flex-col narrow:h-auto">
      <AccessTabs />
      {scan.state === "ready" ? null : <h1 className="sr-only">Access</h1>}
      <div className="min-h-0 flex-1">{body(scan, skeleton, children)}</div>
    </div>
  );
}

function body(scan: ReturnType<typeof useAccessScan>, skeleton: ReactNode, children: (scanId: string) => ReactNode) {
  switch (scan.state) {
    case "ready":
      return children(scan.scanId);
    case "loading":
      return <div aria-busy="true">{skeleton}</div>;
    case "failed":
      return <ErrorState error={problemOf(scan.error)} retry={scan.retry} className="mx-8 narrow:mx-4" />;
    case "noCluster":
      return (
        <EmptyState
          icon={<KeyRound aria-hidden />}
          title="Who can do what, with proof"
          action={
            <Button asChild tone="primary">
              <Link href="/clusters/register">Register a cluster</Link>
            </Button>
          }
        >
          Register a cluster or upload a snapshot. Then ask who can do something, or look at every right of every subject in one
          picture.
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
          Nothing is known about who can do what in it. Scan it, and the answers stand here.
        </EmptyState>
      );
  }
}
