/** The file of the images that run. */
import type { ExportQuery } from "../../../contracts/exports.ts";
import type { ImageList, ImageRow } from "../../../contracts/supply-chain.ts";
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
  const pageAt = (cursor?: string) => listImages(actor, { ...query, limit: atOnce, cursor }, services);
  const first = await pageAt();
  if (!first.ok) return first;
  async function* batches(): AsyncGenerator<readonly ImageRow[], void> {
    for (let page: ImageList | undefined = first.ok ? first.value : undefined; page !== undefined; ) {
      yield page.images;
      if (page.next === undefined) return;
      const next = await pageAt(page.next);
      if (!next.ok) throw new Error("The images were taken away while they were read.");
      page = next.value;
    }
  }
  const { clusters, pods, gaps, total } = first.value;
  const [only, ...others] = clusters;
  const { sort: _sort, ...filter } = query;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, filter: filterWords(filter), pods, gaps },
    restsOn: { images: total, clusters: clusters.map(({ name, scanId, takenAt }) => ({ name, scanId, takenAt })) },
    batches: batches(),
  };
  const texts = format === "csv" ? imagesCsv(content) : imagesJson(content);
  const scope = only && others.length === 0 ? only.name : `${clusters.length}-clusters`;
  return ok({ texts, scope, clusterId: others.length === 0 ? only?.id : undefined, close: () => undefined });
}
