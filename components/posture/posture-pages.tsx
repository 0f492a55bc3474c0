"use client";
import { ListChecks, ShieldCheck } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { WithScan } from "../scans/with-scan.tsx";
import { TableSkeleton } from "../shell/table-skeleton.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { ChecklistPage, ChecklistSkeleton } from "./checklist-page.tsx";
import { OverviewPage, OverviewSkeleton } from "./overview-page.tsx";
import { PodSecurityPage } from "./pod-security-page.tsx";
import { PostureFrame, PostureShell } from "./posture-frame.tsx";

const ChecklistFleetPage = dynamic(() => import("./checklist-fleet-page.tsx").then((m) => m.ChecklistFleetPage), {
  loading: ChecklistSkeleton,
});

const welcome = {
  icon: <ShieldCheck aria-hidden />,
  title: "What each namespace could enforce today",
  text: "Register a cluster or upload a snapshot. Then see which level of Pod Security its workloads meet, and the patch for those that do not.",
};

/** `/posture/pod-security` */
export function PosturePodSecurity() {
  return (
    <PostureFrame
      title="Pod Security"
      skeleton={<TableSkeleton columns={6} />}
      welcome={welcome}
      unknown="Nothing is known about its namespaces or workloads. Scan it, and they stand here."
    >
      {(scanId) => <PodSecurityPage key={scanId} scanId={scanId} />}
    </PostureFrame>
  );
}

const listed = {
  icon: <ListChecks aria-hidden />,
  title: "The Kubernetes security checklist, with evidence in place of boxes",
  text: "Register a cluster or upload a snapshot. Then each item says which check looked, who answers for it, and what nobody has looked at yet.",
};

const sides = ["cluster", "fleet"] as const;
const sideParser = parseAsStringLiteral(sides).withDefault("cluster").withOptions({ history: "push" });

/** `/posture/checklist`: of one cluster, or over all of them. */
export function PostureChecklist() {
  const [side, setSide] = useQueryState("of", sideParser);
  return (
    <PostureShell className="print:px-0">
      <div className="mb-4 print:hidden">
        <Segmented
          label="Of"
          value={side}
          onChange={(next) => void setSide(next)}
          options={sides.map((value) => ({ value, label: value === "cluster" ? "One cluster" : "All clusters" }))}
        />
      </div>
      {side === "fleet" ? (
        <ChecklistFleetPage />
      ) : (
        <WithScan
          title="Security checklist"
          skeleton={<ChecklistSkeleton />}
          welcome={listed}
          unknown="Every item is open until somebody looks. Scan it, and the list stands here."
        >
          {(scanId) => <ChecklistPage key={scanId} scanId={scanId} />}
        </WithScan>
      )}
    </PostureShell>
  );
}

/** `/posture` */
export function PostureOverview() {
  return (
    <PostureFrame
      title="Posture"
      skeleton={<OverviewSkeleton />}
      welcome={listed}
      unknown="No check has looked at it yet. Scan it, and every check stands here by its layer."
    >
      {(scanId) => <OverviewPage key={scanId} scanId={scanId} />}
    </PostureFrame>
  );
}
