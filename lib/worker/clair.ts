/** The worker's questions to Clair, where one may be asked: about every digest of what runs that is due. Safe to stop and to repeat. */
import { systemScope } from "#server/database/scope.ts";
import type { WorkerContext } from "./context.ts";
import { openForges } from "./sources.ts";

const atOnce = 4;

export async function askClair(context: WorkerContext, signal: AbortSignal): Promise<void> {
  const { clair, log } = context;
  const { access, forges } = await openForges(context);
  let looked = 0;
  try {
    while (access.clair !== undefined && !signal.aborted) {
      const digests = await clair.due(systemScope, atOnce);
      if (digests.length === 0) break;
      await Promise.all(
        digests.map(async (digest) => {
          const answer = await forges.clairReport(digest, signal);
          if (!signal.aborted) await clair.seen(systemScope, digest, answer);
        }),
      );
      looked += digests.length;
    }
  } finally {
    await forges.close();
  }
  if (!signal.aborted) await clair.prune(systemScope);
  if (looked > 0) log.info({ looked }, "clair");
}
