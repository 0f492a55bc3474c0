"use client";
import { useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useQueryState, useQueryStates } from "nuqs";
import { exportAddress } from "#client/export-address.ts";
import { problemOf } from "#client/problem.ts";
import type { UpgradePlanView } from "#contracts/upgrade-plan.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { GapList } from "../scans/gap-list.tsx";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { Answer, Panel, PanelFooter } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { ErrorState, PartialBanner, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { ChangesPanel } from "./changes-panel.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { StepList } from "./step-list.tsx";
import { StepStrip } from "./step-strip.tsx";
import { TargetChoice } from "./target-choice.tsx";
import { TimelineChart } from "./timeline-chart.tsx";
import { TimelineTable } from "./timeline-table.tsx";
import { planOptions } from "./upgrade-query.ts";
import { targetParser, timelineParsers } from "./upgrade-url.ts";
import { day, headline, partsSentence, supporterName, supportSentence } from "./upgrade-words.ts";
import { WindowsPanel } from "./windows-panel.tsx";

/** One cluster on the way of Kubernetes' minors: until when it is supported, what is between it and the next, and from when. */
export function TimelinePage({ scanId }: { scanId: string }) {
  const [target, setTarget] = useQueryState("target", targetParser);
  const query = useQuery(planOptions(scanId, target));
  const plan = query.data;
  if (plan === undefined) {
    if (!query.isError) return <TimelineSkeleton />;
    return <ErrorState level={1} error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />;
  }
  return (
    <div className="grid gap-4">
      <Title plan={plan} onTarget={(minor) => void setTarget(minor)} />
      <TimelinePanel plan={plan} />
      <StepList plan={plan} />
      <WindowsPanel plan={plan} />
      <HistoryPanel clusterId={plan.cluster.id} />
      <ChangesPanel clusterId={plan.cluster.id} />
      <Coverage plan={plan} />
    </div>
  );
}

