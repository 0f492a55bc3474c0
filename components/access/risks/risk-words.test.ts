import { expect, test } from "vitest";
import type { RiskGroupView, Risks } from "#contracts/access/risks.ts";
import { defaultsSentence, findingsOfChecks, groupFacts, risksTitle, rowsSentence } from "./risk-words.ts";

const group: RiskGroupView = {
  id: "node-root",
  allows: "Become root on a node",
  sentence: "",
  counts: { critical: 1, high: 0, medium: 0, low: 0, information: 0 },
  findings: 3,
  subjects: { User: 2, Group: 0, ServiceAccount: 1 },
  serious: 2,
  namespaces: 1,
  clusterWide: 2,
  onNode: 0,
  worst: [],
  checks: [],
};
const row: Risks["rows"][number] = { row: 1, right: "", consequence: "", verdict: "pass", findings: 0, checks: ["rbac/a"] };
const risks = (groups: RiskGroupView[], rows = [row]): Risks => ({
  groups,
  rows,
  findings: groups.reduce((sum, { findings }) => sum + findings, 0),
  waived: 0,
});

test("the title says who may do the worst of what was found, and never that all is well where something was not seen", () => {
  expect(risksTitle(risks([group]))).toBe("2 subjects may become root on a node");
  expect(risksTitle(risks([{ ...group, serious: 0 }]))).toBe("Nobody was found with a critical or a high right");
  expect(risksTitle(risks([{ ...group, serious: 0, findings: 0 }]))).toBe("Nothing was found that leads further");
  expect(risksTitle(risks([], [{ ...row, verdict: "notAssessed" }]))).toBe(
    "Nothing was found that leads further, and not everything was seen",
  );
});

test("facts count subjects by kind, and where", () => {
  expect(groupFacts(group)).toEqual([
    "2 users, 1 service account, 2 of them by critical or high findings",
    "in 1 namespace, 2 in the whole cluster",
  ]);
  expect(groupFacts({ ...group, clusterWide: 0, onNode: 4 })).toEqual([
    "2 users, 1 service account, 2 of them by critical or high findings",
    "in 1 namespace",
    "4 where nothing keeps pods from their node",
  ]);
});

test("rows are counted by verdict", () => {
  const rows = [row, { ...row, verdict: "fail" as const }, { ...row, verdict: "notAssessed" as const }];
  expect(rowsSentence(rows)).toBe("Of 3 known ways: 1 found, 1 not found, 1 not assessed.");
});

test("links name the scan and the checks; what was not seen is said", () => {
  expect(findingsOfChecks("scn_a", ["rbac/a", "rbac/b"])).toBe("/findings?scan=scn_a&check=rbac%2Fa,rbac%2Fb");
  const levels = { privileged: 0, unlabelled: 0, baseline: 0, restricted: 0, misspelt: 0, complete: true };
  expect(defaultsSentence({ ...levels, defaults: "unseen" })).toContain("was not seen");
});
