/**
 * Files of assertions as their readers see them. What a file says may name every namespace of a cluster, so only who sees all
 * of a cluster that it is for may read it; only who sees all of all of them may change it.
 */
import type { Labels } from "../../../core/clusters/labels.ts";
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import { isTargeted, type ScheduleTarget } from "../../../core/schedule/target.ts";
import type { Connection } from "../connection.ts";
import type { AssertionSet, Prisma } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { type Scope, seesAllOf } from "../scope.ts";
import { visibleClusters } from "../visible.ts";

export interface AssertionSetRow {
  readonly id: string;
  readonly name: string;
  /** Without the clusters that the reader does not see. */
  readonly target: ScheduleTarget;
  readonly yaml: string;
  /** Those that it is for and that the reader sees whole, by name. */
  readonly clusters: readonly { readonly id: string; readonly name: string }[];
  /** The reader sees everything that it is for, and may change it. */
  readonly whole: boolean;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

export interface AssertionSetTerms {
  readonly name: string;
  readonly target: ScheduleTarget;
  readonly yaml: string;
}

export type AssertionSetExists = Failure<"assertionSetExists">;
const exists: AssertionSetExists = {
  code: "assertionSetExists",
  message: "Assertions with this name exist already.",
  remedy: "Choose another name.",
};

export type AssertionSetsRepository = ReturnType<typeof assertionSetsRepository>;

export function assertionSetsRepository({ rows }: Connection) {
  async function find(scope: Scope, where: Prisma.AssertionSetWhereInput): Promise<AssertionSetRow[]> {
    const stored = await rows.assertionSet.findMany({ where, orderBy: { name: "asc" } });
    if (stored.length === 0) return [];
    const clusters = await rows.cluster.findMany({
      where: visibleClusters(scope),
      select: clusterFacts,
      orderBy: { name: "asc" },
    });
    const whole = clusters.filter(({ id }) => seesAllOf(scope, id));
    return stored.flatMap((set) => rowOf(scope, set, whole) ?? []);
  }
  const get = async (scope: Scope, id: string) => (await find(scope, { id }))[0];

  return {
    get,

    /** By name: those that are for a cluster that the scope sees whole; all of them for a reader of all clusters. */
    list: (scope: Scope) => find(scope, {}),

    /** @returns the new set, or undefined where its target reaches beyond the scope. */
    async create(
      scope: Scope,
      { target, ...terms }: AssertionSetTerms,
      by: string,
    ): Promise<Result<AssertionSetRow | undefined, AssertionSetExists>> {
      if (!covers(scope, target)) return ok(undefined);
      const id = newId("ast");
      const data = { ...terms, id, target: target as Prisma.InputJsonObject, createdBy: by, updatedBy: by };
      const { count } = await rows.assertionSet.createMany({ data: [data], skipDuplicates: true });
      return count === 1 ? ok(await get(scope, id)) : err(exists);
    },

    /** @returns the changed set, or undefined where the scope does not see all that it is for, or is to be for. */
    async change(
      scope: Scope,
      id: string,
      { target, ...change }: Partial<AssertionSetTerms> & { readonly updatedBy: string },
    ): Promise<Result<AssertionSetRow | undefined, AssertionSetExists>> {
      const before = await get(scope, id);
      if (!before?.whole || (target && !covers(scope, target))) return ok(undefined);
      const { name } = change;
      const other =
        name === undefined ? null : await rows.assertionSet.findFirst({ where: { name, NOT: { id } }, select: { id: true } });
      if (other !== null) return err(exists);
      const data = { ...change, ...(target && { target: target as Prisma.InputJsonObject }) };
      const { count } = await rows.assertionSet.updateMany({ where: { id }, data });
      return ok(count === 1 ? await get(scope, id) : undefined);
    },

    async remove(scope: Scope, id: string): Promise<boolean> {
      if (!(await get(scope, id))?.whole) return false;
      return (await rows.assertionSet.deleteMany({ where: { id } })).count === 1;
    },
  };
}

const clusterFacts = { id: true, name: true, labels: true } as const;
type ClusterFacts = Prisma.ClusterGetPayload<{ select: typeof clusterFacts }>;

/** @returns whether the scope sees all of every cluster that a target may ever mean. */
function covers(scope: Scope, target: ScheduleTarget): boolean {
  if (scope.clusters === "all") return true;
  return "clusters" in target && target.clusters !== "all" && target.clusters.every((id) => seesAllOf(scope, id));
}

function rowOf(scope: Scope, stored: AssertionSet, whole: readonly ClusterFacts[]): AssertionSetRow | undefined {
  const target = stored.target as unknown as ScheduleTarget;
  const meant = whole.filter(({ id, labels }) => isTargeted(target, { id, labels: labels as Labels }));
  if (scope.clusters !== "all" && meant.length === 0) return undefined;
  const { id, name, yaml, createdBy, updatedBy, updatedAt } = stored;
  const named = "clusters" in target && target.clusters !== "all";
  return {
    ...{ id, name, yaml, createdBy, updatedBy, updatedAt },
    target: named ? { clusters: meant.map((cluster) => cluster.id) } : target,
    clusters: meant.map((cluster) => ({ id: cluster.id, name: cluster.name })),
    whole: covers(scope, target),
  };
}
