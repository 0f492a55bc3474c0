/** Exports of findings. */
import type { ExportFormat } from "../../../contracts/export-formats.ts";
import { type ExportQuery, leftOutHeader } from "../../../contracts/exports.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ExportedScan, ExportOrder } from "../../database/findings/finding-export.ts";
import type { FindingsContent } from "../../export/findings/content.ts";
import { findingsCsv } from "../../export/findings/csv.ts";
import { findingsJson } from "../../export/findings/json.ts";
import { findingsJunit } from "../../export/findings/junit.ts";
import { findingsSarif, sarifPlan } from "../../export/sarif/log.ts";
import { filterOf } from "../findings/findings.ts";
import { type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import type { Made } from "./exports.ts";

const writers = { csv: findingsCsv, json: findingsJson, sarif: findingsSarif, junit: findingsJunit };

/** @returns how rows must come for a format. */
function orderFor(format: ExportFormat, sort: ExportQuery<"findings">["sort"]): ExportOrder {
  if (format === "sarif") return "scan";
  return format === "junit" ? "checkOfScan" : sort;
}

export async function exportFindings(actor: Actor, query: ExportQuery<"findings">, services: Services): Promise<Outcome<Made>> {
  const { repositories, now, version } = services;
  const { format, sort, fingerprint, life = "all", ...rest } = query;
  const at = now();
  const filter = { ...filterOf({ ...rest, life }, at), ...(fingerprint && { fingerprints: fingerprint }) };
  const found = await repositories.exports.findings(actor.scope, filter, {
    order: orderFor(format, sort),
    figures: format === "sarif" || format === "junit",
    at,
  });
  const { scans, groups, batches, close } = found;
  if (query.scan !== undefined && scans.length === 0) {
    close();
    return refuse("notFound");
  }
  const { scan: _scan, cluster: _cluster, ...narrowing } = rest;
  const content: FindingsContent = {
    ...{ kind: "findings", exportedAt: at.toISOString(), version, scans, groups, batches },
    filter: filterWords({
      ...narrowing,
      life: query.life,
      ...(fingerprint && { fingerprint: [`${fingerprint.length} chosen`] }),
    }),
  };
  return ok({ ...madeOf(content, format), scope: scopeWords(scans), clusterId: onlyCluster(scans), close });
}

/** @returns the text of a file of findings, and what its headers say of it. */
export function madeOf(content: FindingsContent, format: ExportFormat): Pick<Made, "texts" | "headers"> {
  const left = format === "sarif" ? sarifPlan(content).left : 0;
  return { texts: writers[format](content), headers: left > 0 ? { [leftOutHeader]: String(left) } : {} };
}

/** @returns what narrows, each as a list; what does not is left out. */
export function filterWords(
  filter: Readonly<Record<string, readonly string[] | string | undefined>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, given]) =>
      given === undefined || given.length === 0 ? [] : [[name, [given].flat()]],
    ),
  );
}

/** @returns a word for the file's name: the one cluster, or how many. */
function scopeWords(scans: readonly Pick<ExportedScan, "cluster" | "number">[]): string {
  const [only, ...others] = scans;
  if (only === undefined) return "nothing";
  return others.length === 0 ? `${only.cluster}-scan-${only.number}` : `${scans.length}-clusters`;
}

function onlyCluster(scans: readonly Pick<ExportedScan, "clusterId">[]): string | undefined {
  const ids = new Set(scans.map(({ clusterId }) => clusterId));
  return ids.size === 1 ? [...ids][0] : undefined;
}
