/** What reports say of an image's vulnerabilities, as a cell of the table of images. */
import type { ImageRow } from "../../../contracts/supply-chain.ts";
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import { isReportStale } from "../../../core/supply-chain/trail/freshness.ts";
import { vulnerabilitySeverities } from "../../../core/supply-chain/vulnerabilities/severity.ts";
import type { ReportedImage } from "../../database/supply-chain/reported-images.ts";
import type { ImageGroup } from "./image-groups.ts";

export interface Reports {
  readonly byDigest: ReadonlyMap<Digest, ReportedImage>;
  /** Whether a list of what is exploited was loaded. */
  readonly kevLoaded: boolean;
  readonly now: Date;
}

export function reportsByDigest(images: readonly ReportedImage[]): Reports["byDigest"] {
  return new Map(images.flatMap((image) => image.digests.map((digest) => [digest, image] as const)));
}

type Reported = NonNullable<ImageRow["vulnerabilities"]>;

/** The weakest first: the ground that a number rests on. */
const grounds = ["old", "partial", "claim", "report"] as const satisfies readonly Reported["ground"][];

/**
 * Of images that are not proved to be one, and run under one name, the larger number of each severity is told: it is no less.
 * @returns undefined where no report is about the image, which is not the same as none.
 */
export function reportedOf(group: ImageGroup, { byDigest, kevLoaded, now }: Reports): Reported | undefined {
  const digests = [...group.running.map(({ digest }) => digest), ...group.records.flatMap((record) => record.digests)];
  const reported = [...new Set(digests.flatMap((digest) => (digest && byDigest.get(digest)) ?? []))];
  const [oldest] = reported.map(({ newestAt }) => newestAt).sort((one, other) => one.getTime() - other.getTime());
  if (oldest === undefined) return undefined;
  const counts = Object.fromEntries(
    vulnerabilitySeverities.flatMap((severity, place) => {
      const count = most(reported.map(({ open }) => open[place] ?? 0));
      return count === 0 ? [] : [[severity, count]];
    }),
  );
  const found = new Set(reported.map((one) => groundOf(one, now)));
  return {
    open: counts,
    ...(kevLoaded && { exploited: most(reported.map(({ exploited }) => exploited)) }),
    ground: grounds.find((one) => found.has(one)) ?? "claim",
    asOf: oldest.toISOString(),
  };
}

function most(counts: readonly number[]): number {
  return Math.max(0, ...counts);
}

function groundOf({ newestAt, partial, vouched }: ReportedImage, now: Date): Reported["ground"] {
  if (isReportStale(newestAt, now)) return "old";
  if (partial) return "partial";
  return vouched ? "report" : "claim";
}

/** More than any image has: what is left of it stands for a count, so that the most come first. */
const beyond = 10_000_000;

/** @returns what puts rows in order: what is exploited first, then by the counts of each severity; last what no report is about. */
export function worstReportedFirst({ vulnerabilities }: Pick<ImageRow, "vulnerabilities">): string {
  if (vulnerabilities === undefined) return "~";
  const { exploited = 0, open } = vulnerabilities;
  const counts = [exploited, ...vulnerabilitySeverities.map((severity) => open[severity] ?? 0)];
  return counts.map((count) => String(beyond - count).padStart(8, "0")).join(" ");
}
