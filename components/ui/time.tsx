"use client";
import { useSyncExternalStore } from "react";
import { clock, formatDay, formatMoment, relative } from "./time-format.ts";

interface TimeProps {
  /** RFC 3339. */
  at: string;
  /** `clock` 14:02 today, else the date; `day` 23 Nov 2026; `moment` 23 Nov 2026, 14:02. */
  format?: "clock" | "day" | "moment";
  className?: string;
}

const never = () => () => undefined;

/** An absolute time in the reader's own zone; how long ago stands in the tooltip. UTC until the browser has taken over. */
export function Time({ at, format = "moment", className }: TimeProps) {
  const zone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
  const now = useSyncExternalStore(never, clock, () => Date.parse(at));
  const text = format === "day" ? formatDay(at, zone) : formatMoment(at, zone, format === "clock" ? now : undefined);
  return (
    <time dateTime={at} title={`${relative(at, now)} · ${formatMoment(at, zone)} ${zone}`} className={className}>
      {text}
    </time>
  );
}
