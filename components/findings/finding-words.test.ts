import { expect, test } from "vitest";
import type { Finding } from "#contracts/findings.ts";
import { formatFindingAddress, parseFindingAddress } from "./finding-url.ts";
import { ageWords, answerWords, assessedWords, isFirstLook, listTitle, unseenByPillar } from "./finding-words.ts";
import { listEntries } from "./list-entries.ts";
import { prose } from "./prose-blocks.ts";

const none = { critical: 0, high: 0, medium: 0, low: 0, information: 0 };
const scan = (share?: number) => ({
  clusterId: "cls_1",
  cluster: "a",
  scanId: "scn_1",
  number: 1,
  at: "2026-11-23T14:02:00Z",
  share,
});
const percent = (share: number) => `${share * 100} %`;

test("the title counts, and never calls everything fine", () => {
  expect(listTitle({ waived: 0, total: 28, counts: { ...none, critical: 9, high: 19 }, restsOn: [scan(1)] }, false)).toBe(
    "28 findings: 9 critical, 19 high.",
  );
  expect(listTitle({ waived: 0, total: 1, counts: { ...none, low: 1 }, restsOn: [scan(1)] }, true)).toBe(
    "1 matching finding: 1 low.",
  );
  expect(listTitle({ waived: 0, total: 0, counts: none, restsOn: [] }, false)).toBe("No scan has results yet.");
  expect(listTitle({ waived: 0, total: 0, counts: none, restsOn: [scan(1)] }, true)).toBe("No finding matches these filters.");
  expect(listTitle({ waived: 0, total: 0, counts: none, restsOn: [scan(1)] }, false)).toBe(
    "Nothing was found in what was looked at.",
  );
});

test("waived findings are counted apart", () => {
  const page = { total: 2, waived: 1, counts: { ...none, low: 2 }, restsOn: [scan(1)] };
  expect(listTitle(page, false)).toBe("2 findings: 2 low. 1 is waived.");
  expect(listTitle({ ...page, total: 0, waived: 2 }, false)).toBe("No finding is open. 2 are waived.");
  expect(listTitle(page, true, "waived")).toBe("2 waived findings: 2 low.");
  expect(listTitle({ ...page, total: 0, waived: 0 }, true, "waived")).toBe("No finding is waived.");
});

test("how much was assessed is part of finding nothing", () => {
  const check = {
    checkId: "a/b",
    title: "t",
    pillar: "access" as const,
    clusterId: "cls_1",
    cluster: "a",
    scanId: "scn_1",
    gaps: [],
  };
  expect(assessedWords({ restsOn: [scan(0.96)], notAssessed: [check] }, percent)).toBe(
    "96 % of the checks that apply were assessed in full, in 1 scan. 1 check could not be assessed and may hide findings.",
  );
  expect(assessedWords({ restsOn: [scan()], notAssessed: [] }, percent)).toBe("Nothing could be assessed in 1 scan.");
  expect(assessedWords({ restsOn: [scan(0.5), scan()], notAssessed: [] }, percent)).toMatch(/1 scan saw nothing/);
});

test("pillars of what was not assessed, most first", () => {
  expect(unseenByPillar([{ pillar: "platform" }, { pillar: "access" }, { pillar: "access" }])).toBe("2 access, 1 posture");
});

test("an address names one finding of one scan", () => {
  const address = { scanId: "scn_0123456789", fingerprint: "0123456789abcdef" };
  expect(parseFindingAddress(formatFindingAddress(address))).toEqual(address);
  for (const text of ["", "scn_0123456789", "scn_0123456789~xyz", "~0123456789abcdef"])
    expect(parseFindingAddress(text)).toBeNull();
});

test("age in words", () => {
  const now = Date.parse("2026-11-23T14:02:00Z");
  const age = (firstSeenAt: string, state: Finding["state"] = "unchanged") => ageWords({ firstSeenAt, state }, now);
  expect(age("2026-09-22T14:00:00Z")).toBe("62 d");
  expect(age("2026-11-23T10:00:00Z")).toBe("today");
  expect(age("2020-11-23T10:00:00Z")).toBe("6 y");
  expect(age("2020-11-23T10:00:00Z", "reopened")).toBe("reopened");
  expect(age("2026-11-23T10:00:00Z", "new")).toBe("new");
  expect(age("2026-11-23T10:00:00Z", "firstLook")).toBe("today");
});

test("a first look has nothing before it", () => {
  expect(isFirstLook([{ value: "firstLook", count: 3 }])).toBe(true);
  expect(
    isFirstLook([
      { value: "firstLook", count: 3 },
      { value: "unchanged", count: 1 },
    ]),
  ).toBe(false);
  expect(isFirstLook(undefined)).toBe(false);
});

test("lists by their names", () => {
  expect(answerWords("cis:5.1.3")).toBe("CIS Kubernetes Benchmark 5.1.3");
  expect(answerWords("checklist:rbac-good-practices")).toBe("Kubernetes security checklist: rbac good practices");
  expect(answerWords("own:1")).toBe("own:1");
});

const finding = (fingerprint: string, checkId: string): Finding => ({
  fingerprint,
  scanId: "scn_1",
  clusterId: "cls_1",
  cluster: "a",
  checkId,
  checkTitle: checkId.toUpperCase(),
  pillar: "access",
  severity: "high",
  title: "t",
  at: { resource: "pods", kind: "Pod", name: "x" },
  responsible: "platform",
  state: "new",
  firstSeenAt: "2026-11-23T14:02:00Z",
});

test("groups begin where the server's order changes", () => {
  const all = [finding("1", "a"), finding("2", "a"), finding("3", "b")];
  expect(listEntries(all, "check").map((entry) => entry.kind)).toEqual(["group", "finding", "finding", "group", "finding"]);
  expect(listEntries(all, "object").map((entry) => entry.kind)).toEqual(["group", "finding", "finding", "finding"]);
  expect(listEntries(all, "priority").every((entry) => entry.kind === "finding")).toBe(true);
});

test("a check's text is words, lists and code, and never markup", () => {
  expect(prose("Use `get`.\nNot <b>more</b>.\n\n- one\n- `two`\n\n```yaml\nkind: Role\n\nrules: []\n```\nEnd")).toEqual([
    {
      kind: "paragraph",
      parts: [
        { text: "Use ", code: false },
        { text: "get", code: true },
        { text: ". Not <b>more</b>.", code: false },
      ],
    },
    { kind: "list", items: [[{ text: "one", code: false }], [{ text: "two", code: true }]] },
    { kind: "code", text: "kind: Role\n\nrules: []" },
    { kind: "paragraph", parts: [{ text: "End", code: false }] },
  ]);
});
