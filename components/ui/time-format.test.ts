import { expect, test } from "vitest";
import { formatDay, formatDuration, formatMoment, relative } from "./time-format.ts";

const at = "2026-11-23T23:30:00Z";

test("a moment is written in the reader's zone", () => {
  expect(formatMoment(at, "UTC")).toBe("23 Nov 2026, 23:30");
  expect(formatMoment(at, "Europe/Berlin")).toBe("24 Nov 2026, 00:30");
  expect(formatDay(at, "Asia/Tokyo")).toBe("24 Nov 2026");
});

test("today's moments are hours alone, and today is the reader's", () => {
  const now = Date.parse("2026-11-23T23:45:00Z");
  expect(formatMoment(at, "UTC", now)).toBe("23:30");
  expect(formatMoment("2026-11-22T23:30:00Z", "UTC", now)).toBe("22 Nov 2026, 23:30");
});

test("how long ago, in the largest unit that fits", () => {
  const now = Date.parse(at);
  expect(relative("2026-11-23T23:29:31Z", now)).toBe("just now");
  expect(relative("2026-11-23T20:00:00Z", now)).toBe("3 hours ago");
  expect(relative("2026-12-02T23:30:00Z", now)).toBe("in 9 days");
});

test("durations have their units, and short ones a decimal", () => {
  const plain = (ms: number) => formatDuration(ms).replaceAll("\u00a0", " ");
  expect(plain(420)).toBe("0.4 s");
  expect(plain(48_900)).toBe("48 s");
  expect(plain(200_000)).toBe("3 min 20 s");
  expect(plain(3_840_000)).toBe("1 h 4 min");
  expect(plain(-5)).toBe("0 s");
});
