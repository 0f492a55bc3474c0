/** Files of the pages of Upgrades. */
import type { ExportQuery } from "../../../contracts/exports.ts";
import { ok } from "../../../core/result.ts";
import { parseMinor } from "../../../core/upgrade/minor.ts";
import type { Actor } from "../../auth/actor.ts";
import { upgradeFleetCsv, upgradeFleetJson, upgradePlanCsv, upgradePlanJson } from "../../export/upgrade.ts";
import type { Outcome } from "../outcome.ts";
import type { Services } from "../services.ts";
import { planOf } from "../upgrade/plan.ts";
import { planView } from "../upgrade/plan-view.ts";
import { getUpgradeFleet } from "../upgrade/readiness.ts";
import { filterWords } from "./export-findings.ts";
import type { Made } from "./exports.ts";

const close = () => undefined;

/** All findings of each step, where the page has the first of them. */
export async function exportUpgradePlan(
  actor: Actor,
  { scan: id, target, format }: ExportQuery<"upgrade-plan">,
  services: Services,
): Promise<Outcome<Made>> {
  const found = await planOf(actor, id, services);
  if (!found.ok) return found;
  const { scan } = found.value;
  const plan = planView(found.value, parseMinor(target), Number.POSITIVE_INFINITY);
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, plan, filter: filterWords({ target }) },
    restsOn: { scanId: id, cluster: scan.cluster, calendar: plan.calendar, catalogue: plan.catalogue },
  };
  const texts = format === "csv" ? upgradePlanCsv(content) : upgradePlanJson(content);
  return ok({ texts, scope: `${scan.cluster}-scan-${scan.number}`, clusterId: scan.clusterId, close });
}

export async function exportUpgradeFleet(
  actor: Actor,
  { format }: ExportQuery<"upgrade-fleet">,
  services: Services,
): Promise<Outcome<Made>> {
  const found = await getUpgradeFleet(actor, undefined, services);
  if (!found.ok) return found;
  const fleet = found.value;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, fleet, filter: {} },
    restsOn: { clusters: fleet.clusters.length, hidden: fleet.hidden, calendar: fleet.calendar },
  };
  const texts = format === "csv" ? upgradeFleetCsv(content) : upgradeFleetJson(content);
  return ok({ texts, scope: `${fleet.clusters.length}-clusters`, close });
}
