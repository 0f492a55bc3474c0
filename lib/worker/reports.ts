/** The worker's job about reports that scans saw in clusters: it makes documents of them. Safe to stop and to repeat anywhere. */
import { systemScope } from "#server/database/scope.ts";
import type { WorkerContext } from "./context.ts";

export async function handleReports({ reports, log }: WorkerContext, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  let changed = 0;
  for (const due of await reports.due(systemScope)) {
    if (signal.aborted) return;
    changed += await reports.takeIn(systemScope, due, signal);
  }
  await reports.prune(systemScope);
  if (changed > 0) log.info({ changed, ms: Math.round(performance.now() - started) }, "reports");
}
