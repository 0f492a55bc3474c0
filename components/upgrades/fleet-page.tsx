"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleArrowUp } from "lucide-react";
import { exportAddress } from "#client/export-address.ts";
import type { UpgradeFleet } from "#contracts/upgrade-plan.ts";
import { counted } from "../access/subject-words.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Button } from "../ui/button.tsx";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { Hatch } from "../ui/hatch.tsx";
import { Link } from "../ui/link.tsx";
import { Answer, Panel, PanelFooter } from "../ui/panel.tsx";
import { EmptyState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { upgradeFleetOptions } from "./upgrade-query.ts";
import { UpgradeTabs } from "./upgrade-tabs.tsx";
import { day, inDays, supporterName } from "./upgrade-words.ts";

type Row = UpgradeFleet["clusters"][number];

/** Every cluster by the day on which it runs out of support. */
export function FleetUpgradesPage() {
  const query = useQuery(upgradeFleetOptions());
  return (
    <>
      <UpgradeTabs />
      <div className="min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4">
        <QueryView query={query} skeleton={<FleetSkeleton />} page>
          {(fleet) => <Fleet fleet={fleet} />}
        </QueryView>
      </div>
    </>
  );
}

function Fleet({ fleet }: { fleet: UpgradeFleet }) {
  if (fleet.clusters.length === 0)
    return (
      <EmptyState
        icon={<CircleArrowUp aria-hidden />}
        title="No cluster to plan for"
        action={
          <Button asChild tone="primary">
            <Link href="/clusters/register">Register a cluster</Link>
          </Button>
        }
      >
        {fleet.hidden > 0
          ? "Upgrades are about clusters as a whole, and you see some namespaces only."
          : "Register clusters, and they stand here by the day on which they run out of support."}
      </EmptyState>
    );
  return (
    <>
      <Answer
        title={titleOf(fleet)}
        actions={
          <ExportButton
            size="large"
            files={files}
            inside="Every cluster of this list with the end of its support and the counts of its next minor."
            outside="Not in it: the findings. They are in the file of each cluster's timeline."
          />
        }
      >
        <p>
          Sorted by the end of the support that holds today. Blockers are those of the step to each cluster's next minor, as its
          last scan found them.
        </p>
      </Answer>
      <Panel aria-label="Clusters">
        <Table caption="Clusters by the end of their support">
          <thead>
            <tr>
              <th scope="col">Cluster</th>
              <th scope="col">Runs</th>
              <th scope="col">Supported until</th>
              <th scope="col" className="narrow:hidden">
                <span className="flex justify-between gap-2">
                  <span>today</span>
                  <span>in two years</span>
                </span>
              </th>
              <th scope="col">To the next minor</th>
            </tr>
          </thead>
          <tbody>
            {fleet.clusters.map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </tbody>
        </Table>
        <PanelFooter>
          Upstream dates as of {day(fleet.calendar.asOf)}, the providers' as of {day(fleet.calendar.managedAsOf)}.
          {fleet.hidden > 0 ? ` ${counted(fleet.hidden, "cluster")} of which you see some namespaces only are left out.` : ""}
        </PanelFooter>
      </Panel>
    </>
  );
}

const files = {
  csv: exportAddress("upgrade-fleet", {}, "csv"),
  json: exportAddress("upgrade-fleet", {}, "json"),
};

function titleOf({ clusters, today }: UpgradeFleet): string {
  const over = clusters.filter(({ endsOn }) => endsOn !== undefined && endsOn < today).length;
  const soon = clusters.filter(({ support }) => support?.urgency === "under90").length;
  const unknown = clusters.filter(({ endsOn }) => endsOn === undefined).length;
  const parts = [
    ...(over > 0 ? [`${counted(over, "cluster")} without support`] : []),
    ...(soon > 0 ? [`${soon} within 90 days of its end`] : []),
    ...(unknown > 0 ? [`${unknown} not known`] : []),
  ];
  return parts.length === 0
    ? `All ${counted(clusters.length, "cluster")} are supported for 90 days and more.`
    : `${parts.join(", ")}.`;
}

function Line({ row }: { row: Row }) {
  return (
    <tr>
      <td data-label="Cluster">
        <Link href={`/upgrades?cluster=${row.id}`} className="inline-flex min-h-6 items-center hover:underline">
          <code className="font-label text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{row.name}</code>
        </Link>
      </td>
      <td data-label="Runs">
        {row.current === undefined ? (
          <span className="text-unseen">version not read</span>
        ) : (
          <>
            {row.provider === undefined ? "" : `${row.provider} `}
            {row.current}
          </>
        )}
      </td>
      <td data-label="Supported until" className="py-1.5">
        <Ends row={row} />
      </td>
      <td aria-hidden className="w-[28%] narrow:hidden">
        <Bar row={row} />
      </td>
      <td data-label="To the next minor">
        <Next row={row} />
      </td>
    </tr>
  );
}

function Ends({ row: { endsOn, support } }: { row: Row }) {
  if (endsOn === undefined || support === undefined) return <span className="text-unseen">not in the calendar</span>;
  const end = support.ends.find(({ date }) => date === endsOn);
  const days = end?.daysLeft ?? 0;
  return (
    <span className={days < 90 ? "text-critical" : undefined}>
      {day(endsOn)} <span className="text-12">{inDays(days)}</span>
      <span className="block text-12 text-ink-3">
        {supporterName(support.by)}, {end?.end}
        {end?.estimate ? ", an estimate" : ""}
      </span>
    </span>
  );
}

const twoYears = 730;

function Bar({ row: { support } }: { row: Row }) {
  if (support === undefined || support.ends.length === 0) return <Hatch className="h-3 w-full" />;
  const [first, second] = support.ends.map(({ daysLeft }) => Math.min(Math.max(daysLeft, 0), twoYears) / twoYears);
  return (
    <svg viewBox="0 0 200 10" preserveAspectRatio="none" className="h-2.5 w-full" aria-hidden>
      <path d="M0 9.5H200" stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      <rect width={(first ?? 0) * 200} height="8" fill="var(--data-1)" />
      {second === undefined || second <= (first ?? 0) ? null : (
        <rect x={(first ?? 0) * 200} width={(second - (first ?? 0)) * 200} height="8" fill="var(--data-3)" />
      )}
      <path d="M.5 0V10" stroke="var(--ink)" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

function Next({ row: { next, blockers, warnings = 0, unseen = 0 } }: { row: Row }) {
  if (next === undefined || blockers === undefined)
    return (
      <span className="inline-flex items-center gap-1.5 text-unseen">
        <VerdictGlyph verdict="notAssessed" />
        not judged
      </span>
    );
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <code className="text-ink-2">{next}</code>
      {blockers === 0 ? null : (
        <span className="inline-flex items-center gap-1.5">
          <SeverityGlyph severity="critical" />
          {counted(blockers, "blocker")}
        </span>
      )}
      {warnings === 0 ? null : (
        <span className="inline-flex items-center gap-1.5">
          <SeverityGlyph severity="medium" />
          {counted(warnings, "warning")}
        </span>
      )}
      {unseen === 0 ? null : (
        <span className="inline-flex items-center gap-1.5 text-unseen">
          <VerdictGlyph verdict="notAssessed" />
          {unseen} not assessed
        </span>
      )}
      {blockers + warnings + unseen === 0 ? (
        <span className="inline-flex items-center gap-1.5">
          <VerdictGlyph verdict="pass" />
          nothing found
        </span>
      ) : null}
    </span>
  );
}

function FleetSkeleton() {
  return (
    <>
      <h1 className="sr-only">Upgrades of all clusters</h1>
      <Skeleton className="mb-5 h-9 w-3/5" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={10} columns={5} />
      </div>
    </>
  );
}
