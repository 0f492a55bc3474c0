"use client";
import { ShieldCheck } from "lucide-react";
import { WithScan } from "../scans/with-scan.tsx";
import { SectionTabs } from "../shell/section-tabs.tsx";
import { PodSecurityPage, PodSecuritySkeleton } from "./pod-security-page.tsx";
import { postureTabs } from "./posture-tabs.ts";

const welcome = {
  icon: <ShieldCheck aria-hidden />,
  title: "What each namespace could enforce today",
  text: "Register a cluster or upload a snapshot. Then see which level of Pod Security its workloads meet, and the patch for those that do not.",
};

/** `/posture/pod-security` */
export function PosturePodSecurity() {
  return (
    <>
      <SectionTabs name="Posture" tabs={postureTabs} kept={["cluster", "scan"]} />
      <div className="min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4">
        <WithScan
          title="Pod Security"
          skeleton={<PodSecuritySkeleton />}
          welcome={welcome}
          unknown="Nothing is known about its namespaces or workloads. Scan it, and they stand here."
        >
          {(scanId) => <PodSecurityPage key={scanId} scanId={scanId} />}
        </WithScan>
      </div>
    </>
  );
}
