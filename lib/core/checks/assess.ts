/**
 * Runs the checks over an inventory and derives their verdicts from what could be seen. Pure: the same inventory and clock
 * value give the same assessment. A check that throws is not assessed, and takes nothing else with it.
 */
import { fingerprint } from "../findings/fingerprint.ts";
import { renderMessage } from "../findings/message.ts";
import { compareFindings, countSeverities, type SeverityCounts } from "../findings/order.ts";
import type { CheckResult, Datum, Finding, NonEmpty, Verdict } from "../findings/verdict.ts";
import { allGaps, gapsOf } from "../inventory/build.ts";
import { type Fact, facts, hasFact } from "../inventory/facts.ts";
import { compareGaps, compareText, type Gap } from "../inventory/gap.ts";
import type { Coverage, Inventory, Look } from "../inventory/inventory.ts";
import { type ResourceId, resourceIds } from "../inventory/resources.ts";
import type { Assertion } from "../rbac/assertions/assertion.ts";
import { type Minor, parseMinor } from "../upgrade/minor.ts";
import type { Check, CheckContext, Report } from "./define.ts";
import type { Evidence } from "./evidence.ts";
import { type ContextSource, createContext } from "./sight.ts";

export interface AssessOptions {
  readonly now: Date;
  /** `identityOfCluster` of the inventory: what fingerprints are bound to. */
  readonly clusterIdentity: string;
  readonly checks: readonly Check[];
  /** What somebody wants to be true of this cluster; none by default. */
  readonly assertions?: readonly Assertion[];
  /** The minor to upgrade to; by default the one after the cluster's own. */
  readonly target?: Minor;
  /** What was uploaded beside the scan; nothing by default. */
  readonly evidence?: Evidence;
}

export interface AssessmentCoverage {
  /** Checks with pass or fail. */
  readonly assessed: number;
  readonly passed: number;
  readonly failed: number;
  readonly notApplicable: number;
  readonly notAssessed: number;
  /** Assessed of those that apply, from 0 to 1. Undefined where nothing was seen or nothing applies: no number is honest then. */
  readonly share: number | undefined;
}

export interface ResourceCoverage {
  readonly resource: ResourceId;
  readonly state: Coverage["state"];
  readonly apiVersion?: string;
  readonly items: number;
  readonly gaps: readonly Gap[];
}

export interface AssessedCheck extends CheckResult {
  readonly major: number;
  readonly crossesNamespaces?: true;
  /** What people asked of it, by name, each with what changes when its meaning does; absent where the check asks by itself. */
  readonly asked?: Readonly<Record<string, string>>;
}

export interface Assessment {
  readonly clusterIdentity: string;
  /** Sorted by check. */
  readonly checks: readonly AssessedCheck[];
  readonly coverage: AssessmentCoverage;
  readonly resources: readonly ResourceCoverage[];
  readonly gaps: readonly Gap[];
  readonly severities: SeverityCounts;
}

