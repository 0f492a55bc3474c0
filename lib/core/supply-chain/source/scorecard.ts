/** OpenSSF Scorecard's result, from its service or its command (`--format json`). */
import { z } from "zod";

export interface ScorecardCheck {
  readonly name: string;
  /** 0 to 10; absent where Scorecard could not tell. */
  readonly score?: number;
  readonly reason: string;
}

export interface Scorecard {
  /** Such as `github.com/acme/shop`. */
  readonly repository: string;
  readonly commit: string;
  /** When it was made, by its own word. */
  readonly date: string;
  readonly version?: string;
  /** 0 to 10; absent where no check could be made. */
  readonly score?: number;
  readonly checks: readonly ScorecardCheck[];
}

const score = z.number().min(-1).max(10);
const shape = z.object({
  date: z.string().max(100),
  repo: z.object({ name: z.string().max(500), commit: z.string().max(100) }),
  scorecard: z.object({ version: z.string().max(100).nullish() }).nullish(),
  score,
  checks: z
    .array(z.object({ name: z.string().max(200), score, reason: z.string().nullish() }))
    .max(200)
    .nullish(),
});
const longestReason = 500;

/** @param value parsed JSON. @returns undefined for what is no result of Scorecard. -1, with which it says that it could not tell, is no score. */
export function readScorecard(value: unknown): Scorecard | undefined {
  const read = shape.safeParse(value);
  if (!read.success) return undefined;
  const { date, repo, scorecard, score: all, checks } = read.data;
  return {
    repository: repo.name.replace(/^https:\/\//, ""),
    commit: repo.commit,
    date,
    ...(scorecard?.version && { version: scorecard.version }),
    ...(all >= 0 && { score: all }),
    checks: (checks ?? []).map(({ name, score: one, reason }) => ({
      name,
      ...(one >= 0 && { score: one }),
      reason: (reason ?? "").slice(0, longestReason),
    })),
  };
}
