/** Who did what. Entries are added and read; the database itself refuses to change or delete one. */
import type { Connection } from "./connection.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { AuditEntry, Prisma } from "./generated/client.ts";
import { newId } from "./ids.ts";
import { present } from "./rows.ts";
import { type Scope, seesCluster } from "./scope.ts";

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
}

export type AuditRepository = ReturnType<typeof auditRepository>;

export function auditRepository({ rows }: Connection) {
  return {
    /** Adds an entry; about a cluster only where the scope sees it. */
    async append(scope: Scope, entry: NewAuditEntry): Promise<void> {
      if (entry.clusterId !== undefined && !seesCluster(scope, entry.clusterId)) return;
      await rows.auditEntry.create({
        data: { ...entry, id: newId("aud"), detail: { ...entry.detail } as Prisma.InputJsonObject },
      });
    },

    /** Newest first: entries about clusters that the scope sees, and all others for a reader of all clusters. */
    async list(
      scope: Scope,
      { clusterId, limit, cursor }: { clusterId?: string; limit: number; cursor?: string },
    ): Promise<{ items: AuditRow[]; next?: string } | undefined> {
      const after = cursor === undefined ? undefined : decodeCursor(cursor, ["number", "string"]);
      if (cursor !== undefined && !after) return undefined;
      const stored = await rows.auditEntry.findMany({
        where: { AND: [visibleEntries(scope), clusterId ? { clusterId } : {}, after ? olderThan(after) : {}] },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: limit + 1,
      });
      const items = stored.slice(0, limit).map(rowOf);
      const last = items.at(-1);
      return stored.length > limit && last ? { items, next: encodeCursor([last.at.getTime(), last.id]) } : { items };
    },
  };
}

function visibleEntries(scope: Scope): Prisma.AuditEntryWhereInput {
  return scope.clusters === "all" ? {} : { clusterId: { in: [...scope.clusters.keys()] } };
}

function olderThan([time, id]: readonly (string | number)[]): Prisma.AuditEntryWhereInput {
  const at = new Date(Number(time));
  return { OR: [{ at: { lt: at } }, { at, id: { lt: String(id) } }] };
}

function rowOf(stored: AuditEntry): AuditRow {
  return {
    id: stored.id,
    at: stored.at,
    actorId: present(stored.actorId),
    actorName: stored.actorName,
    action: stored.action,
    clusterId: present(stored.clusterId),
    subject: present(stored.subject),
    detail: stored.detail as StoredDetail,
  };
}
