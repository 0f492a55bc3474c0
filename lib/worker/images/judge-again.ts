/** Judges images again by today's trust and policies. Only artefacts that today's trust has not verified yet cost cryptography. */
import { systemScope } from "#server/database/scope.ts";
import type { ImageWork } from "#server/database/supply-chain/image-work.ts";
import type { KeptRow } from "#server/database/supply-chain/kept-images.ts";
import { judgedImage } from "#server/supply-chain/judged-image.ts";
import type { Judgement } from "#server/supply-chain/judgement.ts";
import { storedTrail, targetKey } from "#server/supply-chain/stored-trail.ts";
import type { VerifierThreads } from "./verifier-threads.ts";

const batch = 250;
const evidenceAtOnce = 50;

export interface JudgingAgain {
  readonly work: ImageWork;
  readonly judgement: Judgement;
  readonly threads: VerifierThreads;
  readonly signal: AbortSignal;
}

/** @returns how many images were judged. */
export async function judgeAgain(judging: JudgingAgain): Promise<number> {
  const { work, judgement, signal } = judging;
  const { revision, trustRevision } = judgement;
  const ids = await work.judgedByOthers(systemScope, revision);
  const load = (start: number) => held(work.judgeable(systemScope, ids.slice(start, start + batch), trustRevision));
  let next = load(0);
  let written = Promise.resolve();
  for (let start = 0; start < ids.length && !signal.aborted; start += batch) {
    const ready = await next;
    // The next ones are read, and the last ones written, while these are judged.
    next = load(start + batch);
    await verifyAgain(without(ids.slice(start, start + batch), ready), judging);
    const judged = ready.map((image) => ({ id: image.id, summary: judgedImage(image, judgement) }));
    await written;
    written = held(work.judged(systemScope, judged, revision));
  }
  await Promise.all([written, next]);
  return signal.aborted ? 0 : ids.length;
}

/** Whoever awaits it later gets the failure; nobody is told that it was left alone meanwhile. */
function held<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function without(ids: readonly string[], images: readonly KeptRow[]): readonly string[] {
  const known = new Set(images.map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}

/** Images of which today's trust has something to verify first. */
async function verifyAgain(ids: readonly string[], judging: JudgingAgain): Promise<void> {
  if (ids.length === 0) return;
  const { work, judgement, signal } = judging;
  const { revision, trustRevision } = judgement;
  const load = () => work.kept(systemScope, ids, trustRevision);
  const before = await load();
  const images = (await verifyMissing(before, judging)) ? await load() : before;
  if (signal.aborted) return;
  await work.verifiedAgain(systemScope, images, { revision, trustRevision, judge: (image) => judgedImage(image, judgement) });
}

/** @returns whether anything had to be verified. */
async function verifyMissing(images: readonly KeptRow[], { work, judgement, threads, signal }: JudgingAgain): Promise<boolean> {
  const wanted = new Map<string, ReturnType<typeof storedTrail>["unverified"][number]>();
  for (const image of images)
    for (const one of storedTrail(image, judgement).unverified) wanted.set(`${one.evidence} ${targetKey(one.digests)}`, one);
  const all = [...wanted.values()];
  for (let start = 0; start < all.length && !signal.aborted; start += evidenceAtOnce) {
    const some = all.slice(start, start + evidenceAtOnce);
    const evidence = await work.evidence(
      systemScope,
      some.map((one) => one.evidence),
    );
    const made = await Promise.all(
      some.map(async ({ evidence: digest, digests }) => {
        const value = evidence.get(digest);
        if (value === undefined) return [];
        const [result] = await threads.verify([{ evidence: value, digests }]);
        if (result === undefined) return [];
        return [{ evidence: digest, target: targetKey(digests), trustRevision: judgement.trustRevision, result }];
      }),
    );
    await work.addVerifications(systemScope, made.flat());
  }
  return all.length > 0;
}
