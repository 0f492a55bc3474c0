/** Where an image lies, and where what is signed of it lies: beside it, or in the repository that the settings map it to. */
import { err, ok, type Result } from "#core/result.ts";
import { type LookFailure, unknown } from "#core/supply-chain/discovery/look.ts";
import { type ImageRepository, parseImageRepository } from "#core/supply-chain/images/reference.ts";
import { type RegistrySettings, signatureRepository } from "./access.ts";
import type { Registries } from "./client.ts";
import type { DiscoverySources } from "./discover.ts";

/** @returns the places to read, or why one of them is not asked. */
export function imageSources(
  registries: Registries,
  settings: RegistrySettings,
  place: ImageRepository,
): Result<DiscoverySources, LookFailure> {
  const images = registries.repository(place);
  if (!images.ok) return images;
  const mapped = signatureRepository(settings, `${place.registry}/${place.repository}`);
  if (mapped === undefined) return ok({ images: images.value });
  const elsewhere = parseImageRepository(mapped);
  if (elsewhere === undefined) return err(unknown("malformed", `${mapped} is no repository.`).failure);
  const signatures = registries.repository(elsewhere);
  return signatures.ok ? ok({ images: images.value, signatures: signatures.value }) : signatures;
}
