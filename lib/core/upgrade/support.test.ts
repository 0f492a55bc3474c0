import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarMinors, calendarSnapshot, supportCalendar, supportProviders } from "./support.ts";

const { supportOf } = supportCalendar();

const cases = Number(process.env.CASES ?? 200);
const today = "2026-11-23";

describe("support of a minor", () => {
  test("EKS 1.34 is in its last days of standard support", () => {
    expect(supportOf("eks", 34, today)).toMatchObject({
      phase: "standard",
      urgency: "under90",
      end: { end: "standard", date: "2026-12-02", daysLeft: 9, estimate: false, from: "calendar" },
    });
  });

  test("EKS 1.33 lives on extended support", () => {
    expect(supportOf("eks", 33, today)).toMatchObject({ phase: "extended", end: { end: "extended", date: "2027-07-29" } });
  });

  test.each<[string, number, string, string]>([
    ["upstream", 34, "ended", "overdue"],
    ["upstream", 35, "standard", "under180"],
    ["upstream", 36, "standard", "later"],
    ["aks", 32, "extended", "under180"],
    ["aks", 24, "ended", "overdue"],
    ["gke", 34, "standardEnded", "overdue"],
    ["eks", 37, "unknown", "unknown"],
    ["upstream", 38, "unknown", "unknown"],
    ["upstream", 12, "unknown", "unknown"],
  ])("%s 1.%i is %s, %s", (provider, minor, phase, urgency) => {
    expect(supportOf(provider as "eks", minor, today)).toMatchObject({ phase, urgency });
  });

  test("1.35 upstream only mends what is critical from 28 December 2026", () => {
    expect(supportOf("upstream", 35, "2026-12-27").phase).toBe("standard");
    expect(supportOf("upstream", 35, "2026-12-28").phase).toBe("maintenance");
  });

  test("says which dates are estimates, and takes the final one of two sources", () => {
    expect(supportOf("upstream", 37, today).end).toMatchObject({ date: "2027-10-28", estimate: true });
    expect(supportOf("upstream", 27, today).end).toMatchObject({ date: "2024-07-16", estimate: false });
  });

  test("is not released before its day", () => {
    expect(supportOf("upstream", 37, "2026-08-25")).toMatchObject({ phase: "notReleased", urgency: "unknown" });
  });

  test("holds through the last day", () => {
    expect(supportOf("eks", 34, "2026-12-02T23:59:59Z").phase).toBe("standard");
    expect(supportOf("eks", 34, "2026-12-03").phase).toBe("extended");
  });

  test("is as urgent as the days that are left", () => {
    const at = (day: string) => supportOf("upstream", 35, day).urgency;
    expect([at("2027-03-01"), at("2027-02-28"), at("2026-12-01"), at("2026-11-30"), at("2026-09-02"), at("2026-09-01")]).toEqual([
      "overdue",
      "under90",
      "under90",
      "under180",
      "under180",
      "later",
    ]);
  });
});

describe("an operator's dates", () => {
  test("stand in the place of the calendar's, and say so", () => {
    const calendar = supportCalendar([{ provider: "gke", minor: 34, end: "extended", date: "2028-01-31" }]);
    expect(calendar.supportOf("gke", 34, today)).toMatchObject({
      phase: "extended",
      end: { date: "2028-01-31", from: "operator", estimate: false },
    });
    expect(calendar.supportOf("eks", 34, today)).toEqual(supportOf("eks", 34, today));
  });

  test("make a minor known that the calendar lacks", () => {
    const calendar = supportCalendar([{ provider: "eks", minor: 37, end: "standard", date: "2027-11-01" }]);
    expect(calendar.supportOf("eks", 37, today)).toMatchObject({ phase: "standard", urgency: "later" });
  });
});

test("the day of the snapshot is known", () => {
  expect(calendarSnapshot).toEqual({ asOf: "2026-11-23", managedAsOf: "2026-08-22" });
});

test("time only ever brings an end closer", () => {
  const aDay = fc.date({ min: new Date("2020-01-01"), max: new Date("2029-01-01"), noInvalidDate: true });
  const order = ["notReleased", "standard", "maintenance", "extended", "standardEnded", "ended"];
  fc.assert(
    fc.property(
      fc.constantFrom(...supportProviders),
      fc.constantFrom(...calendarMinors),
      aDay,
      aDay,
      (provider, minor, one, two) => {
        const [first, second] = [one, two].sort((a, b) => a.getTime() - b.getTime()).map((day) => day.toISOString());
        const [before, after] = [supportOf(provider, minor, first ?? ""), supportOf(provider, minor, second ?? "")];
        expect(order.indexOf(after.phase)).toBeGreaterThanOrEqual(order.indexOf(before.phase));
      },
    ),
    { numRuns: cases },
  );
});
