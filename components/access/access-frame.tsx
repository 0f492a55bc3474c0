"use client";
import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { WithScan } from "../scans/with-scan.tsx";
import { AccessTabs } from "./access-tabs.tsx";

const welcome = {
  icon: <KeyRound aria-hidden />,
  title: "Who can do what, with proof",
  text: "Register a cluster or upload a snapshot. Then ask who can do something, or look at every right of every subject in one picture.",
};

/** The tabs of Access, and under them a page about one scan, or what to do where there is none yet. */
export function AccessFrame({ skeleton, children }: { skeleton: ReactNode; children: (scanId: string) => ReactNode }) {
  return (
    <div className="flex h-full min-h-0 flex-col narrow:h-auto">
      <AccessTabs />
      <div className="min-h-0 flex-1">
        <WithScan
          title="Access"
          skeleton={skeleton}
          welcome={welcome}
          unknown="Nothing is known about who can do what in it. Scan it, and the answers stand here."
          errorClass="mx-8 narrow:mx-4"
        >
          {children}
        </WithScan>
      </div>
    </div>
  );
}
