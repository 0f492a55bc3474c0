/** Judges images again by today's trust and policies. Only artefacts that today's trust has not verified yet cost cryptography. */
import { summaryOf } from "#core/supply-chain/trail/summary.ts";
import { systemScope } from "#server/database/scope.ts";
import type { ImageWork, JudgedImage } from "#server/database/supply-chain/image-work.ts";
import type { KeptRow } from "#server/database/supply-chain/kept-images.ts";
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
export async function judgeAgain({ work, judgement, threads, signal }: JudgingAgain): Promise<number> {
  const ids = await work.judgedByOthers(systemScope, judgement.revision);
  const load = (start: number) => work.kept(systemScope, ids.slice(start, start + batch), judgement.trustRevision);
  let next = load(0);
  let judged = 0;
  for (let start = 0; start < ids.length && !signal.aborted; start += batch) {
    let images = await next;
    // The next ones are read while these are judged.
    next = load(start + batch);
    next.catch(() => undefined);
    if (await verifyMissing(images, { work, judgement, threads, signal }))
      images = await work.kept(
        systemScope,
        images.map(({ id }) => id),
        judgement.trustRevision,
      );
    if (signal.aborted) break;
    await work.judged(
      systemScope,
      images.map((image) => judgedImage(image, judgement)),
      judgement.revision,
    );
    judged += images.length;
  }
  await next.catch(() => undefined);
  return judged;
}

function judgedImage(image: KeptRow, judgement: Judgement): JudgedImage {
  return { id: image.id, summary: summaryOf(storedTrail(image, judgement).trail) };
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
