import type { ExportQuery } from "../../../contracts/exports.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { networkCsv, networkJson } from "../../export/network.ts";
import { podSecurityCsv, podSecurityJson } from "../../export/pod-security.ts";
import type { Outcome } from "../outcome.ts";
import { getNetwork } from "../posture/network.ts";
import { getPodSecurity, refusedEverywhere } from "../posture/pod-security.ts";
import { scanInScope } from "../scans/scan-in-scope.ts";
import type { Services } from "../services.ts";
import type { Made } from "./exports.ts";

const close = () => undefined;

export async function exportPodSecurity(
  actor: Actor,
  { scan: id, format, level, version }: ExportQuery<"pod-security">,
  services: Services,
): Promise<Outcome<Made>> {
  const scan = await scanInScope(actor, id, services);
  if (!scan.ok) return scan;
  const posture = await getPodSecurity(actor, { id, level, version }, services);
  if (!posture.ok) return posture;
  const refused = await refusedEverywhere(actor, { id, level, version }, services);
  if (!refused.ok) return refused;
  const { cluster, number, clusterId } = scan.value.scan;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, filter: { level: [level], version: [version] } },
    ...{ restsOn: { scanId: id, cluster }, posture: posture.value },
    ...{ refused: refused.value.workloads, leftOut: refused.value.leftOut },
  };
  const texts = format === "csv" ? podSecurityCsv(content) : podSecurityJson(content);
  return ok({ texts, scope: `${cluster}-scan-${number}`, clusterId, close });
}

export async function exportNetwork(
  actor: Actor,
  { scan: id, format }: ExportQuery<"network">,
  services: Services,
): Promise<Outcome<Made>> {
  const scan = await scanInScope(actor, id, services);
  if (!scan.ok) return scan;
  const posture = await getNetwork(actor, { id }, services);
  if (!posture.ok) return posture;
  const { cluster, number, clusterId } = scan.value.scan;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, filter: {} },
    ...{ restsOn: { scanId: id, cluster }, posture: posture.value },
  };
  const texts = format === "csv" ? networkCsv(content) : networkJson(content);
  return ok({ texts, scope: `${cluster}-scan-${number}`, clusterId, close });
}
