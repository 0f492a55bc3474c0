import type { ExportQuery } from "../../../contracts/exports.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { dryRunCsv, dryRunJson } from "../../export/dry-run.ts";
import type { Outcome } from "../outcome.ts";
import type { Services } from "../services.ts";
import { storedTry, tryAll } from "../supply-chain/dry-run.ts";
import type { Made } from "./exports.ts";

const close = () => undefined;

export async function exportDryRun(
  actor: Actor,
  { format, ...query }: ExportQuery<"policy-dry-run">,
  services: Services,
): Promise<Outcome<Made>> {
  const asked = await storedTry(actor, query, services);
  if (!asked.ok) return asked;
  const tried = await tryAll(actor, asked.value, services);
  if (!tried.ok) return tried;
  const { cluster = [], namespace = [], unmatched } = query;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version },
    filter: { cluster, namespace, unmatched: [unmatched] },
    restsOn: { scans: tried.value.summary.clusters.flatMap(({ scanId }) => scanId ?? []) },
    ...tried.value,
  };
  return ok({ texts: format === "csv" ? dryRunCsv(content) : dryRunJson(content), scope: "fleet", close });
}
