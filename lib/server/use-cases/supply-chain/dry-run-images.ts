/** What is known of the images that run, as far as policies ask for it: from rows of today, and of some images all that is kept. */
import { parseImageReference } from "../../../core/supply-chain/images/reference.ts";
import { type CompiledImagePolicies, compileImagePolicies } from "../../../core/supply-chain/policy/compile.ts";
import type { KnownImage } from "../../../core/supply-chain/policy/dry-run.ts";
import type { SoundArtifact } from "../../../core/supply-chain/policy/evaluate.ts";
import type { ImageName } from "../../../core/supply-chain/policy/glob.ts";
import { isStale } from "../../../core/supply-chain/trail/freshness.ts";
import type { Scope } from "../../database/scope.ts";
import type { ImageRecord, ImageSignerRow, RunningImageRow } from "../../database/supply-chain/image-rows.ts";
import type { SeenImages } from "../../database/supply-chain/images.ts";
import { isWhollySeen, soundArtifacts, storedTrail } from "../../supply-chain/stored-trail.ts";
import type { Services } from "../services.ts";

export interface RunningName {
  readonly row: RunningImageRow;
  /** As admission sees it; absent where the text is no reference. */
  readonly name: ImageName | undefined;
  readonly record: ImageRecord | undefined;
}

/** @returns what runs, each with the image that stands for it. */
export function runningNames({ running, records }: Pick<SeenImages, "running" | "records">): readonly RunningName[] {
  const places = new Map(records.map((record) => [`${record.registry}/${record.repository}@${record.digest}`, record]));
  return running.map((row) => ({
    row,
    name: nameOf(row),
    record: places.get(`${row.idRegistry}/${row.idRepository}@${row.digest}`),
  }));
}

function nameOf({ registry, repository, tag, image }: RunningImageRow): ImageName | undefined {
  if (registry === undefined || repository === undefined) return undefined;
  return { registry, repository, tag, digest: parseImageReference(image)?.digest, written: image };
}

const withoutRecord: Readonly<Record<RunningImageRow["idKind"], string>> = {
  repository: "It was not looked at yet.",
  config: "Its runtime names the image by its configuration alone, which no registry can be asked for.",
  absent: "Its runtime has not said which image it runs.",
  notCollected: "The scan did not keep which image it runs.",
  unrecognised: "Its runtime names the image in a form that is not known.",
};

/** @returns what is known without a record of the image. */
export function knownWithout({ idKind }: RunningImageRow): KnownImage {
  const why = idKind === "repository" ? { notLooked: withoutRecord.repository } : { withoutDigest: withoutRecord[idKind] };
  return { ...why, reason: withoutRecord[idKind], artifacts: [], complete: false };
}

/** By the state alone it is known that every place was asked. */
const complete: ReadonlySet<string> = new Set(["unsigned", "claim-only"]);

/** @returns what the rows of lists tell of an image; what its artefacts state is not in them. */
export function knownOf(record: ImageRecord, signers: readonly ImageSignerRow[], now: Date): KnownImage {
  const { states, reason, lookedAt } = record;
  const state = states.signature;
  const artifacts = signers.map(({ identity, role }): SoundArtifact => ({ signer: identity, role }));
  const known = { state, reason, artifacts, complete: state !== undefined && complete.has(state) };
  if (lookedAt === undefined || state === undefined) return { ...known, notLooked: reason || withoutRecord.repository };
  if (isStale(lookedAt, now)) return { ...known, old: `It was last looked at on ${lookedAt.toISOString().slice(0, 10)}.` };
  return state === "unknown" && artifacts.length === 0 ? { ...known, notLooked: reason } : known;
}

/** Images that are read at once. */
const batch = 250;

export interface Details {
  readonly artifacts: readonly SoundArtifact[];
  readonly platforms: readonly (readonly SoundArtifact[])[];
  readonly complete: boolean;
}

/** @returns of some images every artefact that today's trust shows to be sound, with what it states, and whether there can be no others. */
export async function detailsOf(
  { scope, trustRevision }: { readonly scope: Scope; readonly trustRevision: string },
  ids: readonly string[],
  { repositories }: Services,
): Promise<ReadonlyMap<string, Details>> {
  const policies = noPolicies();
  const found = new Map<string, Details>();
  for (let from = 0; from < ids.length; from += batch)
    for (const kept of await repositories.images.kept(scope, ids.slice(from, from + batch), trustRevision)) {
      const { trail, unverified } = storedTrail(kept, { trustRevision, policies, builders: [] });
      const platforms = soundArtifacts(trail);
      const complete = isWhollySeen(trail) && unverified.length === 0;
      found.set(kept.id, { artifacts: platforms.flat(), platforms, complete });
    }
  return found;
}

function noPolicies(): CompiledImagePolicies {
  const none = compileImagePolicies([]);
  if (!none.ok) throw new Error(none.error.message);
  return none.value;
}
