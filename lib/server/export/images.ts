/** The images that run as a file: each once, with the state of each link, where it runs and who signed it. */
import type { ImageList, ImageRow } from "../../contracts/supply-chain.ts";
import type { Gap } from "../../core/inventory/gap.ts";
import { vulnerabilitySeverities } from "../../core/supply-chain/vulnerabilities/severity.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { type FrameContent, headOf, notSeenLines } from "./frame.ts";
import { jsonObject } from "./json.ts";

export interface ImagesContent extends FrameContent {
  readonly pods: ImageList["pods"];
  readonly gaps: readonly Gap[];
  readonly batches: AsyncIterable<readonly ImageRow[]>;
}

interface ImageLine {
  /** image, gap or coverage */
  readonly record: string;
  readonly image?: ImageRow;
  readonly note?: string;
}

const columns: Columns<ImageLine> = {
  record: ({ record }) => record,
  image: ({ image }) => image?.name,
  tags: ({ image }) => image?.tags.join(" "),
  digest: ({ image }) => image?.digest,
  signature: ({ image }) => image?.links.signature,
  provenance: ({ image }) => image?.links.provenance,
  source: ({ image }) => image?.links.source,
  commit: ({ image }) => image?.links.commit,
  sbom: ({ image }) => image?.links.sbom,
  vulnerabilities: ({ image }) => vulnerabilitiesOf(image),
  exploited: ({ image }) => image?.vulnerabilities?.exploited,
  vulnerabilities_ground: ({ image }) => image && (image.vulnerabilities?.ground ?? "no report"),
  vulnerabilities_as_of: ({ image }) => image?.vulnerabilities?.asOf,
  broken: ({ image }) => image?.broken,
  reason: ({ image }) => image?.reason,
  signers: ({ image }) => image?.signers.map(({ name }) => name).join("; "),
  pinning: ({ image }) => image?.pinning,
  drift: ({ image }) => image?.drift,
  clusters: ({ image }) => image?.clusters,
  namespaces: ({ image }) => image?.namespaces,
  pods: ({ image }) => image?.pods,
  workloads: ({ image }) => image?.workloads.join(" "),
  workload_count: ({ image }) => image?.workloadCount,
  built: ({ image }) => image?.createdAt,
  looked_at: ({ image }) => image?.lookedAt,
  note: ({ note }) => note,
};

/** @returns the open ones by severity, the worst first; 0 where a report about all of the image names none, else empty. */
function vulnerabilitiesOf(image: ImageRow | undefined): string | undefined {
  if (image?.vulnerabilities === undefined) return undefined;
  const { open, ground } = image.vulnerabilities;
  const counts = vulnerabilitySeverities.flatMap((severity) => (open[severity] ? `${open[severity]} ${severity}` : []));
  return counts.length === 0 ? (ground === "partial" ? undefined : "0") : counts.join(", ");
}

/** @returns the table, in the order of the page; what could not be seen or looked at is said last. */
export async function* imagesCsv({ pods, gaps, batches }: ImagesContent): AsyncGenerator<string, void> {
  yield csvHead(columns);
  for await (const images of batches)
    yield csvRows(
      columns,
      images.map((image): ImageLine => ({ record: "image", image })),
    );
  const complete = gaps.length === 0 && pods.unknown === 0;
  const more = [
    ...(pods.unknown === 0 ? [] : [`the images of ${pods.unknown} of ${pods.all} containers could not be looked at`]),
    ...(gaps.length === 0 ? [] : ["other images may run"]),
  ];
  yield csvRows<ImageLine>(columns, notSeenLines(gaps, complete, more.join(", and ")));
}

/** @returns one object with a list of images. */
export function imagesJson({ batches, pods, gaps, ...content }: ImagesContent): AsyncGenerator<string, void> {
  return jsonObject([...headOf("images", content), ["pods", pods], ["gaps", gaps], ["images", batches]]);
}
