import { describe, expect, it } from "vitest";
import { assess } from "#core/checks/assess.ts";
import { type Check, defineCheck } from "#core/checks/define.ts";
import { checks } from "#core/checks/index.ts";
import type { Severity } from "#core/findings/verdict.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import type { Coverage } from "#core/inventory/inventory.ts";
import { exitCodeOf, type FailOn } from "./exit-codes.ts";

const now = new Date("2026-11-24T10:00:00Z");
const refused: Coverage = { state: "unseen", gaps: [{ resource: "pods", reason: "forbidden" }] };
const secretsLeftOut: Coverage = { state: "unseen", gaps: [{ resource: "secrets", reason: "notCollected" }] };
const secretsRefused: Coverage = { state: "unseen", gaps: [{ resource: "secrets", reason: "forbidden" }] };

function finding(severity: Severity, reads: "nodes" | "pods" | "secrets" = "nodes"): Check {
  return defineCheck({
    id: `test/${severity}-${reads}`,
    major: 1,
    since: "1.0",
    title: "A check of the test",
    pillar: "access",
    layer: "cluster",
    seenBy: "api",
    responsible: "platform",
    answers: [],
    reads: [reads],
    messages: { found: { text: "{object}", severity } },
    docs: { why: "why", fix: "fix", refs: [] },
    *evaluate({ list }) {
      for (const { meta } of list(reads)) yield { at: { resource: reads, kind: "Node", name: meta.name }, message: "found" };
    },
  }) as unknown as Check;
}

const node = { apiVersion: "v1", kind: "Node", metadata: { name: "n1" } };

function code(checks: readonly Check[], failOn: FailOn, coverage: Record<string, Coverage> = {}): number {
  const inventory = inventoryOfObjects([node], { takenAt: now.toISOString(), source: "live", coverage });
  return exitCodeOf(assess(inventory, { now, clusterIdentity: "test", checks }), failOn);
}

describe("the exit code of check and scan", () => {
  it.each<[Severity, FailOn, number]>([
    ["critical", "critical", 1],
    ["high", "critical", 0],
    ["critical", "high", 1],
    ["high", "high", 1],
    ["medium", "high", 0],
    ["medium", "medium", 1],
    ["low", "medium", 0],
    ["low", "low", 1],
    ["information", "low", 0],
    ["information", "information", 1],
    ["critical", "never", 0],
  ])("a %s finding with --fail-on %s is %d", (severity, failOn, expected) => {
    expect(code([finding(severity)], failOn)).toBe(expected);
  });

  it("is 2 where a check could not look, whatever it might have found", () => {
    expect(code([finding("low", "pods")], "high", { pods: refused })).toBe(2);
    expect(code([finding("critical", "pods")], "never", { pods: refused })).toBe(2);
  });

  it("is 1 where something was found and something else was not seen", () => {
    expect(code([finding("high"), finding("high", "pods")], "high", { pods: refused })).toBe(1);
  });

  it("is 2 where less than the limit was found and something else was not seen", () => {
    expect(code([finding("low"), finding("high", "pods")], "high", { pods: refused })).toBe(2);
  });

  it("is 0 where nothing was found and all was seen", () => {
    expect(code([finding("critical", "pods")], "information")).toBe(0);
  });

  it("is 2 without any check", () => {
    expect(code([], "high")).toBe(2);
  });

  it("waits for nothing that no option of the command shows", () => {
    const [ports] = checks.filter(({ id }) => id === "control-plane/listening-ports");
    if (ports === undefined) throw new Error("there is no such check");
    expect(code([ports], "information")).toBe(0);
  });

  it("tells what was left out on purpose from what was refused", () => {
    expect(code([finding("high", "secrets")], "high", { secrets: secretsLeftOut })).toBe(0);
    expect(code([finding("high", "secrets")], "high", { secrets: secretsRefused })).toBe(2);
  });
});