function Title({ plan, onTarget }: { plan: UpgradePlanView; onTarget: (minor: string) => void }) {
  const row = plan.support.find(({ minor }) => minor === plan.current);
  const support = row?.provider ?? row?.upstream;
  const reasons = plan.target?.reasons ?? [];
  return (
    <Answer
      title={
        <>
          <code className="[unicode-bidi:isolate]">{plan.cluster.name}</code> {headline(plan)}
        </>
      }
      actions={
        <>
          <TargetChoice plan={plan} onTarget={onTarget} />
          <span className="print:hidden">
            <ExportButton
              size="large"
              files={planFiles(plan)}
              inside="Every coming minor with all that blocks or warns, what was not assessed, the dates of support and the windows to migrate."
              outside="Not in it: the commands. They are in the run book."
            />
          </span>
          <Button asChild tone="primary" size="large" className="print:hidden">
            <Link href={runBookAddress(plan)}>
              <ScrollText aria-hidden />
              Open the run book
            </Link>
          </Button>
        </>
      }
    >
      {plan.current === undefined || support === undefined ? (
        <p>The version of its API server was not read: let the reader get /version, and scan again.</p>
      ) : (
        <p>{supportSentence(plan.current, support)}</p>
      )}
      {reasons.length === 0 ? null : (
        <ul aria-label="Why" className="mt-1">
          {reasons.slice(0, mostReasons).map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
          {reasons.length > mostReasons ? (
            <li>{reasons.length - mostReasons} more reasons stand with their steps below.</li>
          ) : null}
        </ul>
      )}
    </Answer>
  );
}

const mostReasons = 4;

function planFiles({ scanId, target }: UpgradePlanView) {
  const input = { scan: scanId, target: target?.target };
  return {
    csv: exportAddress("upgrade-plan", input, "csv"),
    json: exportAddress("upgrade-plan", input, "json"),
  };
}

function runBookAddress({ scanId, target }: UpgradePlanView): string {
  return `/upgrades/run-book?scan=${scanId}${target === undefined ? "" : `&target=${target.target}`}`;
}

const spanNames = [
  { value: "1y", label: "1 year" },
  { value: "2y", label: "2 years" },
  { value: "4y", label: "4 years" },
] as const;
const forms = [
  { value: "picture", label: "Picture" },
  { value: "table", label: "Table" },
] as const;

function TimelinePanel({ plan }: { plan: UpgradePlanView }) {
  const [{ span, shift, as }, setView] = useQueryStates(timelineParsers);
  const rows = plan.support.toReversed();
  if (rows.length === 0) return null;
  return (
    <Panel
      title="Where it stands, and by when to move"
      aside={
        <span className="flex flex-wrap items-center gap-2 print:hidden">
          <Button size="small" tone="quiet" onClick={() => void setView({ shift: shift - 1 })}>
            Earlier
          </Button>
          <Button size="small" tone="quiet" onClick={() => void setView({ shift: shift + 1 })}>
            Later
          </Button>
          <Segmented
            label="Time on the axis"
            value={span}
            onChange={(next) => void setView({ span: next, shift: 0 })}
            options={spanNames}
          />
          <Segmented label="Show as" value={as} onChange={(next) => void setView({ as: next })} options={forms} />
        </span>
      }
    >
      {as === "picture" ? <Legend plan={plan} /> : null}
      {as === "picture" ? (
        <TimelineChart plan={plan} span={span} shift={shift} rows={rows} />
      ) : (
        <TimelineTable plan={plan} rows={rows} />
      )}
      <StepStrip plan={plan} />
      <p className="border-line border-t px-4 py-2 text-12 text-ink-2">{partsSentence(plan)}</p>
      <PanelFooter>
        Upstream dates as of {day(plan.calendar.asOf)}, the providers' as of {day(plan.calendar.managedAsOf)}; APIs up to{" "}
        {plan.catalogue.newest}, as of {day(plan.catalogue.made)}.{" "}
        {plan.provider === undefined
          ? "No provider was recognised, so the dates are upstream's."
          : `${plan.provider.name} is ${plan.provider.sure}: ${plan.provider.evidence.join("; ")}.`}
      </PanelFooter>
    </Panel>
  );
}

function Legend({ plan: { supporter } }: { plan: UpgradePlanView }) {
  const managed = supporter !== "upstream";
  const name = supporterName(supporter);
  return (
    <div aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 px-4 pt-3 text-12 text-ink-2">
      <Key shape={<circle cx="12" cy="4" r="4" fill="var(--accent)" />} words="control plane" />
      <Key
        shape={<path d="M1 4h22" stroke="var(--accent)" strokeWidth="2" strokeDasharray="2 4" strokeLinecap="square" />}
        words="latest date to move"
      />
      <Key shape={<rect width="24" height="8" fill="var(--data-3)" />} words={managed ? `${name} standard` : "supported"} />
      <Key
        shape={<rect x=".5" y=".5" width="23" height="7" fill="none" stroke="var(--data-2)" />}
        words={managed ? `${name} extended` : "only critical fixes"}
      />
      {managed ? (
        <Key
          shape={
            <>
              <path d="M0 4h22" stroke="var(--data-2)" />
              <circle cx="22" cy="4" r="2" fill="var(--data-2)" />
            </>
          }
          words="upstream"
        />
      ) : null}
    </div>
  );
}

function Key({ shape, words }: { shape: React.ReactNode; words: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg width="24" height="8" aria-hidden>
        {shape}
      </svg>
      {words}
    </span>
  );
}

function Coverage({ plan }: { plan: UpgradePlanView }) {
  if (plan.gaps.length === 0) return null;
  return (
    <PartialBanner title="Not all nodes and pods were seen">
      <p>Versions that are not on the timeline may run in the cluster.</p>
      <GapList gaps={plan.gaps} most={6} />
    </PartialBanner>
  );
}

/** The page before its plan is known. */
export function TimelineSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4">
      <h1 className="sr-only">Upgrades</h1>
      <Skeleton className="h-9 w-3/5" />
      <Skeleton className="h-4 w-2/5" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={8} columns={4} />
      </div>
    </div>
  );
}
