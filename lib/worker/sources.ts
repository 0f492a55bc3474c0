/** The worker's job about commits: it asks the forges for those that trails name, and judges what they answered. Safe to stop and to repeat. */
import { systemClock } from "#server/cluster/collect/clock.ts";
import { systemScope } from "#server/database/scope.ts";
import type { TakenSource } from "#server/database/supply-chain/source-work.ts";
import type { ForgeSettings } from "#server/forge/access.ts";
import { Forges } from "#server/forge/client.ts";
import { forgeAccess } from "#server/supply-chain/forge-access.ts";
import { loadJudgement } from "#server/supply-chain/judgement.ts";
import { lookAtSource } from "#server/supply-chain/look-at-source.ts";
import { sourceTrust } from "#server/supply-chain/source-trust.ts";
import type { WorkerContext } from "./context.ts";
import { openForgeToken } from "./credentials.ts";

const atOnce = 4;
const judgedAtOnce = 100;
const hour = 3_600_000;
/** A commit does not change; its request, protection and who may push do. */
const againAfter = 24 * hour;
const firstRetry = hour / 4;

export interface OpenedForges {
  readonly access: ForgeSettings;
  readonly forges: Forges;
}

/** @returns the forges that may be asked now; close them when done. */
export async function openForges({ forges: rows, keyring, settings, version }: WorkerContext): Promise<OpenedForges> {
  const { endpointPolicy: policy, egress, authorities } = settings;
  const access = forgeAccess(await rows.all(systemScope), (forge) => openForgeToken(keyring, forge));
  return { access, forges: new Forges({ policy, egress, authorities, clock: systemClock, version }, access) };
}

export async function handleSources(context: WorkerContext, signal: AbortSignal): Promise<void> {
  const { sources, name: worker, log } = context;
  const { forges, access } = await openForges(context);
  const asked = access.forges.filter(({ token, closed }) => token !== undefined || closed !== undefined);
  await sources.sortOut(
    systemScope,
    asked.map(({ host }) => host.toLowerCase()),
  );
  let looked = 0;
  try {
    while (!signal.aborted) {
      const taken = await sources.take(systemScope, worker, atOnce);
      if (taken.length === 0) break;
      await Promise.all(taken.map((one) => look(context, forges, one, signal)));
      looked += taken.length;
    }
  } finally {
    await forges.close();
    await sources.release(systemScope, worker);
  }
  const judged = await judge(context, signal);
  if (looked + judged > 0) log.info({ looked, judged }, "sources");
}

async function look(
  { sources, name: worker }: WorkerContext,
  forges: Forges,
  one: TakenSource,
  signal: AbortSignal,
): Promise<void> {
  const { answers, analyses, failure } = await lookAtSource(forges, one, signal);
  if (signal.aborted) return;
  const at = new Date();
  const failures = failure === undefined ? 0 : one.failures + 1;
  const wait = failure === undefined ? againAfter : Math.min(againAfter, firstRetry * 2 ** one.failures);
  const { repository, commit } = one;
  await sources.seen(systemScope, worker, {
    ...{ repository, commit, at, failures, dueAt: new Date(at.getTime() + wait) },
    // What was seen of the commit before is not given up for a look that did not see it.
    ...(answers !== undefined && answers.commit.kind !== "unknown" && { answers }),
    ...(failure !== undefined && { failure }),
    ...(analyses !== undefined && analyses.kind !== "unknown" && { analyses: analyses.kind === "found" ? analyses.value : [] }),
  });
}

/** Judges what was judged by other rules than today's, or never. @returns how many. */
async function judge({ sources, judgement: rows }: WorkerContext, signal: AbortSignal): Promise<number> {
  const { judge: linksOf, revision } = sourceTrust(await sources.signers(systemScope), await loadJudgement(rows));
  let judged = 0;
  while (!signal.aborted) {
    const kept = await sources.judgedByOthers(systemScope, revision, judgedAtOnce);
    if (kept.length === 0) break;
    const all = await Promise.all(
      kept.map(async ({ repository, commit, answers }) => {
        const links = await linksOf(commit, answers);
        return { repository, commit, commitState: links.commit.state };
      }),
    );
    await sources.judged(systemScope, all, revision);
    judged += kept.length;
  }
  return judged;
}
