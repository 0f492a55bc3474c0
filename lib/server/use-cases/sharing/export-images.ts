/** The file of the images that run. */
import type { ExportQuery } from "../../../contracts/exports.ts";
import type { ImageRow } from "../../../contracts/supply-chain.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { imagesCsv, imagesJson } from "../../export/images.ts";
import type { Outcome } from "../outcome.ts";
import type { Services } from "../services.ts";
import { listImages } from "../supply-chain/images.ts";
import { filterWords } from "./export-findings.ts";
import type { Made } from "./exports.ts";

const atOnce = 200;

export async function exportImages(
  actor: Actor,
  { format, ...query }: ExportQuery<"images">,
  services: Services,
): Promise<Outcome<Made>> {
  const listed = await listImages(actor, { ...query, limit: Number.POSITIVE_INFINITY }, services);
  if (!listed.ok) return listed;
  const { images, clusters, pods, gaps, total } = listed.value;
  const [only, ...others] = clusters;
  const { sort: _sort, ...filter } = query;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, filter: filterWords(filter), pods, gaps },
    restsOn: { images: total, clusters: clusters.map(({ name, scanId, takenAt }) => ({ name, scanId, takenAt })) },
    batches: batchesOf(images),
  };
  const texts = format === "csv" ? imagesCsv(content) : imagesJson(content);
  const scope = only && others.length === 0 ? only.name : `${clusters.length}-clusters`;
  return ok({ texts, scope, clusterId: others.length === 0 ? only?.id : undefined, close: () => undefined });
}

async function* batchesOf(images: readonly ImageRow[]): AsyncGenerator<readonly ImageRow[], void> {
  for (let start = 0; start < images.length; start += atOnce) yield images.slice(start, start + atOnce);
}
