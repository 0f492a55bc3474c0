/** Reads all that is kept of one image. Who may see it was decided before. */
import type { LookedAt, ResolvedImage } from "../../../core/supply-chain/discovery/artifact.ts";
import type { Look, LookFailure } from "../../../core/supply-chain/discovery/look.ts";
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import type { Cryptography } from "../../../core/supply-chain/verification/verify.ts";
import type { Rows } from "../database.ts";
import type { ImageArtifact, RegistryImage } from "../generated/client.ts";
import { unpack } from "../packed-json.ts";
import { word } from "../rows.ts";
import type { ArtifactRow, ImageRecord, LinkStates, VerificationRow, WholeImage } from "./image-rows.ts";

/** @returns undefined where there is no such image. */
export async function wholeImage(rows: Rows, id: string): Promise<WholeImage | undefined> {
  const found = await rows.registryImage.findUnique({
    where: { id },
    include: {
      artifacts: { orderBy: { seq: "asc" }, include: { evidence: { select: { size: true } } } },
      packs: { orderBy: { uploadedAt: "asc" }, select: { looked: true } },
    },
  });
  if (found === null) return undefined;
  const digests = [...new Set(found.artifacts.flatMap(({ evidenceDigest }) => evidenceDigest ?? []))];
  const kept = await rows.artifactVerification.findMany({
    where: { evidenceDigest: { in: digests } },
    orderBy: { verifiedAt: "asc" },
  });
  const looks = [...(found.looked ? [found.looked] : []), ...found.packs.map(({ looked }) => looked)];
  return {
    ...recordOf(found),
    ...(found.resolved && { resolved: await unpack<Look<ResolvedImage>>(found.resolved) }),
    looked: (await Promise.all(looks.map((bytes) => unpack<readonly LookedAt[]>(bytes)))).flat(),
    artifacts: found.artifacts.map(artifactOf),
    verifications: await Promise.all(
      kept.map(async ({ evidenceDigest, target, trustRevision, result }): Promise<VerificationRow> => {
        return { evidence: word<Digest>(evidenceDigest), target, trustRevision, result: await unpack<Cryptography>(result) };
      }),
    ),
  };
}

function recordOf({ digests, states, ...row }: RegistryImage): ImageRecord {
  return {
    ...{ id: row.id, registry: row.registry, repository: row.repository, digest: word<Digest>(row.digest) },
    ...{ digests: digests.map(word<Digest>), states: states as LinkStates, reason: row.reason, broken: row.broken },
    ...(row.dueAt && { dueAt: row.dueAt }),
    ...(row.lookedAt && { lookedAt: row.lookedAt }),
    ...(row.judgedBy !== null && { judgedBy: row.judgedBy }),
    ...(row.judgedAt && { judgedAt: row.judgedAt }),
    ...(row.builtAt !== null && { builtAt: row.builtAt }),
  };
}

function artifactOf(row: ImageArtifact & { readonly evidence: { readonly size: number } | null }): ArtifactRow {
  const { seq, layout, place, mediaType, kind } = row;
  return {
    ...{ seq, layout, place, attachedTo: word<Digest>(row.attachedTo), mediaType, kind },
    ...(row.manifest !== null && { manifest: word<Digest>(row.manifest) }),
    ...(row.digest !== null && { digest: word<Digest>(row.digest) }),
    ...(row.failure !== null && { failure: row.failure as unknown as LookFailure }),
    ...(row.evidenceDigest !== null && { evidence: word<Digest>(row.evidenceDigest) }),
    ...(row.evidence && { size: row.evidence.size }),
  };
}
