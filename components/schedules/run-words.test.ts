import { describe, expect, it } from "vitest";
import type { ScheduleRun } from "#contracts/schedules.ts";
import { missedOf, outcomeOf, skippedOf, toneOf } from "./run-words.ts";

const at = "2026-11-24T10:00:00Z";
const run = (more: Partial<ScheduleRun>): ScheduleRun => ({
  ...{ dueAt: at, startedAt: at, cause: "clock", missed: 0, started: 0, skipped: [], states: {}, failed: [] },
  ...more,
});
const skipped = (cluster: string | undefined, reason: ScheduleRun["skipped"][number]["reason"]) => ({
  clusterId: "cls_aaaaaaaaaaaaaaaa",
  ...(cluster !== undefined && { cluster }),
  reason,
});

describe("a run in words", () => {
  it.each([
    [{ started: 12, states: { completed: 10, failed: 2 } }, "12 scans: 10 completed, 2 failed.", "bad"],
    [{ started: 1, states: { queued: 1 } }, "1 scan, waiting.", "busy"],
    [{ started: 2, states: { partial: 1, completed: 1 } }, "2 scans: 1 completed, 1 partial.", "partial"],
    [{ started: 3, states: { completed: 2 } }, "3 scans: 2 completed, 1 deleted since.", "good"],
    [{ started: 3 }, "3 scans, deleted since.", "good"],
    [{}, "There was nothing to scan.", "none"],
    [{ skipped: [skipped("a", "scanActive")] }, "No scan was started.", "none"],
  ] as const)("%j is %s", (more, sentence, tone) => {
    const said = run(more as Partial<ScheduleRun>);
    expect([outcomeOf(said), toneOf(said)]).toEqual([sentence, tone]);
  });

  it("names what was passed over, by reason", () => {
    const all = [skipped("a", "scanActive"), skipped("b", "scanActive"), skipped(undefined, "removed")];
    expect(skippedOf(run({ skipped: all }))).toEqual([
      { sentence: "2 clusters passed over: the scan before was still under way.", clusters: ["a", "b"] },
      { sentence: "1 cluster passed over: it was removed.", clusters: [] },
    ]);
  });

  it("says what was missed", () => {
    expect(missedOf(run({}))).toBeUndefined();
    expect(missedOf(run({ missed: 1 }))).toBe("1 run before it was missed; this one stands for all.");
    expect(missedOf(run({ missed: 1000 }))).toBe("1,000 runs or more before it were missed; this one stands for all.");
  });
});
