import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checks } from "../checks/index.ts";
import type { VerdictKind } from "../findings/verdict.ts";
import { assessChecklist, type CheckStanding, type Statement } from "./assess.ts";
import { groundsOf } from "./grounds.ts";
import { checklistItem, checklistItems, checklistSections, matches } from "./items.ts";
import { evidence } from "./map.ts";
import { checklistScore } from "./score.ts";

const now = new Date("2026-06-01T00:00:00Z");
const later = new Date("2027-01-01T00:00:00Z");

interface World {
  readonly verdicts?: Readonly<Record<string, VerdictKind>>;
  readonly statements?: readonly Statement[];
  readonly review?: { readonly at: Date };
}

function assess({ verdicts = {}, statements = [], review }: World) {
  const standings = Object.entries(verdicts).map(([checkId, verdict]): [string, CheckStanding] => [
    checkId,
    { checkId, verdict, findings: verdict === "fail" ? 2 : 0 },
  ]);
  const said = new Map(statements.map((statement) => [statement.item, statement]));
  const found = assessChecklist({ verdicts: new Map(standings), statements: said, review, now });
  return (id: string) => found.find(({ item }) => item.id === id);
}

const says = (item: string, more: Partial<Statement> = {}): Statement => ({
  ...{ item, text: checklistItem(item)?.text ?? "", expiresAt: later },
  ...more,
});

