/** The times that a form offers without cron: every hour, every day, every week; everything else is written as cron. */
export const rhythms = ["hour", "day", "week", "cron"] as const;
export type Rhythm = (typeof rhythms)[number];

export interface CronChoice {
  readonly rhythm: Rhythm;
  /** Of the hour, 0 to 59. */
  readonly minute: number;
  /** `02:30` */
  readonly time: string;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** What stands in the field of cron. */
  readonly cron: string;
}

export const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
const start: CronChoice = { rhythm: "day", minute: 0, time: "02:00", weekday: 1, cron: "0 2 * * *" };

/** @returns the choice that writes this cron; one that the form has no fields for is a choice of cron. */
export function readChoice(cron: string | undefined): CronChoice {
  if (cron === undefined) return start;
  const simple = /^(\d{1,2}) (\*|\d{1,2}) \* \* (\*|[0-7])$/.exec(cron);
  if (simple === null) return { ...start, rhythm: "cron", cron };
  const [minute, hour, weekday] = [Number(simple[1]), simple[2] ?? "*", simple[3] ?? "*"];
  if (hour === "*" && weekday !== "*") return { ...start, rhythm: "cron", cron };
  if (hour === "*") return { ...start, rhythm: "hour", minute, cron };
  const time = `${hour.padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  if (weekday === "*") return { ...start, rhythm: "day", time, cron };
  return { ...start, rhythm: "week", time, weekday: Number(weekday) % 7, cron };
}

/** @returns the five fields of a choice; empty while its time is not whole. */
export function cronOf({ rhythm, minute, time, weekday, cron }: CronChoice): string {
  if (rhythm === "cron") return cron.trim();
  if (rhythm === "hour") return `${minute} * * * *`;
  const parts = /^(\d{2}):(\d{2})$/.exec(time);
  if (parts === null) return "";
  return `${Number(parts[2])} ${Number(parts[1])} * * ${rhythm === "week" ? weekday : "*"}`;
}
