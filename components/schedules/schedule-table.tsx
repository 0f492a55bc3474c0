"use client";
import { Pause } from "lucide-react";
import { Fragment, useRef } from "react";
import { useRowKeys } from "#client/shortcuts.ts";
import type { Schedule } from "#contracts/schedules.ts";
import { LabelTags } from "../clusters/labels.tsx";
import { Badge } from "../ui/badge.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { RunMark } from "./run-mark.tsx";
import { outcomeOf } from "./run-words.ts";
import { ScheduleActions } from "./schedule-actions.tsx";

/** How many clusters are named before the rest is counted. */
const mostNamed = 3;

function Meant({ schedule: { target, clusters } }: { schedule: Schedule }) {
  const count = clusters.length;
  const now = `${count === 0 ? "none" : count} now`;
  const names = clusters.map((cluster) => cluster.name).join(", ");
  if ("labels" in target) {
    return (
      <div title={names}>
        <LabelTags labels={target.labels} />
        <span className="text-12 text-ink-3">{now}</span>
      </div>
    );
  }
  if (target.clusters === "all") {
    return (
      <span title={names}>
        all clusters <span className="text-12 text-ink-3">{now}</span>
      </span>
    );
  }
  if (count === 0) return <span className="text-ink-3">none that is left</span>;
  return (
    <span title={names}>
      {clusters.slice(0, mostNamed).map(({ id, name }, index) => (
        <Fragment key={id}>
          {index === 0 ? "" : ", "}
          <code className="inline-block max-w-full [overflow-wrap:anywhere]">{name}</code>
        </Fragment>
      ))}
      {count > mostNamed ? <span className="text-12 text-ink-3"> and {count - mostNamed} more</span> : null}
    </span>
  );
}

function Next({ schedule: { next, pausedAt } }: { schedule: Schedule }) {
  if (pausedAt !== undefined) {
    return (
      <Badge title="Nothing runs until somebody lets it go on.">
        <Pause aria-hidden className="size-3" />
        paused
      </Badge>
    );
  }
  return (
    <ol className="whitespace-nowrap text-12 leading-5">
      {next.map((at, index) => (
        <li key={at} className={index === 0 ? "font-label text-13" : "text-ink-3"}>
          <Time at={at} format="clock" />
        </li>
      ))}
    </ol>
  );
}

function Last({ schedule, onRuns }: { schedule: Schedule; onRuns: (id: string) => void }) {
  const run = schedule.lastRun;
  if (run === undefined) return <span className="text-ink-3">not yet</span>;
  const passed = run.skipped.length;
  return (
    <button type="button" onClick={() => onRuns(schedule.id)} className="group flex min-h-6 items-start gap-1.5 text-left">
      <RunMark run={run} className="mt-0.5" />
      <span className="min-w-0">
        <span className="group-hover:underline">{outcomeOf(run)}</span>
        <span className="sr-only"> Open the runs of {schedule.name}.</span>
        <span className="block text-12 text-ink-3">
          <Time at={run.startedAt} format="clock" />
          {run.cause === "hand" ? ", by hand" : ""}
          {passed > 0 ? `, ${passed} passed over` : ""}
          {run.missed > 0 ? ", late" : ""}
        </span>
      </span>
    </button>
  );
}

interface ScheduleTableProps {
  schedules: readonly Schedule[];
  /** Opens what became of a schedule's runs. */
  onRuns: (id: string) => void;
}

/** Schedules by name: when in words, for what, when next, and how it went. */
export function ScheduleTable({ schedules, onRuns }: ScheduleTableProps) {
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  return (
    <div ref={root}>
      <Table
        caption="Schedules"
        className="[&_td]:!whitespace-normal wide:[&_td]:!py-2 wide:[&_tbody_th]:!py-2 [&_tbody>tr>*]:!align-top"
      >
        <thead>
          <tr>
            <th scope="col">Schedule</th>
            <th scope="col">Scans</th>
            <th scope="col">Next, in your time</th>
            <th scope="col">Last run</th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {schedules.map((schedule) => (
            <tr key={schedule.id} data-row tabIndex={-1}>
              <th scope="row" className="!whitespace-normal min-w-56 narrow:min-w-0">
                <span className="font-label [overflow-wrap:anywhere]">{schedule.name}</span>
                <span className="block text-ink-2">{schedule.words}</span>
                <code className="text-12 text-ink-3">{schedule.cron}</code>
              </th>
              <td data-label="Scans" className="max-w-72 min-w-40 narrow:min-w-0">
                <Meant schedule={schedule} />
              </td>
              <td data-label="Next, in your time">
                <Next schedule={schedule} />
              </td>
              <td data-label="Last run" className="all min-w-56 narrow:min-w-0">
                <Last schedule={schedule} onRuns={onRuns} />
              </td>
              <td className="all w-px">
                <ScheduleActions schedule={schedule} onRuns={() => onRuns(schedule.id)} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
