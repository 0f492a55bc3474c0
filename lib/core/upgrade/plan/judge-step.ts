/**
 * Judges one step of an upgrade from what its checks say. A step is never ready where something that could stop it was not
 * seen: that is unknown, and the reasons say what was not looked at.
 */
import type { AssessedCheck } from "../../checks/assess.ts";
import type { Check, Responsible } from "../../checks/define.ts";
import { formatList } from "../../findings/message.ts";
import type { Finding, Severity } from "../../findings/verdict.ts";
import type { Gap } from "../../inventory/gap.ts";
import type { DiscoveredResource } from "../../inventory/inventory.ts";
import { type Impact, impacts } from "../impact.ts";
import { type ApiLifecycle, catalogueReach, type MinorRemovals, removalsIn } from "../lifecycle.ts";
import { formatMinor, type Minor } from "../minor.ts";
import { type EvidenceOfUse, evidenceOfUse, standsBeside, unreadSources } from "./evidence-of-use.ts";

export const stepVerdicts = ["blocked", "unknown", "warning", "ready"] as const;
export type StepVerdict = (typeof stepVerdicts)[number];

export interface StepFinding {
  readonly impact: Impact;
  readonly finding: Finding;
  /** Of its check. */
  readonly title: string;
  readonly responsible: Responsible;
  readonly fix: string;
  /** An earlier step has it, too. */
  readonly earlier: boolean;
}

export interface UnseenCheck {
  readonly checkId: string;
  readonly title: string;
  /** What it could have found would stop the upgrade. */
  readonly couldBlock: boolean;
  readonly gaps: readonly Gap[];
}

export interface Step {
  readonly minor: Minor;
  readonly verdict: StepVerdict;
  /** Sentences, the weightiest first. */
  readonly reasons: readonly string[];
  /** Blockers first; `info` last. */
  readonly findings: readonly StepFinding[];
  readonly unseen: readonly UnseenCheck[];
  /** What the verdict about APIs rests on, strongest first. */
  readonly evidence: readonly EvidenceOfUse[];
  /** What the minor takes away; undefined past the catalogue's reach. */
  readonly removals?: MinorRemovals;
  /** Of what it takes away and was on by default, what the cluster serves today. */
  readonly servedToday: readonly ApiLifecycle[];
}

export interface StepSource {
  readonly minor: Minor;
  readonly results: readonly AssessedCheck[];
  readonly checks: ReadonlyMap<string, Check>;
  readonly discovered: readonly DiscoveredResource[];
  /** Fingerprints of what the steps before have. */
  readonly earlier: ReadonlySet<string>;
}

/** @returns the step with its verdict. */
export function judgeStep(source: StepSource): Step {
  const findings = findingsOf(source);
  const removals = removalsIn(source.minor);
  const served = new Set(source.discovered.map(({ group, version, kind }) => `${group}/${version}/${kind}`));
  const servedToday = (removals?.byDefault ?? []).filter(({ group, version, kind }) => served.has(`${group}/${version}/${kind}`));
  const unseen = unseenOf(source).map((one) =>
    servedToday.length === 0 && standsBeside(one.checkId) ? { ...one, couldBlock: false } : one,
  );
  const judged = { minor: source.minor, findings, unseen, servedToday, anyCheck: source.results.length > 0 };
  const { verdict, reasons } = verdictOf({ ...judged, discovered: source.discovered.length > 0 });
  return {
    minor: source.minor,
    verdict,
    reasons,
    findings,
    unseen,
    evidence: evidenceOfUse(source.results),
    ...(removals && { removals }),
    servedToday,
  };
}

function findingsOf({ results, checks, earlier }: StepSource): readonly StepFinding[] {
  const found = results.flatMap(({ checkId, verdict }) => {
    const check = checks.get(checkId);
    if (verdict.kind !== "fail" || check === undefined) return [];
    return verdict.findings.map(
      (finding): StepFinding => ({
        impact: impactOf(finding),
        finding,
        title: check.title,
        responsible: check.responsible,
        fix: check.docs.fix,
        earlier: earlier.has(finding.fingerprint),
      }),
    );
  });
  return found.sort((one, other) => impacts.indexOf(one.impact) - impacts.indexOf(other.impact));
}

