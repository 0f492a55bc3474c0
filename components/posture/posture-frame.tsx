"use client";
import type { ComponentProps, ReactNode } from "react";
import { WithScan } from "../scans/with-scan.tsx";
import { SectionTabs } from "../shell/section-tabs.tsx";
import { cn } from "../ui/cn.ts";
import { postureTabs } from "./posture-tabs.ts";

/** A page of Posture: the tabs, and what is below them. */
export function PostureShell({ className, children }: { className?: string | undefined; children: ReactNode }) {
  return (
    <>
      <SectionTabs name="Posture" tabs={postureTabs} kept={["cluster", "scan"]} />
      <div className={cn("min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4", className)}>{children}</div>
    </>
  );
}

/** A page of Posture about the chosen scan. */
export function PostureFrame({ className, ...scan }: ComponentProps<typeof WithScan> & { className?: string }) {
  return (
    <PostureShell className={className}>
      <WithScan {...scan} />
    </PostureShell>
  );
}
