import { systemScope } from "#server/database/scope.ts";
import type { WorkerContext } from "./context.ts";

/** Writes down which waivers end soon and which ended; what is waived does not wait for it. Safe to repeat anywhere. */
export async function tellOfWaivers({ waivers, log }: Pick<WorkerContext, "waivers" | "log">, now = new Date()): Promise<void> {
  const noticed = await waivers.notice(systemScope, now);
  const ended = await waivers.end(systemScope, now);
  if (noticed + ended > 0) log.info({ noticed, ended }, "waivers");
}
