"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { EllipsisVertical, Play } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import type { Schedule } from "#contracts/schedules.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { LazyMenu } from "../ui/lazy-menu.tsx";
import { notify } from "../ui/toast.tsx";
import { outcomeOf } from "./run-words.ts";

const ScheduleDialog = dynamic(() => import("./schedule-dialog.tsx").then((m) => m.ScheduleDialog), { ssr: false });
const RemoveDialog = dynamic(() => import("./remove-dialog.tsx").then((m) => m.RemoveDialog), { ssr: false });

export type AskedOfSchedule = "change" | "pause" | "remove" | "runs";

/** @returns what tells every list that schedules or scans have changed. */
export function useSchedulesChanged(): () => Promise<unknown> {
  const cache = useQueryClient();
  const keys = [api.schedules.key(), api.scans.key(), api.clusters.key(), api.fleet.key()];
  return () => Promise.all(keys.map((queryKey) => cache.invalidateQueries({ queryKey })));
}

function useActions(schedule: Schedule) {
  const changed = useSchedulesChanged();
  const onError = (error: Error) => {
    const { title, detail, remedy } = problemOf(error);
    notify(detail ?? title, { detail: remedy, failed: true });
  };
  const run = useMutation(
    api.schedules.run.mutationOptions({
      onError,
      onSuccess: async (result) => {
        await changed();
        const passed = result.skipped.length;
        notify(`${schedule.name} runs.`, {
          detail: passed > 0 ? `${outcomeOf(result)} ${passed} passed over.` : outcomeOf(result),
        });
      },
    }),
  );
  const pause = useMutation(
    api.schedules.pause.mutationOptions({
      onError,
      onSuccess: () => changed().then(() => notify(`${schedule.name} is paused.`)),
    }),
  );
  const resume = useMutation(
    api.schedules.resume.mutationOptions({ onError, onSuccess: () => changed().then(() => notify(`${schedule.name} goes on.`)) }),
  );
  return { run, pause, resume };
}

/** Runs a schedule now, and what else may be done with it. A reader whose scope is smaller than the schedule only reads. */
export function ScheduleActions({ schedule, onRuns }: { schedule: Schedule; onRuns: () => void }) {
  const may = useMay("scan:run") && schedule.mayChange;
  const { run, pause, resume } = useActions(schedule);
  const [asked, setAsked] = useState<"change" | "remove" | undefined>(undefined);
  const { id } = schedule;
  const onAsk = (what: AskedOfSchedule) => {
    if (what === "runs") return onRuns();
    if (what !== "pause") return setAsked(what);
    if (schedule.pausedAt === undefined) pause.mutate({ id });
    else resume.mutate({ id });
  };
  return (
    <div className="flex items-center justify-end gap-1 narrow:justify-start">
      {may ? (
        <Button onClick={() => run.mutate({ id })} busy={run.isPending} aria-label={`Run now: ${schedule.name}`}>
          <Play aria-hidden />
          Run now
        </Button>
      ) : null}
      <LazyMenu
        load={() => import("./schedule-menu.tsx").then((m) => m.ScheduleMenu)}
        menuProps={{ paused: schedule.pausedAt !== undefined, may, onAsk }}
        trigger={
          <IconButton label={`More for ${schedule.name}`}>
            <EllipsisVertical aria-hidden />
          </IconButton>
        }
      />
      {asked === "change" ? <ScheduleDialog schedule={schedule} cluster={undefined} onClose={() => setAsked(undefined)} /> : null}
      {asked === "remove" ? <RemoveDialog schedule={schedule} onClose={() => setAsked(undefined)} /> : null}
    </div>
  );
}
