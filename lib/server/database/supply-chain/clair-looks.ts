/** What Clair knows of the images that run where the scope sees. */
import type { Connection } from "../connection.ts";
import type { Scope } from "../scope.ts";
import { runsOf } from "./running-digests.ts";

export interface ClairRow {
  /** One may be asked now. */
  readonly asked: boolean;
  readonly images: number;
  /** Images of which Clair has a report. */
  readonly known: number;
  /** Images of which Clair knows no digest. */
  readonly unknown: number;
  /** Images without a report about which the last question got no answer. */
  readonly failed: number;
  readonly lookedAt: Date | null;
  readonly failure: string | null;
}

export type ClairLooksRepository = ReturnType<typeof clairLooksRepository>;

export function clairLooksRepository({ rows }: Connection) {
  return {
    async counts(scope: Scope): Promise<ClairRow> {
      const [row] = await rows.$queryRaw<ClairRow[]>`
        WITH runs AS MATERIALIZED (${runsOf(scope)}), images AS (
          SELECT runs.run, bool_or(d.id IS NOT NULL) AS found, bool_or(l.state = 'failed') AS failed,
            bool_and(l.digest IS NOT NULL) AS looked, max(l.looked_at) AS looked_at, max(l.detail) AS detail
          FROM runs LEFT JOIN clair_looks l ON l.digest = runs.any_digest
            LEFT JOIN security_documents d ON d.file_key = 'clair ' || l.digest
          GROUP BY runs.run)
        SELECT EXISTS (SELECT FROM forges WHERE kind = 'clair') AS asked, count(*)::int AS images,
          count(*) FILTER (WHERE found)::int AS known,
          count(*) FILTER (WHERE looked AND NOT found AND NOT failed)::int AS unknown,
          count(*) FILTER (WHERE failed AND NOT found)::int AS failed,
          max(looked_at) AS "lookedAt", max(detail) AS failure
        FROM images`;
      if (row === undefined) throw new Error("A query without GROUP BY has a row.");
      return row;
    },
  };
}
