/** How the one workload of a trail came to its cluster, by the scan that showed it. */
import { type Delivery, deliveriesOf, deliveryResources } from "../../../core/supply-chain/trail/delivery.ts";
import type { Actor } from "../../auth/actor.ts";
import { seesAllOf } from "../../database/scope.ts";
import type { RunningImageRow } from "../../database/supply-chain/image-rows.ts";
import type { Services } from "../services.ts";

/** @returns undefined where there are several workloads, or where it was not seen. */
export async function deliveriesTo(
  { scope }: Actor,
  running: readonly RunningImageRow[],
  { repositories, memory }: Services,
): Promise<readonly Delivery[] | undefined> {
  const [first] = running;
  const isOther = ({ clusterId, namespace, kind, workload }: RunningImageRow) =>
    clusterId !== first?.clusterId || namespace !== first.namespace || kind !== first.kind || workload !== first.workload;
  if (first === undefined || running.some(isOther)) return undefined;
  const { scanId, clusterId, namespace, kind, workload: name } = first;
  const inventory = await memory.get(`what deliveries are read from ${scanId}`, async () => {
    const value = await repositories.inventories.loadForIndex(scope, scanId, deliveryResources);
    return value && { value, weight: Object.values(value.looks).reduce((sum, { items }) => sum + items.length, 1) };
  });
  return inventory && deliveriesOf(inventory, { namespace, kind, name }, seesAllOf(scope, clusterId));
}
