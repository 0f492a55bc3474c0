import { describe, expect, it } from "vitest";
import { cronOf, readChoice } from "./cron-choice.ts";

describe("a choice of times", () => {
  it.each([
    ["0 * * * *", "hour"],
    ["15 * * * *", "hour"],
    ["30 2 * * *", "day"],
    ["0 0 * * *", "day"],
    ["5 23 * * 0", "week"],
    ["0 6 * * 1", "week"],
    ["*/15 * * * *", "cron"],
    ["0 * * * 1", "cron"],
    ["0 6 * * MON-FRI", "cron"],
    ["0 6 1 * *", "cron"],
  ])("of %s is one of every %s, and writes it again", (cron, rhythm) => {
    const choice = readChoice(cron);
    expect([choice.rhythm, cronOf(choice)]).toEqual([rhythm, cron]);
  });

  it("begins with every night, and writes nothing for half a time", () => {
    expect(cronOf(readChoice(undefined))).toBe("0 2 * * *");
    expect(cronOf({ ...readChoice(undefined), time: "" })).toBe("");
  });

  it("shows the cron of the fields when it turns to cron", () => {
    const choice = readChoice("30 2 * * *");
    expect(cronOf({ ...choice, rhythm: "cron" })).toBe("30 2 * * *");
  });
});
