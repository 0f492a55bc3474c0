/**
 * One scan from claim to end: look, assess, store. It decides the scan's state; how a cluster is looked at, and with what
 * credential, is the caller's.
 */
import { setImmediate as turn } from "node:timers/promises";
import { type Assessment, assessInSteps } from "../../core/checks/assess.ts";
import type { Check } from "../../core/checks/define.ts";
import type { Evidence } from "../../core/checks/evidence.ts";
import { machinesOf, providerOf } from "../../core/clusters/provider.ts";
import { identityOfCluster } from "../../core/findings/fingerprint.ts";
import type { Inventory } from "../../core/inventory/inventory.ts";
import { definitionOf, type ResourceId } from "../../core/inventory/resources.ts";
import type { Assertion } from "../../core/rbac/assertions/assertion.ts";
import type { Failure, Result } from "../../core/result.ts";
import { runningDigests } from "../../core/supply-chain/images/known-image.ts";
import { assertionsOfFiles } from "../assertions/named.ts";
import type { FindingCopy } from "../database/scans/finding-copy.ts";
import type { PreviousScan } from "../database/scans/previous-scan.ts";
import type { ScanResults, ScanResultsStore } from "../database/scans/scan-results.ts";
import type { ClaimedScan, ScanWork, Step } from "../database/scans/scan-work.ts";
import { systemScope } from "../database/scope.ts";
import { followChange } from "./change.ts";
import { keepLease, type Lease } from "./lease.ts";
import { isOutage, throughOutages } from "./outage.ts";
import { createReporter, type Reporter } from "./reporter.ts";

export interface ScanRun {
  readonly work: ScanWork;
  readonly results: ScanResultsStore;
  readonly checks: readonly Check[];
  /** Looks at the cluster of the scan; a failure means that nothing at all could be read. */
  readonly look: (scan: ClaimedScan, report: (step: Step) => void, signal: AbortSignal) => Promise<Result<Inventory, Failure>>;
  /** Names this worker in the scan's row. */
  readonly worker: string;
  readonly now: () => Date;
}

export type ScanOutcome = "gone" | "exhausted" | "finished" | "failed" | "cancelled" | "lost" | "released";

/**
 * Runs a scan to its end, or puts it back when `stopping` aborts.
 * @throws only what nobody expected; the scan is ended as failed first, where it still is ours.
 */
export async function runScan(run: ScanRun, scanId: string, stopping: AbortSignal): Promise<ScanOutcome> {
  const claim = await run.work.claim(systemScope, scanId, run.worker);
  if (claim.kind !== "claimed") return claim.kind;
  const { scan } = claim;
  const lease = keepLease(() => run.work.renew(systemScope, scan), stopping);
  const reporter = createReporter((step) => run.work.report(systemScope, scan, step), lease.notice);
  try {
    return await lookAndStore(run, scan, lease, reporter);
  } catch (error) {
    if (lease.stopped()) return await stopped(run, scan, lease);
    // An outage that outlasted our patience: the lease runs out, and another worker takes over.
    if (isOutage(error)) throw error;
    await run.work.fail(systemScope, scan, unexpected);
    throw error;
  } finally {
    lease.end();
  }
}

async function lookAndStore(run: ScanRun, scan: ClaimedScan, lease: Lease, reporter: Reporter): Promise<ScanOutcome> {
  reporter.report({ ...start, phase: "connect" });
  const [looked, previous, files, evidence] = await Promise.all([
    run.look(scan, reporter.report, lease.signal),
    throughOutages(() => run.results.previous(systemScope, scan.clusterId), lease.signal),
    throughOutages(() => run.results.assertionFiles(systemScope, scan.clusterId), lease.signal),
    throughOutages(() => run.results.evidence(systemScope, scan.clusterId), lease.signal),
  ]);
  if (lease.stopped()) return stopped(run, scan, lease);
  if (!looked.ok) {
    await reporter.settle();
    const { code, message, remedy } = looked.error;
    return throughOutages(() => run.work.fail(systemScope, scan, { code, message, remedy }), lease.signal);
  }
  const assertions = assertionsOfFiles(files);
  const digests = runningDigests(looked.value);
  const images = await throughOutages(() => run.results.knownImages(systemScope, digests), lease.signal);
  const beside = { ...evidence, images };
  return store(run, scan, { inventory: looked.value, previous, assertions, evidence: beside, lease, reporter });
}

const start = { done: 0, total: 0, counts: {}, gaps: 0 };

interface Looked {
  readonly inventory: Inventory;
  readonly previous?: PreviousScan;
  readonly assertions: readonly Assertion[];
  readonly evidence: Evidence;
  readonly lease: Lease;
  readonly reporter: Reporter;
}

