/**
 * How many requests each may send. What is left is shared through the database; a process sets some requests aside at a time, so
 * that most cost no query. Together the processes never let more through than the policy says.
 */
import type { Reserve } from "../../database/rate-limit.ts";

export interface Policy {
  /** As the headers name it. */
  readonly name: string;
  readonly max: number;
  /** Seconds. */
  readonly window: number;
}

export interface Standing {
  readonly policy: Policy;
  readonly allowed: boolean;
  /** Requests that this process knows to be left. */
  readonly left: number;
  /** Seconds until the window ends. */
  readonly reset: number;
}

/** Counts one request of somebody under a policy. */
export type TakeOne = (policy: Policy, who: string) => Promise<Standing>;

interface Kept {
  aside: number;
  left: number;
  readonly endsAt: number;
}

/** A process sets a sixtieth of a policy aside at a time: of ten a second, one query a second. */
const portions = 60;
const mostKept = 10_000;

/** @returns the counter of one process. */
export function createQuota(reserve: Reserve, now: () => number = Date.now): TakeOne {
  const kept = new Map<string, Kept>();
  return async (policy, who) => {
    const key = `api:${policy.name}:${who}`;
    const known = open(kept.get(key), now());
    const current = known ?? (await setAside(policy, key));
    const allowed = current.aside > 0;
    if (allowed) current.aside -= 1;
    const reset = Math.max(1, Math.ceil((current.endsAt - now()) / 1000));
    return { policy, allowed, left: current.aside + current.left, reset };
  };

  async function setAside(policy: Policy, key: string): Promise<Kept> {
    const amount = Math.max(1, Math.floor(policy.max / portions));
    const { granted, left, endsAt } = await reserve(key, policy, amount);
    const before = open(kept.get(key), now());
    const aside = granted + (before?.endsAt === endsAt ? before.aside : 0);
    if (kept.size >= mostKept) for (const [other, { endsAt: end }] of kept) if (end <= now()) kept.delete(other);
    const fresh = { aside, left, endsAt };
    if (kept.size < mostKept) kept.set(key, fresh);
    return fresh;
  }
}

/** @returns what is kept, where its window is open and it says anything: some set aside, or nothing left for anybody. */
function open(kept: Kept | undefined, now: number): Kept | undefined {
  if (kept === undefined || kept.endsAt <= now) return undefined;
  return kept.aside > 0 || kept.left === 0 ? kept : undefined;
}

/** @returns the header fields of draft-ietf-httpapi-ratelimit-headers-11, and Retry-After where somebody has to wait. */
export function quotaHeaders(standings: readonly Standing[]): Record<string, string> {
  const waits = standings.filter(({ allowed }) => !allowed).map(({ reset }) => reset);
  return {
    "ratelimit-policy": standings.map(({ policy: { name, max, window } }) => `"${name}";q=${max};w=${window}`).join(", "),
    ratelimit: standings.map(({ policy, left, reset }) => `"${policy.name}";r=${left};t=${reset}`).join(", "),
    ...(waits.length > 0 && { "retry-after": String(Math.max(...waits)) }),
  };
}
