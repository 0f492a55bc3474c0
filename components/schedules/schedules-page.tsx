"use client";
import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import { useClusters } from "#client/url-state.ts";
import type { Schedule } from "#contracts/schedules.ts";
import { ScansTabs } from "../scans/scans-tabs.tsx";
import { PageBody } from "../shell/page-body.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Button } from "../ui/button.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { EmptyState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { ScheduleTable } from "./schedule-table.tsx";

const ScheduleDialog = dynamic(() => import("./schedule-dialog.tsx").then((m) => m.ScheduleDialog), { ssr: false });
const RunsSheet = dynamic(() => import("./runs-sheet.tsx").then((m) => m.RunsSheet), { ssr: false });

function NewSchedule({ onClick }: { onClick: () => void }) {
  return (
    <Button tone="primary" size="large" onClick={onClick}>
      <Plus aria-hidden />
      New schedule
    </Button>
  );
}

/** @returns the schedule that runs next, of those that are not paused. */
function nextOf(schedules: readonly Schedule[]): Schedule | undefined {
  return schedules
    .filter(({ next }) => next[0] !== undefined)
    .toSorted((a, b) => ((a.next[0] ?? "") < (b.next[0] ?? "") ? -1 : 1))[0];
}

function Said({ schedules }: { schedules: readonly Schedule[] }) {
  const next = nextOf(schedules);
  if (next?.next[0] === undefined) return "Every schedule is paused: nothing is scanned by itself.";
  return (
    <>
      The next run is <b className="font-label text-ink">{next.name}</b>, <Time at={next.next[0]} format="clock" />.
    </>
  );
}

function titleOf(schedules: readonly Schedule[]): string {
  const clusters = new Set(schedules.flatMap((schedule) => schedule.clusters.map(({ id }) => id))).size;
  const one = schedules.length === 1;
  return `${schedules.length} schedule${one ? " looks" : "s look"} after ${clusters} cluster${clusters === 1 ? "" : "s"}.`;
}

interface ContentProps {
  schedules: readonly Schedule[];
  cluster: string | undefined;
  onNew: (() => void) | undefined;
}

function SchedulesContent({ schedules, cluster, onNew }: ContentProps) {
  const [opened, setOpened] = useQueryState("runs", parseAsString.withOptions({ history: "push" }));
  const shown = schedules.find(({ id }) => id === opened);
  const none = schedules.length === 0;
  return (
    <>
      <Answer
        title={none ? "Nothing is scanned by itself." : titleOf(schedules)}
        actions={none || onNew === undefined ? undefined : <NewSchedule onClick={onNew} />}
      >
        {none ? "Scans happen only when somebody starts one." : <Said schedules={schedules} />}
      </Answer>
      <ScansTabs now="schedules" cluster={cluster} />
      <Panel aria-label="Schedules">
        {none ? (
          <EmptyState
            icon={<CalendarClock aria-hidden />}
            title={cluster === undefined ? "No schedule yet" : "No schedule is for this cluster"}
            action={onNew === undefined ? undefined : <NewSchedule onClick={onNew} />}
          >
            A schedule scans clusters by the clock, so that what changed is known without anybody asking. A run that nobody was
            there for is made up for once.
          </EmptyState>
        ) : (
          <ScheduleTable schedules={schedules} onRuns={(id) => void setOpened(id)} />
        )}
      </Panel>
      {shown === undefined ? null : <RunsSheet schedule={shown} onClose={() => void setOpened(null)} />}
    </>
  );
}

function SchedulesSkeleton() {
  return (
    <>
      <Skeleton className="mb-2 h-9 w-1/3" />
      <Skeleton className="mb-5 h-5 w-1/4" />
      <Panel>
        <SkeletonRows rows={6} columns={5} />
      </Panel>
    </>
  );
}

/** What is scanned by the clock, when next, and what became of the last runs. */
export function SchedulesPage() {
  const [clusters] = useClusters();
  const cluster = clusters.length === 1 ? clusters[0] : undefined;
  const [creating, setCreating] = useState(false);
  const may = useMay("scan:run");
  const query = useQuery(
    api.schedules.list.queryOptions({
      input: cluster === undefined ? {} : { cluster },
      refetchInterval: (q) => (q.state.data?.items.some(isBusy) === true ? 5_000 : 30_000),
    }),
  );
  return (
    <PageBody>
      <QueryView page query={query} skeleton={<SchedulesSkeleton />}>
        {({ items }) => (
          <SchedulesContent schedules={items} cluster={cluster} onNew={may ? () => setCreating(true) : undefined} />
        )}
      </QueryView>
      {creating ? <ScheduleDialog cluster={cluster} onClose={() => setCreating(false)} /> : null}
    </PageBody>
  );
}

function isBusy({ lastRun }: Schedule): boolean {
  return (lastRun?.states.queued ?? 0) + (lastRun?.states.running ?? 0) > 0;
}