async function store(run: ScanRun, scan: ClaimedScan, looked: Looked): Promise<ScanOutcome> {
  const { inventory, lease, reporter } = looked;
  const counts = Object.fromEntries(Object.values(inventory.looks).map((look) => [look.resource, look.items.length]));
  const total = run.checks.length;
  reporter.report({ phase: "assess", done: 0, total, counts, gaps: 0 });
  await reporter.settle();
  // Compressed, copied and written by others while this thread assesses.
  const stored = throughOutages(() => run.results.storeInventory(systemScope, scan, inventory), lease.signal);
  stored.catch(() => undefined);
  const copy = run.results.beginCopy(systemScope, scan);
  try {
    const results = await assessInTurns(run, scan, looked, copy);
    reporter.report({ phase: "store", done: 0, total: 1, counts, gaps: results.gaps });
    await reporter.settle();
    if (lease.stopped()) return await stopped(run, scan, lease);
    const outcome = await finish(run, scan, results, { stored, copy, lease });
    return outcome === "finished" ? "finished" : await stopped(run, scan, lease);
  } finally {
    await copy.abandon();
  }
}

interface Beside {
  readonly stored: Promise<boolean>;
  readonly copy: FindingCopy;
  readonly lease: Lease;
}

/** What was copied goes with its connection where an outage ends that: then all findings are copied again. */
function finish(run: ScanRun, scan: ClaimedScan, results: ScanResults, { stored, copy, lease }: Beside) {
  let copied: FindingCopy | undefined = copy;
  return throughOutages(() => {
    const beside = { inventory: stored, copied };
    copied = undefined;
    return run.results.finish(systemScope, scan, results, beside);
  }, lease.signal);
}

async function assessInTurns(run: ScanRun, scan: ClaimedScan, looked: Looked, copy: FindingCopy): Promise<ScanResults> {
  const { inventory, previous, assertions, evidence, lease } = looked;
  const { clusterId, scanId } = scan;
  const clusterIdentity = identityOfCluster(inventory, clusterId);
  const checks = new Map(run.checks.map((check) => [check.id, check]));
  const seen = { scanId, at: new Date(inventory.takenAt) };
  const change = followChange({ clusterIdentity, checks, seen, ...(previous && { previous }) });
  const asked = { now: run.now(), clusterIdentity, checks: run.checks, assertions, evidence };
  const steps = assessInSteps(inventory, asked);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return { ...resultsOf({ inventory, assessment: step.value, previous, checks }), ...change.end() };
    const appeared = change.appeared(step.value);
    const known = await throughOutages(() => run.results.known(systemScope, clusterId, appeared), lease.signal);
    copy.add(change.take(step.value, known));
    await turn();
  }
}

interface Assessed {
  readonly inventory: Inventory;
  readonly assessment: Assessment;
  readonly previous: PreviousScan | undefined;
  readonly checks: ReadonlyMap<string, Check>;
}

function resultsOf({ inventory, assessment, previous, checks }: Assessed): Omit<ScanResults, "findings" | "history" | "change"> {
  const stored = assessment.checks.map((check) => {
    const pillar = checks.get(check.checkId)?.pillar;
    if (!pillar) throw new Error(`The check ${check.checkId} is not registered.`);
    return { ...check, pillar };
  });
  return {
    state: isPartial(inventory, assessment) ? "partial" : "completed",
    inventory,
    identity: assessment.clusterIdentity,
    provider: providerOf(inventory)?.name ?? machinesOf(inventory),
    checks: stored,
    coverage: assessment.coverage,
    counts: assessment.severities,
    gaps: assessment.gaps.length,
    previous,
  };
}

/** Partial: something that was to be looked at was not seen. What nobody asked for (the names of Secrets) does not count. */
function isPartial(inventory: Inventory, assessment: Assessment): boolean {
  if (inventory.cluster.discovery.gaps.length > 0) return true;
  return assessment.resources.some(
    ({ resource, gaps }) => gaps.length > 0 && !(isOptional(resource) && gaps.every((gap) => gap.reason === "notCollected")),
  );
}

function isOptional(resource: ResourceId): boolean {
  return definitionOf(resource).optional !== undefined;
}

/** Ends or puts back a scan that stops before its end. */
async function stopped(run: ScanRun, scan: ClaimedScan, lease: Lease): Promise<ScanOutcome> {
  const patient = new AbortController().signal;
  const reason = lease.stopped() ?? (await throughOutages(() => run.work.renew(systemScope, scan), patient));
  if (reason === "cancelRequested") {
    const ended = await throughOutages(() => run.work.cancelled(systemScope, scan), patient);
    return ended ? "cancelled" : "lost";
  }
  if (reason !== "stopping") return "lost";
  if (await run.work.release(systemScope, scan)) return "released";
  return (await run.work.cancelled(systemScope, scan)) ? "cancelled" : "lost";
}

const unexpected = {
  code: "unexpected",
  message: "The scan stopped because of a mistake in Drydock.",
  remedy: "Scan again; if it stays so, report the worker's log of this scan.",
};
