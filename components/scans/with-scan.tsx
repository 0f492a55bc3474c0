"use client";
import { ScanLine } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { problemOf } from "#client/problem.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState, ErrorState } from "../ui/states.tsx";
import { usePageScan } from "./page-scan.ts";

interface WithScanProps {
  /** The page's heading as long as there is no scan that has one. */
  readonly title: string;
  /** Has the layout of what comes. */
  readonly skeleton: ReactNode;
  /** What stands there where no cluster is registered. */
  readonly welcome: { readonly icon: ReactNode; readonly title: string; readonly text: string };
  /** What is not known of a cluster without a scan. */
  readonly unknown: string;
  /** Where the page has no margins of its own. */
  readonly errorClass?: string;
  readonly children: (scanId: string) => ReactNode;
}

/** A page about one scan, or what to do where there is none yet. */
export function WithScan({ title, skeleton, welcome, unknown, errorClass, children }: WithScanProps) {
  const scan = usePageScan();
  if (scan.state === "ready") return children(scan.scanId);
  return (
    <>
      <h1 className="sr-only">{title}</h1>
      {scan.state === "loading" ? <div aria-busy="true">{skeleton}</div> : null}
      {scan.state === "failed" ? <ErrorState error={problemOf(scan.error)} retry={scan.retry} className={errorClass} /> : null}
      {scan.state === "noCluster" ? (
        <EmptyState
          icon={welcome.icon}
          title={welcome.title}
          action={<Action href="/clusters/register">Register a cluster</Action>}
        >
          {welcome.text}
        </EmptyState>
      ) : null}
      {scan.state === "noScan" ? (
        <EmptyState
          icon={<ScanLine aria-hidden />}
          title="This cluster has no scan with results yet"
          action={
            <Action href={`/clusters/${scan.cluster.id}`}>
              Open <code className="[unicode-bidi:isolate]">{scan.cluster.name}</code>
            </Action>
          }
        >
          {unknown}
        </EmptyState>
      ) : null}
    </>
  );
}

function Action({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button asChild tone="primary">
      <Link href={href}>{children}</Link>
    </Button>
  );
}
