"use client";
import type { ComponentProps } from "react";
import { WithScan } from "../scans/with-scan.tsx";
import { SectionTabs } from "../shell/section-tabs.tsx";
import { cn } from "../ui/cn.ts";
import { postureTabs } from "./posture-tabs.ts";

/** A page of Posture: the tabs, then what the chosen scan shows. */
export function PostureFrame({ className, ...scan }: ComponentProps<typeof WithScan> & { className?: string }) {
  return (
    <>
      <SectionTabs name="Posture" tabs={postureTabs} kept={["cluster", "scan"]} />
      <div className={cn("min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4", className)}>
        <WithScan {...scan} />
      </div>
    </>
  );
}
