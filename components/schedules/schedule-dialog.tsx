"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "#client/api.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import type { Schedule } from "#contracts/schedules.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { cronOf, readChoice } from "./cron-choice.ts";
import { Preview, usePreview } from "./preview.tsx";
import { useSchedulesChanged } from "./schedule-actions.tsx";
import { type Aim, readTarget, TargetFields, targetOf, useSeesAll } from "./target-fields.tsx";
import { WhenFields } from "./when-fields.tsx";

interface ScheduleDialogProps {
  /** Absent: a new one. */
  schedule?: Schedule;
  /** The cluster that a new one is for, where one is chosen. */
  cluster: string | undefined;
  onClose: () => void;
}

function useSave(schedule: Schedule | undefined, onClose: () => void) {
  const changed = useSchedulesChanged();
  const done = async (saved: Schedule) => {
    await changed();
    notify(schedule === undefined ? `${saved.name} is made.` : `${saved.name} is changed.`, { detail: `${saved.words}.` });
    onClose();
  };
  const create = useMutation(api.schedules.create.mutationOptions({ onSuccess: done }));
  const change = useMutation(api.schedules.change.mutationOptions({ onSuccess: done }));
  const error = create.error ?? change.error;
  return {
    error,
    /** What was refused is being changed. */
    forget: () => {
      create.reset();
      change.reset();
    },
    busy: create.isPending || change.isPending,
    save: (terms: Parameters<typeof create.mutate>[0]) =>
      schedule === undefined ? create.mutate(terms) : change.mutate({ ...terms, id: schedule.id }),
  };
}

const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Makes or changes a schedule; says in words what it will do, and when, before it is saved. */
export function ScheduleDialog({ schedule, cluster, onClose }: ScheduleDialogProps) {
  const [name, setName] = useState(schedule?.name ?? "");
  const [choice, setChoice] = useState(() => readChoice(schedule?.cron));
  const [timeZone, setTimeZone] = useState(() => schedule?.timeZone ?? zoneHere());
  const [asked, setAsked] = useState(() => readTarget(schedule?.target, cluster));
  const whole = useSeesAll();
  const aim: Aim = whole ? asked : { ...asked, kind: "some" };
  const [tried, setTried] = useState(false);
  const { save, forget, busy, error } = useSave(schedule, onClose);
  const preview = usePreview(cronOf(choice), timeZone);
  const target = targetOf(aim);
  const nameProblem = tried && name.trim() === "" ? "Give it a name." : (issueFor(error, "name") ?? takenBy(error));
  const targetProblem = tried && "problem" in target ? target.problem : issueFor(error, "target");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || "problem" in target || preview.problem !== undefined) return;
    save({ name: name.trim(), cron: cronOf(choice), timeZone, target: target.target });
  };
  return (
    <Dialog
      open
      width={800}
      onOpenChange={(open) => !open && onClose()}
      title={schedule === undefined ? "New schedule" : `Change ${schedule.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form="schedule" busy={busy}>
            {schedule === undefined ? "Make the schedule" : "Save the schedule"}
          </Button>
        </>
      }
    >
      <form id="schedule" className="grid items-start gap-5 sm:grid-cols-[minmax(0,1fr)_248px]" onSubmit={submit} noValidate>
        <div className="grid min-w-0 gap-5">
          <Field label="Name" error={nameProblem}>
            {(control) => (
              <Input
                {...control}
                maxLength={80}
                autoComplete="off"
                placeholder="Nightly"
                value={name}
                onChange={(event) => {
                  setName(event.target.value);
                  if (error !== null) forget();
                }}
              />
            )}
          </Field>
          <TargetFields aim={aim} whole={whole} onAim={setAsked} error={targetProblem} />
          <WhenFields
            choice={choice}
            onChoice={setChoice}
            timeZone={timeZone}
            onTimeZone={setTimeZone}
            problem={preview.problem}
          />
          {error !== null && shownElsewhere(error) === undefined ? (
            <p role="alert" className="text-critical">
              {problemOf(error).detail ?? problemOf(error).title} {problemOf(error).remedy}
            </p>
          ) : null}
        </div>
        <Preview preview={preview} timeZone={timeZone} />
      </form>
    </Dialog>
  );
}

function takenBy(error: unknown): string | undefined {
  const problem = error === null ? undefined : problemOf(error);
  return problem?.code === "scheduleExists" ? problem.title : undefined;
}

function shownElsewhere(error: unknown): string | undefined {
  return issueFor(error, "name") ?? issueFor(error, "target") ?? takenBy(error);
}
