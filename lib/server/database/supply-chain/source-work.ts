/** The commits that trails name, for the worker: which are due, and what their forges answered. */
import type pg from "pg";
import type { LookFailure } from "../../../core/supply-chain/discovery/look.ts";
import type { SourceAnswers } from "../../../core/supply-chain/source/answers.ts";
import type { CodeAnalysis } from "../../../core/supply-chain/source/sarif.ts";
import { newId } from "../ids.ts";
import { pack, unpack } from "../packed-json.ts";
import type { Scope } from "../scope.ts";
import { storableJson, storableText } from "../storable.ts";
import { requireSystem } from "../system.ts";
import type { CommitSignerRow } from "./sources.ts";

type CommitSigner = Pick<CommitSignerRow, "name" | "terms">;

export interface SourceKey {
  readonly repository: string;
  readonly commit: string;
}

export interface TakenSource extends SourceKey {
  readonly failures: number;
}

export interface SeenSource extends SourceKey {
  readonly at: Date;
  readonly dueAt: Date;
  readonly failures: number;
  readonly answers?: SourceAnswers;
  /** The first thing that kept us from seeing all. */
  readonly failure?: LookFailure;
  /** Of code analysis, where the forge gave a definite answer. */
  readonly analyses?: readonly CodeAnalysis[];
}

export interface KeptSource extends SourceKey {
  readonly answers: SourceAnswers;
}

export interface JudgedSource extends SourceKey {
  readonly commitState: string;
}

const leaseMinutes = 10;

export type SourceWork = ReturnType<typeof sourceWork>;

export function sourceWork(pool: pg.Pool) {
  return {
    /**
     * Makes rows of the commits that trails name and lets go of those that none names any more.
     * @param hosts of the forges that may be asked, in lower case.
     */
    async sortOut(scope: Scope, hosts: readonly string[]): Promise<void> {
      requireSystem(scope);
      await pool.query(
        `INSERT INTO source_commits (repository, commit, host, due_at)
         SELECT DISTINCT source_repository, source_commit, lower(split_part(source_repository, '/', 3)), now()
         FROM registry_images WHERE source_repository LIKE 'https://%' AND source_commit ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'
         ORDER BY 1, 2 ON CONFLICT DO NOTHING`,
      );
      await pool.query(
        `DELETE FROM source_commits s WHERE NOT EXISTS (
           SELECT FROM registry_images i WHERE i.source_repository = s.repository AND i.source_commit = s.commit)`,
      );
      await pool.query("UPDATE source_commits SET due_at = NULL WHERE due_at IS NOT NULL AND NOT host = ANY($1)", [hosts]);
      await pool.query("UPDATE source_commits SET due_at = now() WHERE due_at IS NULL AND host = ANY($1)", [hosts]);
    },

    /** Leases commits that are due to a worker. */
    async take(scope: Scope, worker: string, most: number): Promise<readonly TakenSource[]> {
      requireSystem(scope);
      const { rows } = await pool.query<TakenSource>(
        `UPDATE source_commits s SET worker = $1, lease_until = now() + interval '${leaseMinutes} minutes'
         FROM (SELECT repository, commit FROM source_commits
               WHERE due_at <= now() AND (lease_until IS NULL OR lease_until < now())
               ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED) AS due
         WHERE s.repository = due.repository AND s.commit = due.commit RETURNING s.repository, s.commit, s.failures`,
        [worker, most],
      );
      return rows;
    },

    /** @returns false where the worker does not hold the commit any more. An older answer stays where there is no new one. */
    async seen(scope: Scope, worker: string, source: SeenSource): Promise<boolean> {
      requireSystem(scope);
      const { repository, commit, at, dueAt, failures, answers, failure, analyses } = source;
      const { rowCount } = await pool.query(
        `UPDATE source_commits SET worker = NULL, lease_until = NULL, looked_at = CASE WHEN $7::bytea IS NULL THEN looked_at ELSE $4 END, due_at = $5, failures = $6,
           answers = coalesce($7, answers), failure = $8, judged_by = CASE WHEN $7::bytea IS NULL THEN judged_by END
         WHERE repository = $1 AND commit = $2 AND worker = $3`,
        [
          ...[repository, commit, worker, at, dueAt, failures],
          ...[answers ? Buffer.from(await pack(answers)) : null, failure ? storableJson(failure) : null],
        ],
      );
      if (rowCount !== 1) return false;
      if (analyses !== undefined) await writeAnalyses(pool, source, analyses);
      return true;
    },

    /** Gives back what a worker took and did not look at. */
    async release(scope: Scope, worker: string): Promise<void> {
      requireSystem(scope);
      await pool.query("UPDATE source_commits SET worker = NULL, lease_until = NULL WHERE worker = $1", [worker]);
    },

    /** @returns at most so many commits that were judged by other rules than these. */
    async judgedByOthers(scope: Scope, revision: string, most: number): Promise<readonly KeptSource[]> {
      requireSystem(scope);
      const { rows } = await pool.query<SourceKey & { answers: Buffer }>(
        `SELECT repository, commit, answers FROM source_commits
         WHERE answers IS NOT NULL AND judged_by IS DISTINCT FROM $1 ORDER BY repository, commit LIMIT $2`,
        [revision, most],
      );
      return Promise.all(rows.map(async ({ answers, ...key }) => ({ ...key, answers: await unpack<SourceAnswers>(answers) })));
    },

    /** Whose signatures on commits are trusted. */
    async signers(scope: Scope): Promise<readonly CommitSigner[]> {
      requireSystem(scope);
      const { rows } = await pool.query<{ name: string; kind: string; terms: object }>(
        `SELECT name, kind, terms FROM commit_signers ORDER BY name COLLATE "C"`,
      );
      return rows.map(({ name, kind, terms }) => ({ name, terms: { kind, ...terms } as CommitSigner["terms"] }));
    },

    async judged(scope: Scope, sources: readonly JudgedSource[], revision: string): Promise<void> {
      requireSystem(scope);
      await pool.query(
        `UPDATE source_commits s SET commit_state = j."commitState", judged_by = $2
         FROM json_to_recordset($1::json) AS j(repository text, commit text, "commitState" text)
         WHERE s.repository = j.repository AND s.commit = j.commit`,
        [storableJson(sources), revision],
      );
    },
  };
}

/** Takes the place of what the forge gave before. */
async function writeAnalyses(pool: pg.Pool, { repository, commit }: SourceKey, analyses: readonly CodeAnalysis[]): Promise<void> {
  const rows = await Promise.all(
    analyses.map(async (one) => ({ tool: storableText(one.tool), content: Buffer.from(await pack(one)) })),
  );
  const byTool = [...new Map(rows.map((row) => [row.tool, row])).values()];
  await pool.query("DELETE FROM source_reports WHERE repository = $1 AND commit = $2 AND kind = 'sarif' AND origin = 'forge'", [
    ...[repository, commit],
  ]);
  for (const { tool, content } of byTool)
    await pool.query(
      `INSERT INTO source_reports (id, repository, commit, kind, origin, tool, content) VALUES ($1, $2, $3, 'sarif', 'forge', $4, $5)
       ON CONFLICT (repository, commit, kind, origin, tool) DO UPDATE SET content = excluded.content, created_at = now()`,
      [newId("srp"), repository, commit, tool, content],
    );
}
