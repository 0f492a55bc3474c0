/** Looks at the images that are due, several at once, and writes what each look showed as soon as it is judged. */
import { lookEvery } from "#core/supply-chain/trail/freshness.ts";
import { artifactTargets } from "#core/supply-chain/trail/judged-artifact.ts";
import { namedImage } from "#core/supply-chain/trail/trail.ts";
import { systemScope } from "#server/database/scope.ts";
import type { ImageWork, TakenImage } from "#server/database/supply-chain/image-work.ts";
import type { MadeVerification } from "#server/database/supply-chain/write-image.ts";
import { type ArtifactToKeep, artifactToKeep } from "#server/supply-chain/artifact-to-keep.ts";
import { judgedImage } from "#server/supply-chain/judged-image.ts";
import type { Judgement } from "#server/supply-chain/judgement.ts";
import { type Asking, hostFailure, type ImageLook, lookAtImage, lookAtTag } from "#server/supply-chain/look-at-image.ts";
import { targetKey } from "#server/supply-chain/stored-trail.ts";
import type { VerifierThreads } from "./verifier-threads.ts";

/** Hosts have limits of their own; these are of the worker's memory. */
const atOnce = 8;
/** Shorter than the lease. */
const longestLookMs = 8 * 60_000;
const firstPauseMs = 5 * 60_000;
const longestPauseMs = lookEvery;

export interface Looking {
  readonly work: ImageWork;
  readonly judgement: Judgement;
  readonly threads: VerifierThreads;
  readonly asking: Omit<Asking, "signal">;
  /** Names this worker in the rows that it holds. */
  readonly worker: string;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** 0 to 1: what is due together is not due together for ever. */
  readonly random: () => number;
}

/** Works until nothing is due any more. @returns how many images were looked at. */
export async function lookAtImages(looking: Looking): Promise<number> {
  let looked = 0;
  const queue: TakenImage[] = [];
  let taking: Promise<void> | undefined;
  const refill = async () => {
    queue.push(...(await looking.work.take(systemScope, looking.worker, atOnce * 2)));
  };
  const next = async (): Promise<TakenImage | undefined> => {
    if (queue.length === 0 && !looking.signal.aborted) {
      taking ??= refill().finally(() => {
        taking = undefined;
      });
      await taking;
    }
    return looking.signal.aborted ? undefined : queue.shift();
  };
  const lane = async () => {
    for (let image = await next(); image !== undefined; image = await next()) if (await lookAtOne(looking, image)) looked += 1;
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, lane));
  } finally {
    await looking.work.release(
      systemScope,
      looking.worker,
      queue.map(({ id }) => id),
    );
  }
  return looked;
}

/** @returns whether an answer was written. */
async function lookAtOne(looking: Looking, image: TakenImage): Promise<boolean> {
  const { work, worker, signal, asking } = looking;
  const within = { ...asking, signal: AbortSignal.any([signal, AbortSignal.timeout(longestLookMs)]) };
  const look = await lookAtImage(image, within);
  const tags = signal.aborted ? [] : await Promise.all(image.dueTags.map((tag) => lookAtTag(tag, within)));
  if (signal.aborted) {
    await work.release(systemScope, worker, [image.id]);
    return false;
  }
  const again = nextLook(looking, look, image);
  const ofHost = hostFailure(look);
  if (!ofHost.ok) await work.hostFailed(systemScope, image.registry, { dueAt: again, failure: ofHost.error });
  if (look.resolved.kind === "unknown" && image.lookedBefore && look.resolved.failure.code !== "missing") {
    await work.failed(systemScope, worker, image, { dueAt: again, failure: look.resolved.failure });
    return false;
  }
  const artifacts = look.discovery.artifacts.map(artifactToKeep);
  const made = await verifyNew(looking, { image, look, artifacts });
  const seen = {
    ...{ id: image.id, at: looking.now(), dueAt: again, resolved: look.resolved, looked: look.discovery.looked, artifacts, tags },
    failures: look.resolved.kind === "found" ? 0 : image.failures + 1,
    ...(look.facts && { facts: look.facts }),
  };
  return work.finish(systemScope, worker, { seen, made, judging: judgingOf(looking.judgement) });
}

function judgingOf(judgement: Judgement) {
  const { revision, trustRevision } = judgement;
  return {
    ...{ revision, trustRevision },
    judge: (image: Parameters<typeof judgedImage>[0]) => judgedImage(image, judgement),
  };
}

function nextLook({ now, random }: Looking, { resolved }: ImageLook, { failures }: TakenImage): Date {
  const pause = resolved.kind === "found" ? lookEvery : Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
  return new Date(now().getTime() + pause * (0.8 + 0.4 * random()));
}

interface ToJudge {
  readonly image: TakenImage;
  readonly look: ImageLook;
  readonly artifacts: readonly ArtifactToKeep[];
}

/** What was verified before, for whatever image, is not verified again. */
async function verifyNew(
  { work, threads, judgement }: Looking,
  { image, look, artifacts }: ToJudge,
): Promise<MadeVerification[]> {
  const { trustRevision } = judgement;
  const resolved =
    look.resolved.kind === "found" ? look.resolved.value : namedImage(image.digest, { code: "missing", message: "", remedy: "" });
  const wanted = artifacts.flatMap(({ evidence, attachedTo }) => {
    if (evidence === undefined) return [];
    const digests = artifactTargets(attachedTo, resolved);
    return [{ evidence, digests, target: targetKey(digests) }];
  });
  const known = await work.verified(
    systemScope,
    wanted.map(({ evidence }) => evidence.digest),
    trustRevision,
  );
  const missing = wanted.filter(({ evidence, target }) => !known.has(`${evidence.digest} ${target}`));
  const results = await threads.verify(missing.map(({ evidence, digests }) => ({ evidence: evidence.value, digests })));
  return missing.flatMap(({ evidence, target }, place) => {
    const result = results[place];
    return result ? [{ evidence: evidence.digest, target, trustRevision, result }] : [];
  });
}
