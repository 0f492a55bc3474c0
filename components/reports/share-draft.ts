import type { ShareRules } from "#contracts/share-links.ts";
import { formatMoment } from "../ui/time-format.ts";

/** What a maker decides about a link. */
export interface Decisions {
  readonly title: string;
  readonly days: number;
  readonly hideEndpoint: boolean;
  readonly pseudonyms: boolean;
  readonly signedInOnly: boolean;
}

const dayMs = 86_400_000;
const usual = [1, 3, 7, 14, 30, 60, 90, 180, 365];

/** @returns the lives that can be chosen, in days: the usual ones that are allowed, and the longest. */
export function livesOf({ maxDays, defaultDays }: Pick<ShareRules, "maxDays" | "defaultDays">): readonly number[] {
  return [...new Set([...usual.filter((days) => days < maxDays), defaultDays, maxDays])].sort((a, b) => a - b);
}

/** @returns `1 Dec 2026, 14:02` in the zone. */
export function endOf(days: number, now: number, zone: string): string {
  return formatMoment(now + days * dayMs, zone);
}

/** @returns what making the link means, in a sentence. */
export function consequence({ signedInOnly, days }: Decisions, now: number, zone: string): string {
  const who = signedInOnly
    ? "Everybody who has the link and signs in here, whatever their role and scope,"
    : "Everybody who has the link, without signing in,";
  return `${who} can read this report until ${endOf(days, now, zone)}. You can end it at any time under Reports.`;
}

/** @returns 32 random bytes as base64url: from them the preview and the link make the same pseudonyms. */
export function newSeed(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
