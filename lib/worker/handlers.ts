/** What each queue's jobs do. A job only says where to look: the rows say what there is to do. */
import { ok } from "#core/result.ts";
import { preflight } from "#server/cluster/preflight.ts";
import { testConnection } from "#server/cluster/test-connection.ts";
import type { TestOutcome, TestTarget } from "#server/database/clusters/targets.ts";
import { systemScope } from "#server/database/scope.ts";
import { runScan, type ScanOutcome } from "#server/scan/run-scan.ts";
import type { WorkerContext } from "./context.ts";
import { look } from "./look.ts";
import { reachTest } from "./reach.ts";

/** Runs a scan to its end; `released` asks for another worker. */
export async function handleScan(context: WorkerContext, scanId: string, stopping: AbortSignal): Promise<ScanOutcome> {
  const { work, results, checks, name, log } = context;
  const started = performance.now();
  const run = {
    work,
    results,
    checks,
    worker: name,
    now: () => new Date(),
    look: (...[scan, report, signal]: LookArguments) => look(context, scan, report, signal),
  };
  const outcome = await runScan(run, scanId, stopping);
  log.info({ scanId, outcome, ms: Math.round(performance.now() - started) }, "scan");
  return outcome;
}
type LookArguments = Parameters<Parameters<typeof runScan>[0]["look"]>;

/** Tests a connection and, where it is let in, what the credential may look at. */
export async function handleConnectionTest(context: WorkerContext, id: string, signal: AbortSignal): Promise<void> {
  const test = await context.targets.takeTest(systemScope, id);
  if (!test) return;
  const outcome = await tryConnection(context, test, signal).catch((error: unknown) => {
    context.log.error({ err: error, testId: id }, "connection test");
    return broken;
  });
  await context.targets.finishTest(systemScope, id, outcome);
  context.log.info({ testId: id, category: outcome.category }, "connection test");
}

async function tryConnection(context: WorkerContext, test: TestTarget, signal: AbortSignal): Promise<TestOutcome> {
  const reached = await reachTest(context, test);
  if (!reached.ok) return { category: "auth", sentence: reached.error.message, remedy: reached.error.remedy };
  const { connection, serviceAccount } = reached.value;
  try {
    const { category, message: sentence, remedy, version } = await testConnection(connection, { signal });
    const { includeSecretNames } = test;
    const looked =
      category === "ok"
        ? await preflight(connection, { checks: context.checks, includeSecretNames, serviceAccount, signal })
        : ok(undefined);
    return looked.ok
      ? { category, sentence, remedy, version, preflight: looked.value }
      : { category: looked.error.code, sentence: looked.error.message, remedy: looked.error.remedy, version };
  } finally {
    await connection.close();
  }
}

const broken: TestOutcome = {
  category: "timeout",
  sentence: "The test stopped because of a mistake in Drydock.",
  remedy: "Try again; if it stays so, report the worker's log of this test.",
};
