import { expect, test } from "vitest";
import { checkTester, verdictOfWorld } from "../tester.ts";
import knownVulnerabilities from "./known-vulnerabilities.ts";
import { digestOf, node, runningPod } from "./worlds.ts";

const web = runningPod({ name: "web", image: "r.example/web:1", imageID: `r.example/web@${digestOf("1")}` });
const db = runningPod({ name: "db", image: "r.example/db:1", imageID: `r.example/db@${digestOf("2")}` });
const objects = [node("n1"), web];
const clean = { newestAt: "2026-11-20T00:00:00Z", exploited: [], critical: 0, high: 0 };
const known = (flaws: object) => ({ images: { [digestOf("1")]: { flaws: { ...clean, ...flaws } } } });

checkTester(knownVulnerabilities, {
  pass: [
    { name: "a report of this week, and nothing in it that can be mended", objects, evidence: known({}) },
    { name: "a report of 30 days ago", objects, evidence: known({ newestAt: "2026-10-24T15:00:00Z" }) },
  ],
  fail: [
    {
      name: "one that is exploited, critical ones and high ones",
      objects,
      evidence: known({ exploited: ["CVE-2021-44228"], critical: 2, high: 1 }),
      finds: [
        { message: "exploited", object: "Pod shop/web" },
        {
          message: "critical",
          object: "Pod shop/web",
          title:
            "Pod shop/web runs images with up to 2 critical vulnerabilities that a newer version of their package mends: r.example/web:1",
        },
        { message: "high", object: "Pod shop/web" },
      ],
    },
    {
      name: "an old report",
      objects,
      evidence: known({ newestAt: "2026-10-01T00:00:00Z" }),
      finds: [{ message: "old", object: "Pod shop/web" }],
    },
    {
      name: "one image with a flaw beside one without a report",
      objects: [...objects, db],
      evidence: known({ high: 3 }),
      finds: [{ message: "high", object: "Pod shop/web" }],
    },
  ],
  notAssessed: [
    { name: "no report", objects },
    { name: "one of two images has none", objects: [...objects, db], evidence: known({}) },
    { name: "known to the registry alone", objects, evidence: { images: { [digestOf("1")]: { size: 1 } } } },
    { name: "pods were not seen", objects: [], unseen: ["pods"] },
  ],
});

test("a verdict says how many images it rests on, and what is missing says where", () => {
  const of = (more: object) => verdictOfWorld(knownVulnerabilities as never, { name: "", objects: [...objects, db], ...more });
  expect(of({ evidence: known({ high: 3 }) })).toMatchObject({
    kind: "fail",
    basis: "It rests on 1 of 2 images that run.",
    gaps: [
      {
        namespace: "shop",
        detail: "1 of 2 images that run here have no report that was known when the scan began, such as r.example/db:1",
      },
    ],
  });
});
