/** Trust and policies of today, as far as readers need them. */
import { publicGoodProfile } from "../../../core/supply-chain/trust/public-good.ts";
import type { ImageRecord } from "../../database/supply-chain/image-rows.ts";
import type { JudgedBy } from "../../supply-chain/stored-trail.ts";
import type { Services } from "../services.ts";

let shipped: string | undefined;

/** @returns the revision of trust and policies that states must rest on today. */
export async function judgementRevision(_services: Services): Promise<string> {
  shipped ??= publicGoodProfile().revision;
  return shipped;
}

/** @returns what an image is judged by today. */
export async function judgementOf(_image: Pick<ImageRecord, "registry" | "repository">, services: Services): Promise<JudgedBy> {
  return { trustRevision: await judgementRevision(services) };
}
