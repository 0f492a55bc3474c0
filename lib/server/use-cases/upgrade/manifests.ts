/** Manifests that somebody wants to have judged for a target. Nothing of them is kept. */
import type { z } from "zod";
import { type JudgedManifest, type JudgedManifests, type manifestsBody, mostManifestText } from "../../../contracts/upgrade.ts";
import { ok } from "../../../core/result.ts";
import { diffLines } from "../../../core/text/line-diff.ts";
import { convertManifest } from "../../../core/upgrade/convert/convert.ts";
import { catalogueReach, removalsIn } from "../../../core/upgrade/lifecycle.ts";
import {
  type Aim,
  judgeManifests,
  type ManifestFinding,
  type NotAssessed,
  unknownTarget,
} from "../../../core/upgrade/manifests/judge.ts";
import { formatMinor, parseMinor, stepsTo } from "../../../core/upgrade/minor.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";

const mostFindings = 500;
const mostForeign = 20;
/** Lines of one manifest whose rewrite is shown. */
const mostLines = 5_000;

type Asked = z.infer<typeof manifestsBody>;

export const judgeManifestFiles = defineUseCase<Asked, JudgedManifests>("report:read", async (_actor, asked) => {
  if (asked.files.reduce((sum, { text }) => sum + text.length, 0) > mostManifestText)
    return refuse("badRequest", { detail: "The files are larger than 8 MiB together." });
  const aim = aimOf(asked);
  return aim.ok ? ok(judged(asked.files, aim.value)) : aim;
});

function aimOf({ target, from }: Asked): Outcome<Aim> {
  const to = parseMinor(target) ?? catalogueReach.newest;
  const start = parseMinor(from);
  if (start === undefined) return ok({ target: to });
  if (stepsTo(start, to).kind !== "invalid") return ok({ target: to, from: start });
  return refuse("badRequest", { detail: `${formatMinor(to)} is older than ${formatMinor(start)}: a cluster does not go back.` });
}

interface Found {
  readonly finding: ManifestFinding;
  readonly source: () => string;
}

function judged(files: Asked["files"], aim: Aim): JudgedManifests {
  const found: Found[] = [];
  const notAssessed: NotAssessed[] = [...unknownTarget(aim.target)];
  const foreign: string[] = [];
  let fine = 0;
  for (const { name, text } of files)
    for (const one of judgeManifests(text, aim, name)) {
      if (one.kind === "finding") found.push(one);
      else if (one.kind === "notAssessed") notAssessed.push(one.notAssessed);
      else if (one.kind === "foreign") foreign.push(one.of);
      else fine += 1;
    }
  const of = (verdict: string) => found.filter(({ finding }) => finding.verdict === verdict);
  const [blocker, warning, info] = [of("blocker"), of("warning"), of("info")];
  return {
    target: formatMinor(aim.target),
    counts: { blocker: blocker.length, warning: warning.length, info: info.length, fine, foreign: foreign.length },
    findings: [...blocker, ...warning, ...info].slice(0, mostFindings).map((one) => withConversion(one, aim)),
    notAssessed: notAssessed.slice(0, mostFindings).map((one) => ({ ...one })),
    foreign: [...new Set(foreign)].slice(0, mostForeign),
    steps: stepsOf(aim),
  };
}

function withConversion({ finding, source }: Found, { target }: Aim): JudgedManifest {
  const text = source();
  const conversion = text.split("\n", mostLines + 1).length > mostLines ? undefined : convertManifest(text, target);
  if (conversion === undefined || conversion.kind === "none") return finding;
  if (conversion.kind === "byHand") return { ...finding, conversion: { byHand: conversion.why, notes: [] } };
  const lines = diffLines(conversion.before, conversion.text).map((line) => ({ ...line }));
  return { ...finding, conversion: { lines, notes: conversion.notes.map((note) => ({ ...note })) } };
}

function stepsOf({ target, from = target - 1 }: Aim): JudgedManifests["steps"] {
  const path = stepsTo(from, target);
  const steps = path.kind === "steps" ? path.steps : [];
  return steps.map((minor) => ({ minor: formatMinor(minor), removals: removalsIn(minor)?.byDefault.length }));
}
