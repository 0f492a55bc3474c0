/** The worker's job about what scanners report: in clusters, as scans saw it, and by Clair, and about what advisories say of bills of materials. Safe to stop and to repeat anywhere. */
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
  await compareWithOsv(context, signal);
  await askClair(context, signal);
}

const billsAtOnce = 100;

/** Compares the bills of materials that came, or all of them where other advisories are loaded. */
async function compareWithOsv({ osv, log }: WorkerContext, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  let bills = 0;
  for (;;) {
    const due = await osv.due(systemScope, billsAtOnce);
    if (due.length === 0) break;
    for (const bill of due) {
      if (signal.aborted) return;
      await osv.match(systemScope, bill);
    }
    bills += due.length;
  }
  await osv.prune(systemScope);
  if (bills > 0) log.info({ bills, ms: Math.round(performance.now() - started) }, "osv");
}
