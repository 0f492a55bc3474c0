import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueAt, nextRuns, readSchedule, scheduleWords } from "./cron.ts";

const berlin = "Europe/Berlin";
const runs = (cron: string, timeZone: string, after: string, count: number) =>
  nextRuns({ cron, timeZone }, new Date(after), count).map((at) => at.toISOString().replace(":00.000Z", "Z"));

describe("a schedule", () => {
  it.each([
    ["0 * * * *", "Every hour, Europe/Berlin time"],
    ["30 2 * * *", "At 02:30, Europe/Berlin time"],
    ["0 6 * * mon", "At 06:00, only on Monday, Europe/Berlin time"],
    ["  */5   *  * * * ", "Every 5 minutes, Europe/Berlin time"],
    ["*/15 8-18 * * MON-FRI", "Every 15 minutes, between 08:00 and 18:59, Monday through Friday, Europe/Berlin time"],
    ["0 0 29 2 *", "At 00:00, on day 29 of the month, only in February, Europe/Berlin time"],
    ["0 4 * * 7", "At 04:00, only on Sunday, Europe/Berlin time"],
    ["0 3 1-7/2 1,7 *", expect.stringContaining("January and July")],
  ])("%s says %s", (cron, words) => {
    const read = readSchedule(cron, berlin);
    expect(read.ok && scheduleWords(read.value)).toEqual(words);
  });

  it("in UTC says so", () => {
    expect(scheduleWords({ cron: "0 0 * * *", timeZone: "UTC" })).toBe("At 00:00, UTC");
  });

  it.each([
    ["", "cronUnreadable"],
    ["* * * *", "cronUnreadable"],
    ["@daily", "cronUnreadable"],
    ["0 0 0 * * *", "cronUnreadable"],
    ["0 0 0 * * * 2027", "cronUnreadable"],
    ["60 * * * *", "cronUnreadable"],
    ["0 24 * * *", "cronUnreadable"],
    ["0 0 0 * *", "cronUnreadable"],
    ["0 0 * 13 *", "cronUnreadable"],
    ["0 0 * * 8", "cronUnreadable"],
    ["0 0 * * FOO", "cronUnreadable"],
    ["0 0 ? * *", "cronUnreadable"],
    ["0 0 L * *", "cronUnreadable"],
    ["0 0 15W * *", "cronUnreadable"],
    ["0 0 * * 5#2", "cronUnreadable"],
    ["5/15 * * * *", "cronUnreadable"],
    ["*/0 * * * *", "cronUnreadable"],
    ["*/99 * * * *", "cronUnreadable"],
    ["1-2-3 * * * *", "cronUnreadable"],
    ["30-10 * * * *", "cronUnreadable"],
    ["1, * * * *", "cronUnreadable"],
    ["0 0 30 2 *", "cronNever"],
    ["0 0 31 4,6,9,11 *", "cronNever"],
    ["* * * * *", "cronTooOften"],
    ["*/4 * * * *", "cronTooOften"],
    ["0,3 5 * * *", "cronTooOften"],
    ["58,0 * * * *", "cronTooOften"],
    ["58 23 * * *", undefined],
    ["0,58 0,23 * * *", "cronTooOften"],
    ["0,58 0,23 * * 1", undefined],
    ["*/5 * * * *", undefined],
    ["*/7 * * * *", "cronTooOften"],
    [`0 0 * * ${"1,".repeat(60)}1`, "cronUnreadable"],
  ])("%s is %s", (cron, code) => {
    const read = readSchedule(cron, berlin);
    expect(read.ok ? undefined : read.error.code).toBe(code);
    if (!read.ok) expect(read.error).toMatchObject({ path: "cron", message: expect.any(String), remedy: expect.any(String) });
  });

  it.each(["Mars/Olympus", "", "+01:00", "Europe/Berlin; DROP TABLE", "../etc", "local time"])("has no zone “%s”", (zone) => {
    expect(readSchedule("0 0 * * *", zone)).toMatchObject({ ok: false, error: { code: "zoneUnknown", path: "timeZone" } });
  });

  it.each(["UTC", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "Pacific/Chatham"])(
    "has the zone %s",
    (zone) => {
      expect(readSchedule("0 0 * * *", zone).ok).toBe(true);
    },
  );
});

