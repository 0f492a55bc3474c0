/** Which steps of a cluster's run books somebody called done. A tick that was taken back stays, with when. */
import type { Minor } from "../../../core/upgrade/minor.ts";
import type { Connection } from "../connection.ts";
import { type Scope, seesAllOf } from "../scope.ts";

/** A run book: of a cluster, from the minor that it runs to a target. Another way is another book, and has no tick yet. */
export interface BookPlace {
  readonly clusterId: string;
  readonly from: Minor;
  readonly target: Minor;
}

export interface TickRow {
  readonly item: string;
  readonly by: string;
  readonly at: Date;
}

export interface TickChange {
  readonly item: string;
  readonly by: string;
  readonly at: Date;
}

export type RunBookTicksRepository = ReturnType<typeof runBookTicksRepository>;

export function runBookTicksRepository({ rows }: Connection) {
  return {
    /** What was ticked at a moment, the first tick of each item. Empty where the scope does not see all of the cluster. */
    async list(scope: Scope, { clusterId, from, target }: BookPlace, at: Date): Promise<TickRow[]> {
      if (!seesAllOf(scope, clusterId)) return [];
      const open = { OR: [{ clearedAt: null }, { clearedAt: { gt: at } }] };
      const found = await rows.runBookTick.findMany({
        where: { clusterId, from, target, tickedAt: { lte: at }, ...open },
        orderBy: { tickedAt: "desc" },
      });
      const first = new Map(found.map(({ item, tickedBy, tickedAt }) => [item, { item, by: tickedBy, at: tickedAt }]));
      return [...first.values()];
    },

    /** @returns whether the scope may. */
    async tick(scope: Scope, { clusterId, from, target }: BookPlace, { item, by, at }: TickChange): Promise<boolean> {
      if (!seesAllOf(scope, clusterId)) return false;
      await rows.runBookTick.createMany({
        data: [{ clusterId, from, target, item, tickedBy: by, tickedAt: at }],
        skipDuplicates: true,
      });
      return true;
    },

    /** @returns whether there was one, and the scope may. */
    async clear(scope: Scope, { clusterId, from, target }: BookPlace, { item, by, at }: TickChange): Promise<boolean> {
      if (!seesAllOf(scope, clusterId)) return false;
      const where = { clusterId, from, target, item, clearedAt: null };
      return (await rows.runBookTick.updateMany({ where, data: { clearedAt: at, clearedBy: by } })).count > 0;
    },
  };
}
