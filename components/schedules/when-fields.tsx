"use client";
import { Field, Input, Select } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { type CronChoice, cronOf, type Rhythm, rhythms, weekdays } from "./cron-choice.ts";
import type { ShownPreview } from "./preview.tsx";
import { zoneGroups } from "./time-zones.ts";

const names: Record<Rhythm, string> = { hour: "Every hour", day: "Every day", week: "Every week", cron: "Cron" };
const minutes = Array.from({ length: 12 }, (_, i) => i * 5);

interface WhenFieldsProps {
  choice: CronChoice;
  onChoice: (choice: CronChoice) => void;
  timeZone: string;
  onTimeZone: (timeZone: string) => void;
  problem: ShownPreview["problem"];
}

/** When a schedule runs: a few common rhythms, or cron; and in which zone. */
export function WhenFields({ choice, onChoice, timeZone, onTimeZone, problem }: WhenFieldsProps) {
  const change = (more: Partial<CronChoice>) => onChoice({ ...choice, ...more });
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 font-label">When</legend>
      <div>
        <Segmented
          label="How often"
          value={choice.rhythm}
          onChange={(rhythm) => change(rhythm === "cron" ? { rhythm, cron: cronOf(choice) } : { rhythm })}
          options={rhythms.map((value) => ({ value, label: names[value] }))}
        />
      </div>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Moment choice={choice} change={change} problem={problem?.field === "timeZone" ? undefined : problem?.sentence} />
        <Zone
          hint={choice.rhythm === "cron" ? "the clock that it follows" : undefined}
          timeZone={timeZone}
          onTimeZone={onTimeZone}
          error={problem?.field === "timeZone" ? problem.sentence : undefined}
        />
      </div>
    </fieldset>
  );
}

interface MomentProps {
  choice: CronChoice;
  change: (more: Partial<CronChoice>) => void;
  problem: string | undefined;
}

function Moment({ choice, change, problem }: MomentProps) {
  if (choice.rhythm === "cron") {
    return (
      <Field label="Cron" hint="minute, hour, day, month, day of the week" error={problem}>
        {(control) => (
          <Input
            {...control}
            mono
            spellCheck={false}
            autoComplete="off"
            maxLength={100}
            value={choice.cron}
            onChange={(event) => change({ cron: event.target.value })}
          />
        )}
      </Field>
    );
  }
  if (choice.rhythm === "hour") {
    const offered = minutes.includes(choice.minute) ? minutes : [...minutes, choice.minute].toSorted((a, b) => a - b);
    return (
      <Field label="At minute" error={problem}>
        {(control) => (
          <Select
            {...control}
            size="large"
            className="w-full"
            value={choice.minute}
            onChange={(event) => change({ minute: Number(event.target.value) })}
          >
            {offered.map((minute) => (
              <option key={minute} value={minute}>
                {`:${String(minute).padStart(2, "0")}`}
              </option>
            ))}
          </Select>
        )}
      </Field>
    );
  }
  return (
    <div className={choice.rhythm === "week" ? "grid grid-cols-2 gap-3" : "grid"}>
      {choice.rhythm === "week" ? (
        <Field label="On">
          {(control) => (
            <Select
              {...control}
              size="large"
              className="w-full"
              value={choice.weekday}
              onChange={(event) => change({ weekday: Number(event.target.value) })}
            >
              {weekdays.map((day, index) => (
                <option key={day} value={index}>
                  {day}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
      <Field label="At" error={problem}>
        {(control) => (
          <Input
            {...control}
            type="time"
            required
            value={choice.time}
            onChange={(event) => change({ time: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

interface ZoneProps {
  hint: string | undefined;
  timeZone: string;
  onTimeZone: (timeZone: string) => void;
  error: string | undefined;
}

function Zone({ hint, timeZone, onTimeZone, error }: ZoneProps) {
  return (
    <Field label="Time zone" hint={hint} error={error}>
      {(control) => (
        <Select
          {...control}
          size="large"
          className="w-full"
          value={timeZone}
          onChange={(event) => onTimeZone(event.target.value)}
        >
          {zoneGroups(timeZone).map(({ name, zones }) => (
            <optgroup key={name} label={name}>
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      )}
    </Field>
  );
}
