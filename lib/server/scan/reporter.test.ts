import { describe, expect, it, vi } from "vitest";
import type { Step } from "../database/scans/scan-work.ts";
import { createReporter } from "./reporter.ts";

const step = (phase: Step["phase"], done: number): Step => ({ phase, done, total: 9, counts: {}, gaps: 0 });

function recorded() {
  const written: string[] = [];
  const reporter = createReporter(
    async ({ phase, done }) => {
      written.push(`${phase} ${done}`);
      return "held";
    },
    () => undefined,
  );
  return { written, reporter };
}

const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await undefined;
};

describe("a reporter", () => {
  it("writes each phase at once, and what was said last of it when it is settled", async () => {
    const { written, reporter } = recorded();
    for (const done of [1, 2, 3]) {
      reporter.report(step("collect", done));
      await turns();
    }
    expect(written).toEqual(["collect 1"]);
    await reporter.settle();
    expect(written).toEqual(["collect 1", "collect 3"]);
  });

  it("does not follow one write by another of the same phase", async () => {
    const { written, reporter } = recorded();
    reporter.report(step("collect", 1));
    reporter.report(step("collect", 2));
    await turns();
    expect(written).toEqual(["collect 1"]);
    reporter.report(step("assess", 0));
    await turns();
    expect(written).toEqual(["collect 1", "assess 0"]);
  });

  it("writes what was said last of a phase although nothing follows", async () => {
    vi.useFakeTimers();
    try {
      const { written, reporter } = recorded();
      reporter.report(step("collect", 1));
      reporter.report(step("collect", 2));
      await vi.advanceTimersByTimeAsync(1000);
      expect(written).toEqual(["collect 1", "collect 2"]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("goes on after it was settled with nothing to write", async () => {
    const { written, reporter } = recorded();
    await reporter.settle();
    reporter.report(step("connect", 0));
    await reporter.settle();
    expect(written).toEqual(["connect 0"]);
  });
});
