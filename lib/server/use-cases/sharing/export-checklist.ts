import type { ExportQuery } from "../../../contracts/exports.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { checklistCsv, checklistJson } from "../../export/checklist.ts";
import { checklistFleetCsv, checklistFleetJson } from "../../export/checklist-fleet.ts";
import type { Outcome } from "../outcome.ts";
import { checklistOf, checklistView } from "../posture/checklist.ts";
import { getChecklistFleet } from "../posture/checklist-fleet.ts";
import type { Services } from "../services.ts";
import type { Made } from "./exports.ts";

const close = () => undefined;

/** The checklist of a scan's cluster, with what is stated now. */
export async function exportChecklist(
  actor: Actor,
  { scan: id, format }: ExportQuery<"checklist">,
  services: Services,
): Promise<Outcome<Made>> {
  const found = await checklistOf(actor, id, services);
  if (!found.ok) return found;
  const { scan } = found.value;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, list: checklistView(found.value), filter: {} },
    restsOn: { scanId: id, cluster: scan.cluster },
  };
  const texts = format === "csv" ? checklistCsv(content) : checklistJson(content);
  return ok({ texts, scope: `${scan.cluster}-scan-${scan.number}`, clusterId: scan.clusterId, close });
}

/** The checklist over all clusters that somebody sees as a whole, with what is stated now. */
export async function exportChecklistFleet(
  actor: Actor,
  { format }: ExportQuery<"checklist-fleet">,
  services: Services,
): Promise<Outcome<Made>> {
  const found = await getChecklistFleet(actor, undefined, services);
  if (!found.ok) return found;
  const fleet = found.value;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, fleet, filter: {} },
    restsOn: { clusters: fleet.clusters.length, hidden: fleet.hidden },
  };
  const texts = format === "csv" ? checklistFleetCsv(content) : checklistFleetJson(content);
  return ok({ texts, scope: `${fleet.clusters.length}-clusters`, close });
}
