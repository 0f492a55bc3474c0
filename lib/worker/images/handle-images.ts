/** The worker's job about images: it keeps their verdicts as new as trust, policies and registries are. Safe to stop and to repeat anywhere. */
import { systemScope } from "#server/database/scope.ts";
import { loadJudgement } from "#server/supply-chain/judgement.ts";
import type { WorkerContext } from "../context.ts";
import { openRegistries } from "../registries.ts";
import { openForges } from "../sources.ts";
import { judgeAgain } from "./judge-again.ts";
import { lookAtImages } from "./look-at-images.ts";
import { readAttested } from "./read-attested.ts";
import { VerifierThreads } from "./verifier-threads.ts";

/** Judges again what is judged by other rules than today's, then looks at what is due. */
export async function handleImages(context: WorkerContext, signal: AbortSignal): Promise<void> {
  const { images: work, log, name: worker } = context;
  const started = performance.now();
  const judgement = await loadJudgement(context.judgement);
  for (const problem of judgement.problems) log.warn({ problem }, "judgement");
  const threads = new VerifierThreads(judgement.trusted);
  const { registries, settings, hosts } = await openRegistries(context);
  const { forges } = await openForges(context);
  try {
    await work.sortOut(
      systemScope,
      settings.registries.map(({ host }) => host.toLowerCase()),
    );
    const judged = await judgeAgain({ work, judgement, threads, signal });
    const asking = { registries, settings, forges };
    const looked = await lookAtImages({
      ...{ work, judgement, threads, asking, worker, signal },
      now: () => new Date(),
      random: Math.random,
    });
    // What was uploaded about an image that is known better now.
    if (looked > 0) await judgeAgain({ work, judgement, threads, signal });
    const read = await readAttested({ attested: context.attested, now: () => new Date(), signal });
    if (!signal.aborted) await work.prune(systemScope, judgement.trustRevision);
    if (judged + looked + read > 0) log.info({ judged, looked, read, ms: Math.round(performance.now() - started) }, "images");
  } finally {
    await Promise.all([threads.close(), hosts.close(), forges.close()]);
  }
}
