/** Reads all that is kept of one image. Who may see it was decided before. */
import type { LookFailure } from "../../../core/supply-chain/discovery/look.ts";
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import type { Rows } from "../database.ts";
import { word } from "../rows.ts";
import type { LinkStates, WholeImage } from "./image-rows.ts";
import { keptImages } from "./kept-images.ts";

/** @returns undefined where there is no such image. */
export async function wholeImage(rows: Rows, id: string): Promise<WholeImage | undefined> {
  const row = await rows.registryImage.findUnique({
    where: { id },
    omit: { resolved: true, looked: true, facts: true, judged: true },
  });
  const [kept] = await keptImages((sql, values) => rows.$queryRawUnsafe<unknown[]>(sql, ...values), [id]);
  if (row === null || kept === undefined) return undefined;
  return {
    ...kept,
    digests: row.digests.map(word<Digest>),
    states: row.states as LinkStates,
    reason: row.reason,
    broken: row.broken,
    uneven: row.uneven,
    ...(row.dueAt && { dueAt: row.dueAt }),
    ...(row.lookedAt && { lookedAt: row.lookedAt }),
    ...(row.judgedBy !== null && { judgedBy: row.judgedBy }),
    ...(row.judgedAt && { judgedAt: row.judgedAt }),
    ...(row.builtAt !== null && { builtAt: row.builtAt }),
    ...(row.failure !== null && { failure: row.failure as unknown as LookFailure }),
  };
}