describe("the list", () => {
  test("has the 35 items of the official one in its order, and two of its own", () => {
    expect(checklistItems).toHaveLength(37);
    expect(checklistSections.map(({ items }) => items.length)).toEqual([6, 7, 6, 2, 2, 5, 4, 3, 2]);
    expect(new Set(checklistItems.map(({ id }) => id)).size).toBe(37);
  });

  test("maps every item, and only to checks that exist", () => {
    expect(Object.keys(evidence).sort()).toEqual(checklistItems.map(({ id }) => id).sort());
    for (const [item, { checks: wanted }] of Object.entries(evidence))
      for (const id of wanted) expect([item, id, checks.some((check) => matches(check.id, id))]).toEqual([item, id, true]);
  });

  test("is named by each of its checks, and by no other: the two say the same", () => {
    for (const { id, answers, pillar } of checks) {
      const asked = checklistItems.filter(({ checks: looking }) => looking.includes(id)).map((item) => `checklist:${item.id}`);
      const named = answers.filter((answer) => answer.startsWith("checklist:"));
      expect([id, named.toSorted()]).toEqual([id, pillar === "upgrade" ? [] : asked.toSorted()]);
    }
  });

  test("leads to documentation of others over https alone, each place once an item", () => {
    for (const { id, refs } of checklistItems) {
      expect([id, refs.length > 0, new Set(refs.map(({ href }) => href)).size]).toEqual([id, true, refs.length]);
      for (const { href, title } of refs) {
        expect(title).toMatch(/^[A-Z]|^kube-/);
        expect(new URL(href).href).toBe(href);
        expect(href).toMatch(/^https:\/\/(kubernetes\.io|landscape\.cncf\.io|docs\.sigstore\.dev|(\w+\.)?owasp\.org)\//);
      }
    }
  });

  test("names groups of the landscape in the form that its guide has: category, two dashes, subcategory", () => {
    const groups = checklistItems.flatMap(({ refs }) => refs.filter(({ href }) => href.includes("landscape.cncf.io/guide")));
    expect(groups.length).toBeGreaterThan(4);
    for (const { href } of groups)
      expect(new URL(href).hash).toMatch(/^#(provisioning|runtime|orchestration-management)--[a-z]+(-[a-z]+)*$/);
  });
});

describe("an item", () => {
  test("is met when its check passed, and open as long as nobody looked", () => {
    expect(assess({ verdicts: { "workload/memory-limit": "pass" } })("memory-limit")?.state).toBe("met");
    expect(assess({ verdicts: { "workload/memory-limit": "notAssessed" } })("memory-limit")?.state).toBe("open");
    expect(assess({})("memory-limit")).toMatchObject({ state: "open", coverage: { assessed: 0, of: 1 } });
    expect(assess({ verdicts: { "workload/memory-limit": "notApplicable" } })("memory-limit")?.state).toBe("notApplicable");
  });

  test("fails with one finding, whatever a person says", () => {
    const found = assess({ verdicts: { "workload/memory-limit": "fail" }, statements: [says("memory-limit")] })("memory-limit");
    expect(found).toMatchObject({ state: "failed", statement: { is: "holds" } });
    expect(found?.reason).toBe("Its check found 2 problems. The statement does not change that.");
  });

  test("of which something lies where no check looks needs a person beside its checks", () => {
    const verdicts = { "workload/app-armor-profile": "pass", "workload/se-linux-options": "pass" } as const;
    expect(assess({ verdicts })("apparmor-selinux")?.state).toBe("open");
    expect(assess({ verdicts, statements: [says("apparmor-selinux")] })("apparmor-selinux")?.state).toBe("attested");
  });

  test("that leaves a choice is met by one of its checks, and failed by all of them", () => {
    const [tag, signed] = ["workload/mutable-image-tag", "admission/image-verification"] as const;
    const of = (verdicts: Record<string, VerdictKind>) => assess({ verdicts })("digest-or-verified")?.state;
    expect(of({ [tag]: "fail", [signed]: "pass" })).toBe("met");
    expect(of({ [tag]: "fail", [signed]: "notAssessed" })).toBe("open");
    expect(of({ [tag]: "fail", [signed]: "fail" })).toBe("failed");
  });

  test("is open again when its statement ended, or the list says something else", () => {
    const at = (more: Partial<Statement>) => assess({ statements: [says("root-ca", more)] })("root-ca");
    expect(at({})?.state).toBe("attested");
    expect(at({ expiresAt: now })).toMatchObject({ state: "open", statement: { is: "expired" } });
    expect(at({ text: "An older text" })).toMatchObject({ state: "open", statement: { is: "textChanged" } });
  });

  test("of access reviews is met by one of the last 24 months", () => {
    const on = (day: string) => assess({ review: { at: new Date(day) } })("access-review")?.state;
    expect(on("2024-06-02")).toBe("met");
    expect(on("2024-06-01")).toBe("open");
    expect(assess({})("access-review")?.reason).toBe("No access review of the whole cluster has been signed off here.");
  });
});

describe("the grounds of a verdict", () => {
  test("are what it rests on and what was not seen, each once, and never what a server said of a refusal", () => {
    const refused = { resource: "pods", reason: "forbidden" as const, detail: "User kim cannot list" };
    const outside = { resource: "images", reason: "outside" as const, detail: "2 of 3 have no report", namespace: "shop" };
    expect(groundsOf({ verdict: "pass", gaps: [] })).toBeUndefined();
    expect(groundsOf({ verdict: "fail", reason: "It rests on 1 of 3 images that run.", gaps: [outside] })).toBe(
      "It rests on 1 of 3 images that run. Not seen: 2 of 3 have no report (shop).",
    );
    expect(groundsOf({ verdict: "notAssessed", gaps: [refused, refused, outside, { ...refused, resource: "nodes" }] })).toBe(
      "Not seen: pods: the API server refused it; 2 of 3 have no report (shop); and 1 more.",
    );
  });
});

describe("the score", () => {
  test("is no number where nothing was assessed", () => {
    expect(checklistScore(assessChecklist({ verdicts: new Map(), statements: new Map(), now })).share).toBeUndefined();
  });

  test("never rises because something was not looked at, and never falls because something more was proven", () => {
    const ids = checks.map(({ id }) => id);
    const arbitrary = fc.record({
      verdicts: fc.dictionary(
        fc.constantFrom(...ids),
        fc.constantFrom<VerdictKind>("pass", "fail", "notApplicable", "notAssessed"),
      ),
      hidden: fc.constantFrom(...ids),
    });
    fc.assert(
      fc.property(arbitrary, ({ verdicts, hidden }) => {
        const of = (given: Record<string, VerdictKind>) => {
          const standings = Object.entries(given).map(([checkId, verdict]): [string, CheckStanding] => [
            checkId,
            { checkId, verdict, findings: 1 },
          ]);
          return checklistScore(assessChecklist({ verdicts: new Map(standings), statements: new Map(), now }));
        };
        const before = of(verdicts);
        const blind = of({ ...verdicts, [hidden]: "notAssessed" });
        expect(blind.counts.met).toBeLessThanOrEqual(before.counts.met);
        const proven = of({ ...verdicts, [hidden]: "pass" });
        expect(proven.counts.failed).toBeLessThanOrEqual(before.counts.failed);
        expect(proven.coverage).toBeGreaterThanOrEqual(of({ ...verdicts, [hidden]: "notAssessed" }).coverage);
      }),
    );
  });
});
