"use client";
import { Waypoints } from "lucide-react";
import { WithScan } from "../../scans/with-scan.tsx";
import { SectionTabs } from "../../shell/section-tabs.tsx";
import { postureTabs } from "../posture-tabs.ts";
import { NetworkPage, NetworkSkeleton } from "./network-page.tsx";

const welcome = {
  icon: <Waypoints aria-hidden />,
  title: "Who reaches whom, and why",
  text: "Register a cluster or upload a snapshot. Then see which namespaces reach which by their policies, and what stands open to the outside.",
};

/** `/posture/network` */
export function PostureNetwork() {
  return (
    <>
      <SectionTabs name="Posture" tabs={postureTabs} kept={["cluster", "scan"]} />
      <div className="min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4">
        <WithScan
          title="Network"
          skeleton={<NetworkSkeleton />}
          welcome={welcome}
          unknown="Nothing is known about its network. Scan it, and who reaches whom stands here."
        >
          {(scanId) => <NetworkPage key={scanId} scanId={scanId} />}
        </WithScan>
      </div>
    </>
  );
}
