/** The worker's job about what scanners report: in clusters, as scans saw it, and by Clair. Safe to stop and to repeat anywhere. */
import { systemScope } from "#server/database/scope.ts";
import { askClair } from "./clair.ts";
import type { WorkerContext } from "./context.ts";

export async function handleReports(context: WorkerContext, signal: AbortSignal): Promise<void> {
  const { reports, log } = context;
  const started = performance.now();
  let changed = 0;
  for (const due of await reports.due(systemScope)) {
    if (signal.aborted) return;
    changed += await reports.takeIn(systemScope, due, signal);
  }
  await reports.prune(systemScope);
  if (changed > 0) log.info({ changed, ms: Math.round(performance.now() - started) }, "reports");
  await askClair(context, signal);
}
