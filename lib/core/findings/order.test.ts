import { expect, test } from "vitest";
import { atLeast, countSeverities, whatToDoFirst } from "./order.ts";
import type { Finding, Severity } from "./verdict.ts";

function finding(fingerprint: string, severity: Severity, kind = "Deployment", name = fingerprint): Finding {
  return { fingerprint, checkId: "a/b", severity, message: "m", data: {}, at: { resource: "x", kind, name }, title: fingerprint };
}

test("severities are counted and compared", () => {
  expect(countSeverities([finding("a", "high"), finding("b", "high"), finding("c", "low")])).toEqual({
    critical: 0,
    high: 2,
    medium: 0,
    low: 1,
    information: 0,
  });
  expect([atLeast("critical", "high"), atLeast("high", "high"), atLeast("medium", "high")]).toEqual([true, true, false]);
});

test("the worst comes first, then what is new, then what holds everywhere, then what one change removes most of", () => {
  const findings = [
    finding("alone", "high"),
    finding("pair-1", "high", "Deployment", "pair"),
    finding("pair-2", "high", "Deployment", "pair"),
    finding("everywhere", "high", "ClusterRoleBinding"),
    finding("fresh", "high"),
    finding("worst", "critical"),
    finding("least", "information"),
  ];
  const ranked = whatToDoFirst(findings, new Set(["fresh"]));
  expect(ranked.map((entry) => entry.finding.fingerprint)).toEqual([
    "worst",
    "fresh",
    "everywhere",
    "pair-1",
    "pair-2",
    "alone",
    "least",
  ]);
  expect(ranked.map((entry) => entry.reason)).toEqual([
    "It is critical.",
    "It is high, and it is new since the scan before.",
    "It is high, and it holds in the whole cluster.",
    "It is high, and its object has 2 findings.",
    "It is high, and its object has 2 findings.",
    "It is high.",
    "It is for information.",
  ]);
});