function impactOf({ data, severity }: Finding): Impact {
  return impacts.find((impact) => impact === data.impact) ?? impactBy(severity);
}

/** What does not say its impact is judged by how severe it is. */
function impactBy(severity: Severity): Impact {
  if (severity === "critical" || severity === "high") return "blocker";
  return severity === "information" ? "info" : "warning";
}

function unseenOf({ results, checks }: StepSource): readonly UnseenCheck[] {
  return results.flatMap(({ checkId, verdict }) => {
    const check = checks.get(checkId);
    const gaps = verdict.kind === "fail" || verdict.kind === "notAssessed" ? verdict.gaps : [];
    if (check === undefined || gaps.length === 0) return [];
    const couldBlock = Object.values(check.messages).some(({ impact, severity }) => (impact ?? impactBy(severity)) === "blocker");
    return [{ checkId, title: check.title, couldBlock, gaps }];
  });
}

interface Judged extends Pick<Step, "minor" | "findings" | "unseen" | "servedToday"> {
  readonly anyCheck: boolean;
  readonly discovered: boolean;
}

function verdictOf(judged: Judged): Pick<Step, "verdict" | "reasons"> {
  const count = (impact: Impact) => judged.findings.filter((one) => one.impact === impact).length;
  const [blockers, warnings] = [count("blocker"), count("warning")];
  const unknown = unknownReasons(judged);
  const unread = unreadSources(judged.unseen);
  const beside =
    judged.servedToday.length > 0 || unread.length === 0 ? [] : [`Not read, and beside this: ${formatList(unread)}.`];
  const warned = warnings === 0 ? [] : [`${counted(warnings, "thing")} ${warnings === 1 ? "needs" : "need"} attention with it.`];
  if (blockers > 0) {
    const stops = `${counted(blockers, "thing")} ${blockers === 1 ? "stands" : "stand"} in the way.`;
    return { verdict: "blocked", reasons: [stops, ...warned, ...unknown, ...beside] };
  }
  if (unknown.length > 0) return { verdict: "unknown", reasons: [...unknown, ...warned, ...beside] };
  if (warnings > 0) return { verdict: "warning", reasons: [...warned, ...beside] };
  return { verdict: "ready", reasons: ["Everything that could stop it was looked at, and nothing does.", ...beside] };
}

function unknownReasons({ minor, unseen, servedToday, anyCheck, discovered }: Judged): readonly string[] {
  const blind = unseen.filter(({ couldBlock, checkId }) => couldBlock && !standsBeside(checkId));
  const unread = anyCheck ? unreadSources(unseen) : ["a check of who does"];
  return [
    ...(minor > catalogueReach.newest
      ? [`What ${formatMinor(minor)} changes is not known: the catalogue reaches ${formatMinor(catalogueReach.newest)}.`]
      : []),
    ...(anyCheck ? [] : ["No check of upgrades was made."]),
    ...(discovered ? [] : ["Which APIs the cluster serves was not read."]),
    ...(servedToday.length === 0 ? [] : unknownUse(minor, servedToday.length, unread)),
    ...(blind.length === 0
      ? []
      : [
          `${counted(blind.length, "check")} that could find a blocker could not look at everything that ${blind.length === 1 ? "it needs" : "they need"}.`,
        ]),
  ];
}

function unknownUse(minor: Minor, served: number, unread: readonly string[]): readonly string[] {
  if (unread.length === 0) return [];
  const [are, them] = served === 1 ? ["is", "it"] : ["are", "them"];
  return [
    `${counted(served, "kind")} that ${formatMinor(minor)} removes ${are} served today, and who still uses ${them} is not known without ${formatList(unread)}.`,
  ];
}

/** @returns `1 thing`, `2 things`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
