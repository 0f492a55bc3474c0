/** The engines that judge images at admission, as a scan shows them. */
import type { EnforcementView } from "../../../contracts/supply-questions.ts";
import { ok } from "../../../core/result.ts";
import { enforcementStanding, standingResources } from "../../../core/supply-chain/enforcement/standing.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { wholeScan } from "../scans/scan-in-scope.ts";

const aboutTheCluster = {
  detail: "Your scope is some namespaces of this cluster; its admission is about the cluster as a whole.",
  remedy: "Ask somebody who sees the whole cluster.",
};

export const getEnforcement = defineUseCase<{ readonly id: string }, EnforcementView>(
  "report:read",
  async (actor, { id }, services) => {
    const { repositories, memory } = services;
    const found = await wholeScan(actor, id, services, aboutTheCluster);
    if (!found.ok) return found;
    const standing = await memory.get(`enforcement ${id}`, async () => {
      const inventory = await repositories.inventories.loadForIndex(actor.scope, id, standingResources);
      if (inventory === undefined) return undefined;
      const value = enforcementStanding(inventory);
      const constraints = value.engines.reduce((sum, engine) => sum + (engine.constraints?.length ?? 0), 0);
      return { value, weight: (value.engines.length + constraints) * 10 + 1 };
    });
    if (standing === undefined) return refuse("scanIncomplete");
    const { engines, complete, containers, gaps } = standing;
    return ok({
      ...{ scanId: id, complete, containers: { ...containers }, gaps: [...gaps] },
      engines: engines.map(({ rules, skipped, constraints, notEvaluated, ratify, ...engine }) => ({
        ...engine,
        ...(constraints && { constraints: constraints.map(({ leftOut, ...one }) => ({ ...one, leftOut: [...leftOut] })) }),
        ...(notEvaluated && { notEvaluated: [...notEvaluated] }),
        ...(ratify && { ratify: { ...ratify, verifiers: [...ratify.verifiers] } }),
        ...(rules && { rules: { ...rules } }),
        skipped: [...skipped],
      })),
    });
  },
);
