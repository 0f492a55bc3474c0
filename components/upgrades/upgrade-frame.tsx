"use client";
import { CircleArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { WithScan } from "../scans/with-scan.tsx";
import { UpgradeTabs } from "./upgrade-tabs.tsx";

const welcome = {
  icon: <CircleArrowUp aria-hidden />,
  title: "What breaks at the next upgrade, with proof",
  text: "Register a cluster or upload a snapshot. Then see until when its minor is supported, and what is between it and the next.",
};

/** The tabs of Upgrades, and under them a page about one scan, or what to do where there is none yet. */
export function UpgradeFrame({ skeleton, children }: { skeleton: ReactNode; children: (scanId: string) => ReactNode }) {
  return (
    <>
      <UpgradeTabs />
      <div className="min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4 print:px-0">
        <WithScan
          title="Upgrades"
          skeleton={skeleton}
          welcome={welcome}
          unknown="Nothing is known about its version or its nodes. Scan it, and the timeline stands here."
        >
          {children}
        </WithScan>
      </div>
    </>
  );
}
