"use client";
import { ListChecks, ShieldCheck } from "lucide-react";
import { WithScan } from "../scans/with-scan.tsx";
import { SectionTabs } from "../shell/section-tabs.tsx";
import { ChecklistPage, ChecklistSkeleton } from "./checklist-page.tsx";
import { OverviewPage, OverviewSkeleton } from "./overview-page.tsx";
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

const listed = {
  icon: <ListChecks aria-hidden />,
  title: "The Kubernetes security checklist, with evidence in place of boxes",
  text: "Register a cluster or upload a snapshot. Then each item says which check looked, who answers for it, and what nobody has looked at yet.",
};

/** `/posture/checklist` */
export function PostureChecklist() {
  return (
    <>
      <SectionTabs name="Posture" tabs={postureTabs} kept={["cluster", "scan"]} />
      <div className="min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4 print:px-0">
        <WithScan
          title="Security checklist"
          skeleton={<ChecklistSkeleton />}
          welcome={listed}
          unknown="Every item is open until somebody looks. Scan it, and the list stands here."
        >
          {(scanId) => <ChecklistPage key={scanId} scanId={scanId} />}
        </WithScan>
      </div>
    </>
  );
}

/** `/posture` */
export function PostureOverview() {
  return (
    <>
      <SectionTabs name="Posture" tabs={postureTabs} kept={["cluster", "scan"]} />
      <div className="min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4">
        <WithScan
          title="Posture"
          skeleton={<OverviewSkeleton />}
          welcome={listed}
          unknown="No check has looked at it yet. Scan it, and every check stands here by its layer."
        >
          {(scanId) => <OverviewPage key={scanId} scanId={scanId} />}
        </WithScan>
      </div>
    </>
  );
}
