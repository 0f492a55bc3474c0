import { describe, expect, it } from "vitest";
import type { Check } from "#core/checks/define.ts";
import { defineCheck } from "#core/checks/define.ts";
import { checks } from "#core/checks/index.ts";
import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import type { Coverage } from "#core/inventory/inventory.ts";
import { mostResults } from "#server/export/sarif/notifications.ts";
import { reportOn } from "../assessment/report.ts";
import { sarifLog } from "./log.ts";

const worst = defineCheck({
  id: "test/many",
  major: 1,
  since: "1.0",
  title: "Many findings",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: Array.from({ length: 30 }, (_, index) => `list:${index}`),
  reads: ["nodes"],
  messages: { bad: { text: "{object} is bad", severity: "critical" }, note: { text: "{object}", severity: "information" } },
  docs: { why: "Why.", fix: "Fix.", refs: ["https://example.com/a"] },
  *evaluate({ list }) {
    for (const [index, { meta }] of list("nodes").entries())
      yield { at: { resource: "nodes", kind: "Node", name: meta.name }, message: index % 3 === 0 ? "bad" : "note" };
  },
}) as unknown as Check;

function run(names: readonly string[], coverage: Record<string, Coverage> = {}) {
  const objects: KubernetesObject[] = names.map((name) => ({ apiVersion: "v1", kind: "Node", metadata: { name } }));
  const now = new Date("2026-11-24T10:00:00Z");
  const inventory = inventoryOfObjects(objects, { takenAt: now.toISOString(), source: "live", coverage });
  const opened = { inventory, namespace: "default", place: "test", fallbackIdentity: "test cluster" };
  const [only] = sarifLog(reportOn(opened, { checks: [worst], now }), 1).runs;
  if (only === undefined) throw new Error("no run");
  const { results = [], invocations = [], tool } = only;
  const rules = tool.driver.rules ?? [];
  return { results, rules, notifications: invocations[0]?.toolExecutionNotifications ?? [] };
}

describe("SARIF", () => {
  it("has a rule for each message of each check, with help, and results that point to theirs", () => {
    const { rules, results } = run(["a", "b"]);
    expect(rules.map(({ id }) => id)).toEqual(["test/many/bad", "test/many/note"]);
    expect(rules[0]?.help?.text).toContain("Fix.");
    expect(rules[0]?.properties).toMatchObject({ "security-severity": "9.5" });
    expect(rules[1]?.properties).not.toHaveProperty("security-severity");
    for (const result of results) expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    expect(results.map(({ level }) => level)).toEqual(["error", "note"]);
  });

  it("has unique fingerprints, and places that stay inside the repository", () => {
    const { results } = run(["..", "a/b?c#d", "\u202e\u001b[31m", "x"]);
    const prints = results.map(({ partialFingerprints }) => partialFingerprints?.["drydock/v1"]);
    expect(new Set(prints).size).toBe(results.length);
    for (const { locations = [] } of results)
      for (const { physicalLocation } of locations)
        expect(physicalLocation?.artifactLocation?.uri).toMatch(/^cluster\/nodes\/[\w.%-]+$/);
    expect(results.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri)).toContain(
      "cluster/nodes/%2E%2E",
    );
    expect(JSON.stringify(results.map(({ message }) => message))).not.toMatch(/\\u001b|\u202e/);
  });

  it("keeps the worst where there are more than code scanning shows, and says so", () => {
    const names = Array.from({ length: mostResults + 7 }, (_, index) => `n${index}`);
    const { results, notifications } = run(names);
    expect(results).toHaveLength(mostResults);
    expect(results.filter(({ level }) => level === "error")).toHaveLength(Math.ceil(names.length / 3));
    expect(results.findLastIndex(({ level }) => level === "error")).toBeLessThan(
      results.findIndex(({ level }) => level === "note"),
    );
    expect(notifications.map(({ message }) => message.text)).toEqual(["7 findings of lower severity are left out."]);
  });

  it("tells what was not seen, and has results even without any", () => {
    const { results, notifications } = run([], {
      nodes: { state: "unseen", gaps: [{ resource: "nodes", reason: "forbidden" }] },
    });
    expect(results).toEqual([]);
    const said = notifications.map(({ descriptor }) => descriptor?.id);
    expect(said).toEqual(["gap/forbidden", "check/notAssessed"]);
  });

  it("stays within the limits of tags", () => {
    expect(run(["a"]).rules.every(({ properties }) => (properties?.tags?.length ?? 0) <= 20)).toBe(true);
  });

  it("describes every check that there is", () => {
    const now = new Date("2026-11-24T10:00:00Z");
    const inventory = inventoryOfObjects([], { takenAt: now.toISOString(), source: "live" });
    const report = reportOn({ inventory, namespace: "default", place: "test", fallbackIdentity: "test" }, { checks, now });
    const ids = sarifLog(report, 0).runs[0]?.tool.driver.rules?.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(checks.length);
  });
});
