/** Who did what. Entries are added and read; the database itself refuses to change or delete one. */
import type { Connection } from "./connection.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { Prisma } from "./generated/client.ts";
import { newId } from "./ids.ts";
import { containing } from "./like.ts";
import { present } from "./rows.ts";
import { type Scope, seesCluster } from "./scope.ts";
import { storableJson, storableText } from "./storable.ts";

export interface NewAuditEntry {
  readonly actorId?: string | undefined;
  readonly actorName: string;
  /** `cluster.register`, `scan.start` … */
  readonly action: string;
  readonly clusterId?: string | undefined;
  /** What it was done to: a name or an id. */
  readonly subject?: string | undefined;
  readonly detail?: StoredDetail;
}

type Value = string | number | boolean | null | readonly string[];
/** Allow-listed facts, and of a change what was before and what is after; never a credential, a body or an object of the cluster. */
export type StoredDetail = { readonly [field: string]: Value | Readonly<Record<string, Value>> | undefined };

export interface AuditRow extends NewAuditEntry {
  readonly id: string;
  readonly at: Date;
  /** The name of its cluster by now; absent where that was removed. */
  readonly cluster?: string;
  readonly detail: StoredDetail;
}

export interface AuditFilter {
  readonly clusterId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly actions?: readonly string[] | undefined;
  /** Somewhere in what is shown of an entry, whatever its case. */
  readonly text?: string | undefined;
  readonly from?: Date | undefined;
  /** Before this. */
  readonly to?: Date | undefined;
}

export interface AuditPage {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface Stored {
  id: string;
  at: Date;
  actor_id: string | null;
  actor_name: string;
  action: string;
  cluster_id: string | null;
  cluster: string | null;
  subject: string | null;
  detail: StoredDetail;
}

const mostActors = 500;

export type AuditRepository = ReturnType<typeof auditRepository>;

export function auditRepository({ rows }: Connection) {
  return {
    /** Adds an entry; about a cluster only where the scope sees it. */
    async append(scope: Scope, entry: NewAuditEntry): Promise<void> {
      if (entry.clusterId !== undefined && !seesCluster(scope, entry.clusterId)) return;
      const { subject, detail, ...who } = entry;
      await rows.auditEntry.create({
        data: {
          ...who,
          id: newId("aud"),
          ...(subject !== undefined && { subject: storableText(subject) }),
          detail: JSON.parse(storableJson(detail ?? {})) as Prisma.InputJsonObject,
        },
      });
    },

    /**
     * Newest first: entries about clusters that the scope sees whole, and all others for a reader of all clusters.
     * @returns undefined for a cursor that is none.
     */
    async list(
      scope: Scope,
      { limit, cursor, ...filter }: AuditPage & AuditFilter,
    ): Promise<{ items: AuditRow[]; next?: string } | undefined> {
      const after = cursor === undefined ? undefined : decodeCursor(cursor, ["number", "string"]);
      if (cursor !== undefined && !after) return undefined;
      const conditions = [visible(scope), ...conditionsOf(filter), ...(after ? [olderThan(after)] : [])];
      const stored = await rows.$queryRaw<Stored[]>`
        SELECT e.id, e.at, e.actor_id, e.actor_name, e.action, e.cluster_id, c.name AS cluster, e.subject, e.detail
        FROM audit_entries e LEFT JOIN clusters c ON c.id = e.cluster_id AND c.removed_at IS NULL
        WHERE ${Prisma.join(conditions, " AND ")}
        ORDER BY e.at DESC, e.id DESC LIMIT ${limit + 1}`;
      const items = stored.slice(0, limit).map(rowOf);
      const last = items.at(-1);
      return stored.length > limit && last ? { items, next: encodeCursor([last.at.getTime(), last.id]) } : { items };
    },

    /** Everybody who did something that the scope sees, by name: as they were called last. */
    async actors(scope: Scope): Promise<{ id: string; name: string }[]> {
      return rows.$queryRaw<{ id: string; name: string }[]>`
        SELECT id, name FROM (
          SELECT DISTINCT ON (e.actor_id) e.actor_id AS id, e.actor_name AS name FROM audit_entries e
          WHERE e.actor_id IS NOT NULL AND ${visible(scope)} ORDER BY e.actor_id, e.at DESC
        ) a ORDER BY name, id LIMIT ${mostActors}`;
    },
  };
}

function visible({ clusters }: Scope): Prisma.Sql {
  if (clusters === "all") return Prisma.sql`TRUE`;
  const whole = [...clusters].filter(([, namespaces]) => namespaces === "all").map(([id]) => id);
  return Prisma.sql`e.cluster_id = ANY(${whole})`;
}

function* conditionsOf({ clusterId, actorId, actions, text, from, to }: AuditFilter): Generator<Prisma.Sql> {
  if (clusterId !== undefined) yield Prisma.sql`e.cluster_id = ${clusterId}`;
  if (actorId !== undefined) yield Prisma.sql`e.actor_id = ${actorId}`;
  if (actions !== undefined) yield Prisma.sql`e.action = ANY(${[...actions]})`;
  if (from !== undefined) yield Prisma.sql`e.at >= ${from}`;
  if (to !== undefined) yield Prisma.sql`e.at < ${to}`;
  if (text === undefined || text === "") return;
  const pattern = containing(text);
  yield Prisma.sql`concat_ws(' ', e.actor_name, e.action, e.subject, c.name, e.cluster_id, e.detail::text) ILIKE ${pattern}`;
}

function olderThan([time, id]: readonly (string | number)[]): Prisma.Sql {
  return Prisma.sql`(e.at, e.id) < (${new Date(Number(time))}, ${String(id)})`;
}

function rowOf(stored: Stored): AuditRow {
  const { id, at, actor_name: actorName, action, detail } = stored;
  return {
    ...{ id, at, actorName, action, detail },
    actorId: present(stored.actor_id),
    clusterId: present(stored.cluster_id),
    cluster: present(stored.cluster),
    subject: present(stored.subject),
  };
}
