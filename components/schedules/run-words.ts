import type { ScheduleRun } from "#contracts/schedules.ts";

const many = (n: number, one: string) => `${n.toLocaleString("en-GB")} ${one}${n === 1 ? "" : "s"}`;

const states = ["completed", "partial", "failed", "cancelled", "running", "queued"] as const;
const words = {
  completed: "completed",
  partial: "partial",
  failed: "failed",
  cancelled: "cancelled",
  running: "running",
  queued: "waiting",
};

/** @returns what became of a run: `12 scans: 10 completed, 2 failed`. */
export function outcomeOf({ started, states: counted, skipped }: ScheduleRun): string {
  if (started === 0) return skipped.length === 0 ? "There was nothing to scan." : "No scan was started.";
  const parts = states.flatMap((state) => (counted[state] ? [{ state, n: counted[state] }] : []));
  const known = parts.reduce((sum, { n }) => sum + n, 0);
  if (known === 0) return `${many(started, "scan")}, deleted since.`;
  if (started === 1) return `1 scan, ${parts[0] === undefined ? "" : words[parts[0].state]}.`;
  const gone = started > known ? [`${started - known} deleted since`] : [];
  return `${many(started, "scan")}: ${[...parts.map(({ state, n }) => `${n} ${words[state]}`), ...gone].join(", ")}.`;
}

const reasons = {
  scanActive: "the scan before was still under way",
  noLiveConnection: "a snapshot has no connection",
  removed: "it was removed",
} as const;

/** @returns why clusters were passed over, one sentence for each reason, with the clusters' names. */
export function skippedOf({ skipped }: ScheduleRun): { sentence: string; clusters: string[] }[] {
  return [...Map.groupBy(skipped, (one) => one.reason)].map(([reason, all]) => ({
    sentence: `${many(all.length, "cluster")} passed over: ${reasons[reason]}.`,
    clusters: all.flatMap((one) => one.cluster ?? []),
  }));
}

/** @returns that runs were missed, or nothing. */
export function missedOf({ missed }: ScheduleRun): string | undefined {
  if (missed === 0) return undefined;
  const count = missed >= 1000 ? "1,000 runs or more" : many(missed, "run");
  return `${count} before it ${missed === 1 ? "was" : "were"} missed; this one stands for all.`;
}

export type RunTone = "good" | "bad" | "partial" | "busy" | "none";

/** @returns what the eye should see of a run. */
export function toneOf({ started, states: counted }: ScheduleRun): RunTone {
  if (counted.failed) return "bad";
  if (counted.queued || counted.running) return "busy";
  if (started === 0 || counted.cancelled) return "none";
  return counted.partial ? "partial" : "good";
}
