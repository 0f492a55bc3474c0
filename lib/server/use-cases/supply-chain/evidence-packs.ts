/** Evidence that people upload about an image that runs, such as where no registry may be asked. It is verified as all else is. */
import type { EvidencePackList, UploadedPack } from "../../../contracts/evidence-packs.ts";
import { ok } from "../../../core/result.ts";
import { clean } from "../../../core/text/clean.ts";
import { readPack } from "../../registry/read-pack.ts";
import { artifactToKeep } from "../../supply-chain/artifact-to-keep.ts";
import { record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, refuse } from "../outcome.ts";

interface ById {
  readonly id: string;
}

export const listEvidencePacks = defineUseCase<ById, EvidencePackList>(
  "report:read",
  async ({ scope }, { id }, { repositories }) => {
    const packs = await repositories.evidencePacks.list(scope, id);
    if (packs === undefined) return refuse("notFound");
    return ok({ packs: packs.map(({ uploadedAt, ...pack }) => ({ ...pack, uploadedAt: uploadedAt.toISOString() })) });
  },
);

export interface PackUpload extends ById {
  readonly fileName: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Packs about one image. */
const mostPacks = 50;
const tooMany = {
  detail: `The image has ${mostPacks} evidence packs already.`,
  remedy: "Remove one that is not needed any more.",
};

export const uploadEvidencePack = defineUseCase<PackUpload, UploadedPack>("scan:run", async (actor, input, services) => {
  const { repositories, now } = services;
  const { id, fileName, chunks } = input;
  const [image, packs = []] = await Promise.all([
    repositories.images.get(actor.scope, id),
    repositories.evidencePacks.list(actor.scope, id),
  ]);
  if (image === undefined) return refuse("notFound");
  if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
  if (packs.length >= mostPacks) return refuse("badRequest", tooMany);
  const [name, uploadedAt] = [clean(fileName), now()];
  const at = uploadedAt.toISOString().slice(0, 16).replace("T", " ");
  const read = await readPack({
    ...{ chunks, name, digest: image.digest, from: `uploaded by ${clean(actor.name)} at ${at} UTC` },
    ...(image.resolved?.kind === "found" && { known: image.resolved.value }),
  });
  if (!read.ok) {
    const { code, message: detail, remedy } = read.error;
    return refuse(code === "tooLarge" ? "tooLarge" : "badRequest", { detail, remedy });
  }
  const { format, sha256, size, resolved, discovery, others } = read.value;
  const artifacts = discovery.artifacts.map(artifactToKeep);
  const stored = await repositories.evidencePacks.put(actor.scope, id, {
    ...{ name, format, sha256, size, others, artifacts, looked: discovery.looked, uploadedBy: actor.name, uploadedAt },
    ...(resolved && { resolved }),
  });
  if (stored === undefined) return refuse("notFound");
  const subject = `${image.registry}/${image.repository}`;
  const detail = { name, format, sha256, artifacts: artifacts.length, others };
  await record(repositories, actor, { action: "pack.upload", subject, detail });
  return ok({ id: stored, artifacts: artifacts.length, others, holdsImage: resolved !== undefined });
});

export const removeEvidencePack = defineUseCase<ById, undefined>("scan:run", async (actor, { id }, { repositories }) => {
  if (actor.scope.clusters !== "all") return refuse("notFound");
  const removed = await repositories.evidencePacks.remove(actor.scope, id);
  if (removed === undefined) return refuse("notFound");
  await record(repositories, actor, { action: "pack.remove", subject: removed.image, detail: { name: removed.name } });
  return ok(undefined);
});