describe("a day on which the clock is put forward", () => {
  it("has a fixed time once, after the gap", () => {
    expect(runs("30 2 * * *", berlin, "2026-03-27T12:00:00Z", 3)).toEqual([
      "2026-03-28T01:30Z",
      "2026-03-29T01:00Z",
      "2026-03-30T00:30Z",
    ]);
    expect(runs("0,30 2 * * *", berlin, "2026-03-28T12:00:00Z", 2)).toEqual(["2026-03-29T01:00Z", "2026-03-30T00:00Z"]);
  });

  it("has every hour that there is", () => {
    expect(runs("0 * * * *", berlin, "2026-03-28T23:30:00Z", 3)).toEqual([
      "2026-03-29T00:00Z",
      "2026-03-29T01:00Z",
      "2026-03-29T02:00Z",
    ]);
  });
});

describe("a day on which the clock is put back", () => {
  it("has a fixed time once", () => {
    expect(runs("30 2 * * *", berlin, "2026-10-24T12:00:00Z", 2)).toEqual(["2026-10-25T00:30Z", "2026-10-26T01:30Z"]);
    expect(runs("30 1,2 * * *", berlin, "2026-10-24T12:00:00Z", 3)).toEqual([
      "2026-10-24T23:30Z",
      "2026-10-25T00:30Z",
      "2026-10-26T00:30Z",
    ]);
    expect(runs("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", 2)).toEqual(["2026-11-01T05:30Z", "2026-11-02T06:30Z"]);
  });

  it("has both of an hour that comes twice", () => {
    expect(runs("0 * * * *", berlin, "2026-10-24T23:30:00Z", 3)).toEqual([
      "2026-10-25T00:00Z",
      "2026-10-25T01:00Z",
      "2026-10-25T02:00Z",
    ]);
  });

  it("in a zone that moves by half an hour has a fixed time once", () => {
    expect(runs("45 1 * * *", "Australia/Lord_Howe", "2026-04-03T14:00:00Z", 3)).toEqual([
      "2026-04-03T14:45Z",
      "2026-04-04T14:45Z",
      "2026-04-05T15:15Z",
    ]);
  });
});

describe("what is due", () => {
  const hourly = { cron: "0 * * * *", timeZone: "UTC" };
  const at = (text: string) => new Date(`2026-11-24T${text}Z`);

  it("is nothing before its time", () => {
    expect(dueAt(hourly, at("10:00:00"), at("09:59:59.999"))).toBeUndefined();
  });

  it("is the awaited occurrence at its time", () => {
    expect(dueAt(hourly, at("10:00:00"), at("10:00:00"))).toEqual({ at: at("10:00:00"), missed: 0, next: at("11:00:00") });
    expect(dueAt(hourly, at("10:00:00"), at("10:59:59"))).toEqual({ at: at("10:00:00"), missed: 0, next: at("11:00:00") });
  });

  it("is one occurrence for all that were missed", () => {
    expect(dueAt(hourly, at("10:00:00"), at("13:20:00"))).toEqual({ at: at("13:00:00"), missed: 3, next: at("14:00:00") });
  });

  it("is counted up to a thousand, and the newest all the same", () => {
    const due = dueAt(hourly, new Date("2020-01-01T00:00:00Z"), at("10:30:00"));
    expect(due).toEqual({ at: at("10:00:00"), missed: 1000, next: at("11:00:00") });
  });

  it("leaves no occurrence out and takes none twice, whenever somebody looks", () => {
    const looks = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 });
    const crons = fc.constantFrom("*/5 * * * *", "30 2 * * *", "0,30 1-3 * * *", "17 * * * *", "0 3 * * 0");
    const zones = fc.constantFrom("UTC", berlin, "America/New_York", "Australia/Lord_Howe");
    const starts = fc.constantFrom("2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z", "2026-10-31T20:00:00Z");
    fc.assert(
      fc.property(looks, crons, zones, starts, (minutes, cron, timeZone, start) => {
        const schedule = { cron, timeZone };
        let now = new Date(start);
        let [awaited] = nextRuns(schedule, now, 1) as [Date];
        let counted = 0;
        for (const step of minutes) {
          now = new Date(now.getTime() + step * 60_000);
          const due = dueAt(schedule, awaited, now);
          if (!due) continue;
          counted += due.missed + 1;
          expect(due.next > now).toBe(true);
          awaited = due.next;
        }
        const all = nextRuns(schedule, new Date(start), counted + 1);
        expect(all.filter((run) => run <= now)).toHaveLength(counted);
      }),
      { numRuns: Number(process.env.CASES ?? 40) },
    );
  });
});
