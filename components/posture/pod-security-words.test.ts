import { expect, test } from "vitest";
import type { PodSecurityView } from "#contracts/pod-security.ts";
import {
  answerOf,
  comingWords,
  modeWords,
  refusedSentence,
  saidWords,
  trialSentence,
  versionOptions,
} from "./pod-security-words.ts";

const mode = (level: "privileged" | "baseline" | "restricted", version = "latest", from: "label" | "default" = "label") => ({
  level,
  version,
  from,
});
const none = mode("privileged", "latest", "default");

function view(refused: readonly number[], more: Partial<PodSecurityView> = {}): PodSecurityView {
  const namespaces = refused.map((count, index) => ({
    name: `n${index}`,
    workloads: 2,
    complete: true,
    refused: count,
    controls: [],
    coming: [],
  }));
  const trial = { level: "restricted", version: "latest", minor: "1.34" } as const;
  return {
    scanId: "s" as never,
    trial,
    newest: "1.37",
    minor: "1.34",
    admission: "unseen",
    namespaces,
    legacyPolicies: [],
    gaps: [],
    ...more,
  };
}

test("the answer counts workloads and namespaces", () => {
  expect(answerOf(view([2, 0, 1]))).toBe("3 of 6 workloads, in 2 namespaces, would be refused by restricted.");
  expect(answerOf(view([0]))).toBe("All 2 workloads would be let in by restricted.");
  const gaps = [{ resource: "pods", reason: "forbidden" }] as const;
  expect(answerOf(view([0], { gaps: [...gaps] }))).toBe("All 2 workloads that were seen would be let in by restricted.");
  expect(answerOf(view([]))).toBe("Nothing was seen that Pod Security would judge.");
});

test("it says whose minor counts", () => {
  expect(trialSentence(view([]))).toBe("Judged by v1.34, the cluster's own minor.");
  const { minor: _minor, ...unknown } = view([]);
  expect(trialSentence(unknown)).toContain("not known");
  expect(trialSentence(view([], { trial: { level: "baseline", version: "v1.37", minor: "1.37" } }))).toBe("Judged by v1.37.");
  expect(trialSentence(view([], { minor: "1.38", trial: { level: "baseline", version: "latest", minor: "1.37" } }))).toContain(
    "the cluster is 1.38",
  );
});

test("labels read as what they ask for", () => {
  expect([mode("baseline"), mode("baseline", "v1.30"), mode("privileged", "v1.30"), none].map(modeWords)).toEqual([
    "baseline",
    "baseline v1.30",
    "privileged",
    "no level",
  ]);
  expect(saidWords({ enforce: mode("baseline"), audit: mode("restricted"), warn: mode("baseline"), invalid: [] })).toBe(
    "audits restricted",
  );
  expect(saidWords({ enforce: none, audit: none, warn: mode("baseline", "v1.30"), invalid: [] })).toBe("warns of baseline v1.30");
  expect(saidWords({ enforce: none, audit: none, warn: none, invalid: [] })).toBe("");
});

test("coming minors say what they change, and nothing of what is not known", () => {
  const coming = [
    { minor: "1.34", refused: 2, allowed: 0 },
    { minor: "1.35", refused: 0, allowed: 1 },
  ];
  const labels = { enforce: mode("baseline"), audit: none, warn: none, invalid: [] };
  const row = { name: "n", workloads: 3, complete: true, refused: 0, controls: [], coming, labels };
  const { labels: _labels, ...unseen } = row;
  const old = { minor: "1.33", newest: "1.37" };
  expect(comingWords(row, old)).toEqual(["1.34 refuses 2 more", "1.35 lets 1 more in"]);
  expect(comingWords({ ...row, coming: [] }, old)).toEqual(["no change up to 1.37"]);
  expect(comingWords({ ...row, coming: [] }, { minor: "1.37", newest: "1.37" })).toEqual(["not known past 1.37"]);
  expect(comingWords(row, { newest: "1.37" })).toEqual(["not known"]);
  expect(comingWords(unseen, old)).toEqual(["not known"]);
  expect(comingWords({ ...row, labels: { ...labels, enforce: none } }, old)).toEqual(["nothing is enforced"]);
});

test("versions go from the newest down, after the cluster's own", () => {
  const options = Object.entries(versionOptions({ minor: "1.34", newest: "1.37" }));
  expect(options.slice(0, 2)).toEqual([
    ["latest", "latest, the cluster's 1.34"],
    ["v1.37", "v1.37"],
  ]);
  expect(options.at(-1)).toEqual(["v1.23", "v1.23"]);
});

test("one namespace is let in as a whole only where all of it was seen", () => {
  const { trial } = view([]);
  const said = (complete: boolean, total: number) =>
    refusedSentence({ namespace: "shop", complete, trial, total, workloads: [] }).join(" in shop ");
  expect(said(true, 0)).toBe("Nothing in shop would be refused by restricted.");
  expect(said(false, 0)).toBe("Nothing that was seen in shop would be refused by restricted.");
  expect(said(false, 2)).toBe("2 workloads in shop would be refused by restricted.");
});
