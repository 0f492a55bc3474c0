/** Files of the matrix turned: by resource, and namespaces by capability. */
import type { ResourceRow } from "../../../contracts/access/pivots.ts";
import type { ExportQuery } from "../../../contracts/exports.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { namespacesCsv, namespacesJson, resourcesCsv, resourcesJson } from "../../export/matrix-pivots.ts";
import { getMatrix } from "../access/matrix.ts";
import { getMatrixNamespaces } from "../access/matrix-namespaces.ts";
import { getMatrixResources } from "../access/matrix-resources.ts";
import { type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { filterWords } from "./export-findings.ts";
import type { Made } from "./exports.ts";

/** Few, because each names everybody who holds something on it. */
const resourcesAtOnce = 20;

export async function exportResources(actor: Actor, query: ExportQuery<"matrix">, services: Services): Promise<Outcome<Made>> {
  const { scan: id, format, pivot: _pivot, can: _can, ...filter } = query;
  const scan = await services.repositories.scans.get(actor.scope, id);
  const matrix = await getMatrix(actor, { ...filter, id }, services);
  if (scan === undefined) return refuse("notFound");
  if (!matrix.ok) return matrix;
  async function* batches(): AsyncGenerator<readonly ResourceRow[], void> {
    for (let offset = 0; ; offset += resourcesAtOnce) {
      const asked = { ...filter, id, offset, limit: resourcesAtOnce, named: Number.POSITIVE_INFINITY };
      const window = await getMatrixResources(actor, asked, services);
      if (!window.ok) throw new Error("The matrix was taken away while it was read.");
      yield window.value.rows;
      if (offset + resourcesAtOnce >= window.value.total) return;
    }
  }
  const { complete, gaps, subjects, hiddenDefaults } = matrix.value;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version },
    restsOn: { scanId: id, cluster: scan.cluster, subjects, hiddenDefaults, complete },
    ...{ gaps, filter: filterWords({ ...filter, risky: filter.risky ? "true" : undefined }), batches: batches() },
  };
  const texts = format === "csv" ? resourcesCsv(content) : resourcesJson(content);
  return ok({ texts, scope: `${scan.cluster}-scan-${scan.number}`, clusterId: scan.clusterId, close: () => undefined });
}

export async function exportNamespaces(actor: Actor, query: ExportQuery<"matrix">, services: Services): Promise<Outcome<Made>> {
  const { scan: id, format, pivot: _pivot, ...filter } = query;
  const scan = await services.repositories.scans.get(actor.scope, id);
  const matrix = await getMatrixNamespaces(actor, { ...filter, id }, services);
  if (scan === undefined) return refuse("notFound");
  if (!matrix.ok) return matrix;
  const { complete, hiddenDefaults, namespaces } = matrix.value;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, matrix: matrix.value },
    restsOn: { scanId: id, cluster: scan.cluster, namespaces, hiddenDefaults, complete },
    filter: filterWords({ ...filter, risky: filter.risky ? "true" : undefined }),
  };
  const texts = format === "csv" ? namespacesCsv(content) : namespacesJson(content);
  return ok({ texts, scope: `${scan.cluster}-scan-${scan.number}`, clusterId: scan.clusterId, close: () => undefined });
}
