/** The link of the image's name: whether what it means is still what runs. */
import type { TrailLinkView } from "../../../contracts/supply-chain.ts";
import { everyDigest } from "../../../core/supply-chain/discovery/artifact.ts";
import { shortDigest } from "../../../core/supply-chain/images/digest.ts";
import { type RegistryPushLook, registryPushWords } from "../../../core/supply-chain/source/registry-push.ts";
import { isStale } from "../../../core/supply-chain/trail/freshness.ts";
import type { Trail } from "../../../core/supply-chain/trail/trail.ts";
import type { ImageTagRow, RunningImageRow } from "../../database/supply-chain/image-rows.ts";
import { driftOf, tagOf, worstDrift } from "./tag-drift.ts";

export interface ImageLinkContext {
  readonly trail: Pick<Trail, "resolved">;
  readonly running: readonly RunningImageRow[];
  readonly tags: ReadonlyMap<string, ImageTagRow>;
  readonly now: Date;
  readonly asOf?: string;
  readonly push?: RegistryPushLook;
}

const driftProofs = {
  moved: "the tag means another image now",
  gone: "the tag is not there any more",
  unknown: "the tag was not looked at",
  same: "the tag has not moved",
  noTag: "named by its digest",
} as const;

export function imageLink({ trail: { resolved }, running, tags, now, asOf, push }: ImageLinkContext): TrailLinkView {
  const [first] = running;
  const same = resolved ? [everyDigest(resolved)] : [];
  const drifts = running.map((row) => ({ row, drift: driftOf(row, { tags, now, same }) }));
  const drift = worstDrift(drifts.map((one) => one.drift));
  const { row = first } = drifts.find((one) => one.drift === drift) ?? {};
  const meant = row && tagOf(row, tags);
  const askedAt = drift === "noTag" ? asOf : (meant?.lookedAt.toISOString() ?? asOf);
  const shared = {
    id: "image" as const,
    title: "Image",
    proof: driftProofs[drift],
    artifacts: [],
    checks: [],
    reported: push ? [...registryPushWords(push)] : [],
    ...(row && { value: row.image }),
    ...(askedAt && { asOf: askedAt }),
  };
  if (drift === "moved")
    return { ...shared, state: "invalid", reason: movedReason(row, meant), remedy: "Deploy again, by digest." };
  if (drift === "gone")
    return {
      ...shared,
      state: "claim-only",
      reason: `The registry has no tag ${row?.tag} any more: it cannot be pulled again by that name.`,
    };
  if (drift === "unknown") return { ...shared, ...tagUnknown(meant, row, now) };
  if (drift === "same") return { ...shared, state: "verified", reason: `The tag ${row?.tag} still means the digest that runs.` };
  const readable = row?.registry !== undefined;
  return readable
    ? { ...shared, state: "verified", reason: "It is named by its digest." }
    : { ...shared, state: "unknown", proof: "no reference", reason: "Its name is no reference that can be read." };
}

function movedReason(row: RunningImageRow | undefined, meant: ImageTagRow | undefined): string {
  const now = meant?.digest;
  return `The tag ${row?.tag} means ${now ? shortDigest(now) : "another image"} now, and ${row?.digest ? shortDigest(row.digest) : "something else"} runs.`;
}

function tagUnknown(meant: ImageTagRow | undefined, row: RunningImageRow | undefined, now: Date) {
  if (meant?.failure === undefined && meant !== undefined && isStale(meant.lookedAt, now)) {
    const day = meant.lookedAt.toISOString().slice(0, 10);
    return {
      state: "stale" as const,
      proof: `asked on ${day}`,
      reason: `What the tag ${row?.tag} means was last asked on ${day}.`,
    };
  }
  const untold = `Whether the tag ${row?.tag} means what runs is not known: the runtime names the image by its configuration alone.`;
  const reason =
    meant === undefined ? `What the tag ${row?.tag} means now was not looked at yet.` : (meant.failure?.message ?? untold);
  return { state: "unknown" as const, reason };
}
