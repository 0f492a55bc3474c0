/** Sentences for what kept us from looking at a forge. Never what it wrote. */
import { type LookFailure, unknown } from "#core/supply-chain/discovery/look.ts";
import type { Answer } from "../net/transport.ts";

/** @returns what an answer means that is neither the content nor a definite no. */
export function forgeFailure(answer: Answer, host: string): LookFailure {
  const { status } = answer;
  if (isThrottled(answer)) return unknown("throttled", `${host} was asked too often (${status}).`, again(answer)).failure;
  if (status === 401)
    return unknown("unauthorized", `${host} does not take the token (401).`, "Give another one under Settings, Forges.").failure;
  if (status === 403)
    return unknown(
      "forbidden",
      `The token may not look at this on ${host} (403).`,
      "Give one with the rights that the page of forges names.",
    ).failure;
  if (status >= 500) return unknown("serverError", `${host} failed (${status}).`, "It is asked again later.").failure;
  return unknown("malformed", `${host} answered ${status}, which its API should not.`).failure;
}

/** GitHub says with a 403 that it was asked too often, too. */
function isThrottled({ status, headers, retryAfterSeconds }: Answer): boolean {
  if (status === 429) return true;
  return status === 403 && (headers?.["x-ratelimit-remaining"] === "0" || retryAfterSeconds !== undefined);
}

function again({ retryAfterSeconds }: Answer): string {
  return retryAfterSeconds === undefined ? "It is asked again later." : `It wants to be left alone for ${retryAfterSeconds} s.`;
}

/** @returns that an answer is not what the forge documents. */
export function malformed(host: string, what: string): { readonly kind: "unknown"; readonly failure: LookFailure } {
  return unknown("malformed", `What ${host} gives as ${what} cannot be read.`);
}
