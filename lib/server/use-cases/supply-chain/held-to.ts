/** What verdicts are held to: those of other rules than today's, and those that are too old, are told as stale. */
import { staleAfter } from "../../../core/supply-chain/trail/freshness.ts";
import type { HeldTo } from "../../database/supply-chain/images.ts";
import { type Judgement, loadJudgement } from "../../supply-chain/judgement.ts";
import type { Services } from "../services.ts";

export async function heldToday({ repositories, now }: Pick<Services, "repositories" | "now">): Promise<HeldTo> {
  return heldTo(await loadJudgement(repositories.judgement), now());
}

export function heldTo({ revision }: Pick<Judgement, "revision">, now: Date): HeldTo {
  return { revision, staleBefore: new Date(now.getTime() - staleAfter) };
}