/** @returns the assessment of an inventory. */
export function assess(inventory: Inventory, options: AssessOptions): Assessment {
  const steps = assessInSteps(inventory, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, with a pause after each check and what it said, for whoever has something to do in between. */
export function* assessInSteps(
  inventory: Inventory,
  { now, clusterIdentity, checks, assertions = [], target = nextMinor(inventory), evidence = {} }: AssessOptions,
): Generator<AssessedCheck, Assessment> {
  const source = createSources({ inventory, now, assertions, target, evidence, views: new Map() });
  const results: AssessedCheck[] = [];
  for (const check of checks) {
    const result: AssessedCheck = {
      checkId: check.id,
      major: check.major,
      ...(check.crossesNamespaces ? { crossesNamespaces: true } : {}),
      ...(check.asks && { asked: check.asks({ assertions }) }),
      verdict: judge(check, source, clusterIdentity),
    };
    results.push(result);
    yield result;
  }
  results.sort((a, b) => compareText(a.checkId, b.checkId));
  const resources = resourceIds.map((resource) => coverageOf(inventory.looks[resource] as Look));
  return {
    clusterIdentity,
    checks: results,
    coverage: countVerdicts(results, resources.some(wasSeen)),
    resources,
    gaps: allGaps(inventory),
    severities: countSeverities(findingsOf({ checks: results })),
  };
}

function nextMinor({ cluster }: Inventory): Minor | undefined {
  const current = parseMinor(cluster.minor);
  return current === undefined ? undefined : current + 1;
}

/** The inventory as it was seen, and as it would be if the cluster had another minor; each with the views that were built of it. */
interface Sources {
  readonly inventory: Inventory;
  readonly asSeen: ContextSource;
  withMinor(minor: string): ContextSource;
}

function createSources(asSeen: ContextSource): Sources {
  const { inventory } = asSeen;
  const supposed = new Map<string, ContextSource>();
  return {
    inventory,
    asSeen,
    withMinor(minor) {
      const known = supposed.get(minor) ?? {
        ...asSeen,
        inventory: { ...inventory, cluster: { ...inventory.cluster, minor } },
        views: new Map(),
      };
      supposed.set(minor, known);
      return known;
    },
  };
}

/** @returns every finding of an assessment, in the order of its checks. */
export function findingsOf(assessment: Pick<Assessment, "checks">): readonly Finding[] {
  return assessment.checks.flatMap(({ verdict }) => (verdict.kind === "fail" ? verdict.findings : []));
}

function coverageOf(look: Look): ResourceCoverage {
  return {
    resource: look.resource,
    state: look.coverage.state,
    ...(look.apiVersion === undefined ? {} : { apiVersion: look.apiVersion }),
    items: look.items.length,
    gaps: gapsOf(look),
  };
}

function wasSeen({ state }: Pick<ResourceCoverage, "state">): boolean {
  return state === "complete" || state === "partial";
}

function countVerdicts(results: readonly AssessedCheck[], anythingSeen: boolean): AssessmentCoverage {
  const count = (kind: Verdict["kind"]) => results.filter(({ verdict }) => verdict.kind === kind).length;
  const passed = count("pass");
  const failed = count("fail");
  const notAssessed = count("notAssessed");
  const assessed = passed + failed;
  const applicable = assessed + notAssessed;
  const share = anythingSeen && applicable > 0 ? assessed / applicable : undefined;
  return { assessed, passed, failed, notApplicable: count("notApplicable"), notAssessed, share };
}

function judge(check: Check, source: Sources, clusterIdentity: string): Verdict {
  const idle = check.idle?.(createContext(check.reads, source.asSeen));
  if (idle !== undefined) return { kind: "notApplicable", reason: idle };
  const looks = check.reads.map((resource) => source.inventory.looks[resource] as Look);
  const ofLooks = [...looks.flatMap(gapsOf), ...missingFacts(check, source.inventory)];
  let gaps = sorted(ofLooks);
  if (looks.every(({ coverage }) => coverage.state === "unseen") && isNonEmpty(gaps)) return { kind: "notAssessed", gaps };
  if (looks.length > 0 && looks.every(({ coverage }) => coverage.state === "absent"))
    return { kind: "notApplicable", reason: `The cluster does not serve ${check.reads.join(", ")}.` };
  try {
    gaps = sorted([...ofLooks, ...(check.unseen?.(createContext(check.reads, source.asSeen)) ?? [])]);
    const reason = gaps.length === 0 ? check.applies?.(createContext(check.reads, source.asSeen)) : undefined;
    if (reason !== undefined) return { kind: "notApplicable", reason };
    const minor = source.inventory.cluster.minor;
    if (check.byMinor && !check.byMinor.known.includes(minor ?? ""))
      return judgeByTries(check, { source, clusterIdentity, gaps });
    const verdict = verdictOf(findings(check, createContext(check.reads, source.asSeen), clusterIdentity), gaps);
    if (check.basis === undefined || verdict.kind === "notAssessed") return verdict;
    return { ...verdict, basis: check.basis(createContext(check.reads, source.asSeen)) };
  } catch (error) {
    return { kind: "notAssessed", gaps: sorted<NonEmpty<Gap>>([brokenCheck(check, error), ...gaps]) };
  }
}

function missingFacts({ facts: needed = [] }: Check, { version }: Inventory): readonly Gap[] {
  const detail = "the inventory is of an older format, which lacks it";
  return needed
    .filter((fact: Fact) => !hasFact(version, fact))
    .map((fact): Gap => ({ resource: facts[fact].resource, reason: "notCollected", detail }));
}

interface Trial {
  readonly source: Sources;
  readonly clusterIdentity: string;
  readonly gaps: readonly Gap[];
}

/** What is found whatever the minor is stands; what is found with some minors only is doubt, and doubt is a gap. */
function judgeByTries(check: Check, { source, clusterIdentity, gaps }: Trial): Verdict {
  const tries = (check.byMinor?.tries ?? []).map((minor) =>
    findings(check, createContext(check.reads, source.withMinor(minor)), clusterIdentity),
  );
  const counts = new Map<string, number>();
  for (const { fingerprint } of tries.flat()) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  const proven = (tries[0] ?? []).filter(({ fingerprint }) => counts.get(fingerprint) === tries.length);
  const doubtful = proven.length < counts.size;
  return verdictOf(proven, doubtful ? sorted([...gaps, unknownMinor(source.inventory.cluster.minor)]) : gaps);
}

function sorted<L extends readonly Gap[]>(gaps: L): L {
  return gaps.toSorted(compareGaps) as unknown as L;
}

/** The version is no resource, and yet something that was to be looked at. */
function unknownMinor(minor: string | undefined): Gap {
  const detail = minor === undefined ? "The version of the cluster was not read." : `Too little is known of Kubernetes ${minor}.`;
  return { resource: "version", reason: "notCollected", detail };
}

function verdictOf(found: readonly Finding[], gaps: readonly Gap[]): Exclude<Verdict, { kind: "notApplicable" }> {
  if (isNonEmpty(found)) return { kind: "fail", findings: found, gaps };
  return isNonEmpty(gaps) ? { kind: "notAssessed", gaps } : { kind: "pass" };
}

function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
  return list.length > 0;
}

/** The detail names the kind of the error and never its text, which may hold anything that the cluster contains. */
function brokenCheck(check: Check, error: unknown): Gap {
  const name = error instanceof Error ? error.name : typeof error;
  return { resource: check.reads[0] ?? "pods", reason: "decodeError", detail: `The check ${check.id} stopped with ${name}.` };
}

function findings(check: Check, context: CheckContext<ResourceId>, clusterIdentity: string): readonly Finding[] {
  const met = new Map<string, Finding>();
  for (const report of check.evaluate(context)) {
    const finding = findingOf(check, report, clusterIdentity);
    for (let turn = 1, key = finding.fingerprint; ; key = `${finding.fingerprint}-${++turn}`) {
      const known = met.get(key);
      if (known === undefined) met.set(key, turn === 1 ? finding : { ...finding, fingerprint: key });
      if (known === undefined || known.title === finding.title) break;
    }
  }
  return [...met.values()].sort(compareFindings);
}

/** @returns the data that has a value. */
function present(data: Readonly<Record<string, Datum | undefined>>): Readonly<Record<string, Datum>> {
  const entries = Object.entries(data);
  if (entries.every((entry) => entry[1] !== undefined)) return data as Readonly<Record<string, Datum>>;
  return Object.fromEntries(entries.filter((entry): entry is [string, Datum] => entry[1] !== undefined));
}

function findingOf(check: Check, { at, message, data: reported = {}, locus }: Report<string>, clusterIdentity: string): Finding {
  const data = present(reported);
  const template = check.messages[message];
  if (template === undefined) throw new Error(`${check.id} has no message ${message}`);
  const parts = { checkId: check.id, checkMajor: check.major, clusterIdentity, at, message, locus: locus ?? at.path ?? "" };
  return {
    fingerprint: fingerprint(parts),
    checkId: check.id,
    severity: template.severity,
    message,
    data,
    at,
    title: renderMessage(template.text, at, data),
  };
}
